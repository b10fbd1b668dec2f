using System.Globalization;
using Libvirt.Xml;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>virsh's commands for what an edit of a definition changes on the running machine: <c>define</c> and <c>edit</c> change the stored one only.</summary>
internal static class LiveLines
{
    /// <param name="forecast">What changes at once.</param>
    /// <param name="uri">libvirt's URI of the host.</param>
    /// <param name="machine">Which machine.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The commands in the order in which it is done; a comment names what virsh has no short word for.</returns>
    public static IReadOnlyList<string> Of(LiveForecast forecast, string uri, MachineId machine, string name)
    {
        return
        [
            .. forecast.Title is { } title ? [Line("desc --live --title", VirshCommand.Option("new-desc", title))] : Array.Empty<string>(),
            .. forecast.Description is { } description ? [Line("desc --live", VirshCommand.Option("new-desc", description))] : Array.Empty<string>(),
            .. forecast.Vcpus is { } vcpus ? [Line("setvcpus --live", vcpus.ToString(CultureInfo.InvariantCulture))] : Array.Empty<string>(),
            .. forecast.Memory is { } memory ? [Line("setmem --live", string.Create(CultureInfo.InvariantCulture, $"{memory >> 10}K"))] : Array.Empty<string>(),
            .. forecast.Steps.ToArray() is { Length: > 0 } steps ? [$"# While it runs, too: {string.Join(", ", steps)}"] : Array.Empty<string>(),
            .. forecast.PluggedIn.Select(device => Line("attach-device --live", Typed(device.Wanted!))),
            .. forecast.Changed.Select(device => Line("update-device --live", Typed(device.Wanted!))),
            .. forecast.Unplugged.Select(device => Line("detach-device --live", Typed(device.Was!))),
        ];

        string Line(string command, string arguments) => $"{VirshCommand.ForMachine(uri, command, machine, name)} {arguments}";
    }

    /// <summary>Without what viewers may not read: tasks keep the line.</summary>
    private static string Typed(DeviceXml device) => VirshXml.Typed(DeviceXml.Lay(SafeXml.Parse(DefinitionMask.For(operates: false, device.ToXml())).Root!));
}
