using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Capabilities;

/// <summary>What a host says of itself, read once: the document is long, and a form asks at each key.</summary>
internal static class HostCapabilities
{
    private static readonly ConditionalWeakTable<HostFacts, Parsed> Known = [];

    /// <returns><c>null</c> for a host that says nothing.</returns>
    public static CapabilitiesXml? Of(HostStatus? host) => host?.Facts is { } facts ? Known.GetValue(facts, static facts => new Parsed(CapabilitiesXml.TryParse(facts.Capabilities, out var parsed) ? parsed : null)).Document : null;

    /// <summary>The numbers of a host's CPUs; none where it does not say how many it has.</summary>
    public static ImmutableSortedSet<int> CpusOf(HostStatus? host) => (Of(host)?.Cells ?? []).SelectMany(cell => cell.CpuPlaces).Select(cpu => cpu.Id).OfType<int>().ToImmutableSortedSet() is { IsEmpty: false } known
        ? known : [.. Enumerable.Range(0, host?.Facts?.Cpus ?? 0)];

    /// <summary>The sizes of a host's huge pages, in bytes, the smallest first; none where it does not say.</summary>
    public static ImmutableArray<long> HugePageSizesOf(HostStatus? host) => [.. (Of(host)?.PageSizesBytes ?? []).Order().Skip(1)];

    private sealed record Parsed(CapabilitiesXml? Document);
}
