using System.Collections.Immutable;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hardware;

/// <summary>A NUMA node of a host.</summary>
/// <param name="Id">Its number; <c>null</c> where the host tells of none.</param>
/// <param name="Cpus">Its CPUs, by sockets and cores.</param>
public sealed record HostNode(int? Id, ImmutableArray<HostCpu> Cpus)
{
    /// <summary>Those of a host; one with its bare numbers, where it does not say how its CPUs lie.</summary>
    internal static ImmutableArray<HostNode> Of(HostStatus? host)
    {
        ImmutableArray<HostNode> nodes =
        [
            .. (HostCapabilities.Of(host)?.Cells ?? []).Select(cell => new HostNode(cell.Id,
            [
                .. cell.CpuPlaces.Where(cpu => cpu.Id is not null).Select(cpu => new HostCpu(cpu.Id!.Value, cpu.Socket, cpu.Core)).OrderBy(cpu => cpu.Socket).ThenBy(cpu => cpu.Core).ThenBy(cpu => cpu.Id),
            ])).Where(node => node.Cpus.Length > 0),
        ];
        return nodes.IsEmpty && HostCapabilities.CpusOf(host) is { IsEmpty: false } cpus ? [new HostNode(null, [.. cpus.Select(cpu => new HostCpu(cpu, null, null))])] : nodes;
    }
}

/// <summary>A CPU of a host, and where it lies.</summary>
public sealed record HostCpu(int Id, int? Socket, int? Core);
