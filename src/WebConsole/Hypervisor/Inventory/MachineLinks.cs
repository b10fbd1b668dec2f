using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What a machine's definition leads to: so that a network and a pool can say who uses them.</summary>
/// <param name="Networks">Names of libvirt's networks.</param>
/// <param name="Pools">Names of the pools of its volumes.</param>
/// <param name="Files">Paths of its disks' files and block devices.</param>
public sealed record MachineLinks(ImmutableArray<string> Networks, ImmutableArray<string> Pools, ImmutableArray<string> Files)
{
    private static readonly ConditionalWeakTable<Machine, MachineLinks> Known = [];

    /// <summary>Read once for each state of a machine that the inventory holds.</summary>
    public static MachineLinks Of(Machine machine) => Known.GetValue(machine, Read);

    /// <summary>Whether a disk of it lies in <paramref name="pool"/>, by the volume's pool or by its path.</summary>
    public bool Uses(StoragePool pool, string? targetPath) => Pools.Contains(pool.Name)
        || (targetPath is { Length: > 0 } && Files.Any(file => file.StartsWith(targetPath.TrimEnd('/') + "/", StringComparison.Ordinal)));

    private static MachineLinks Read(Machine machine) => DomainXml.TryParse(machine.Xml, out var domain)
        ? new MachineLinks(
            Distinct(domain.Interfaces.Select(nic => nic.SourceNetwork)),
            Distinct(domain.Disks.Select(disk => disk.SourcePool)),
            Distinct(domain.Disks.Select(disk => disk.SourceFile ?? disk.SourceDevice)))
        : new MachineLinks([], [], []);

    private static ImmutableArray<string> Distinct(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Distinct(StringComparer.Ordinal)];
}
