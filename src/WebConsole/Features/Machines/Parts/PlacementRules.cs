using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>What may be asked of where a machine runs.</summary>
internal sealed class PlacementRules(PlacementChanges asked, PartContext context)
{
    private const int MostShares = 262_144, LeastPeriod = 1000, MostPeriod = 1_000_000;
    private const long LeastQuota = 1000, MostQuota = 17_592_186_044_415;

    private readonly ImmutableSortedSet<int> _there = HostCapabilities.CpusOf(context.Host);

    public IEnumerable<(string Field, string? Mistake)> Found()
    {
        if (!context.IsWhole)
            return [("vcpus", "Only for machines that QEMU runs.")];
        return
        [
            ("vcpus", Vcpus(asked.Vcpus ?? [])),
            ("emulator", asked.Emulator is null ? null : Cpus(asked.Emulator)),
            ("ioThreads", IoThreads(asked.IoThreads ?? [])),
            ("shares", asked.Shares is < 0 or 1 or > MostShares ? $"A number from 2 to {MostShares}, or 0 for the host's own." : null),
            ("period", asked.Period is null or 0 or (>= LeastPeriod and <= MostPeriod) ? null : $"From {LeastPeriod} to {MostPeriod} µs, or 0 for the host's own."),
            ("quota", asked.Quota is null or 0 or (>= LeastQuota and <= MostQuota) ? null : $"At least {LeastQuota} µs, or 0 for no limit."),
        ];
    }

    private string? Vcpus(IReadOnlyList<VcpuPlace> places) => places.Any(place => place is null || place.Vcpu < 0 || place.Vcpu >= context.MostVcpus) ? $"vCPUs from 0 to {context.MostVcpus - 1}."
        : places.DistinctBy(place => place.Vcpu).Count() < places.Count ? "Each vCPU once."
        : places.Select(place => Cpus(place.Cpus)).FirstOrDefault(mistake => mistake is not null);

    private string? IoThreads(IReadOnlyList<IoThreadPlace> places)
    {
        var known = NumbersOf(context.Stands);
        return places.Any(place => place is null || !known.Contains(place.IoThread)) ? known.IsEmpty ? "The machine has no I/O threads." : $"Its I/O threads are {CpuSet.Format(known)}."
            : places.DistinctBy(place => place.IoThread).Count() < places.Count ? "Each I/O thread once."
            : places.Select(place => Cpus(place.Cpus)).FirstOrDefault(mistake => mistake is not null);
    }

    private string? Cpus(string? cpus) => cpus is "" ? null
        : !CpuSet.TryParse(cpus, out var asked) || cpus!.Any(char.IsWhiteSpace) ? "CPUs of the host, such as 0-3,^2; empty for any."
        : _there.IsEmpty || asked.IsSubsetOf(_there) ? null : $"The host has the CPUs {CpuSet.Format(_there)}.";

    /// <summary>The numbers of a machine's I/O threads: those that are given, and as many more as it has.</summary>
    public static ImmutableSortedSet<int> NumbersOf(DomainXml domain)
    {
        var numbers = domain.IoThreadIds.Select(thread => thread.Id).OfType<int>().ToImmutableSortedSet();
        for (var next = 1; numbers.Count < Math.Min(domain.IoThreads ?? 0, 1024); next++)
            numbers = numbers.Add(next);
        return numbers;
    }
}
