using Libvirt.Xml;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Lines;

/// <summary>The lines of a shell that make a machine by virsh.</summary>
internal static class MachineLines
{
    /// <param name="plan">What is made.</param>
    /// <param name="uri">libvirt's URI of the host.</param>
    /// <param name="definition">The plan's, as far as whoever reads the lines may.</param>
    public static string Virsh(MachinePlan plan, string uri, DomainXml definition) => string.Join('\n', [.. plan.Disks.SelectMany(disk => disk.ShellCommands(uri)), .. plan.Tree?.ShellCommands(uri) ?? [], VirshCommand.OnHost(uri,
    [
        .. plan.Disks.SelectMany(disk => disk.VirshCommands(uri)),
        .. plan.Seed?.VirshCommands() ?? [],
        $"define {VirshXml.Typed(definition)}",
        .. plan.Asked.Autostart == true ? new[] { $"autostart {plan.Uuid:D}" } : [],
        .. plan.Starts ? new[] { $"start {plan.Uuid:D}" } : [],
    ])]);
}
