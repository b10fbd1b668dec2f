using Libvirt;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>What helps where a machine is made, and a step fails. It stays once it is defined: what prevents its start can be changed.</summary>
internal static class MadeMachine
{
    public static string AdviceForStart(string name) => $"{name} was made and stays, shut off: open it, and change what prevents its start.";

    public static string AdviceForAutostart(string name) => $"{name} was made and stays: switch on its autostart by its page.";

    /// <param name="error">The error.</param>
    /// <param name="afterDefinition">The advice for the step that follows the definition; null before.</param>
    public static string? AdviceFor(LibvirtException error, string? afterDefinition) =>
        afterDefinition ?? (VolumeCalls.IsNameTaken(error) ? VolumeCalls.AnotherName : null);
}
