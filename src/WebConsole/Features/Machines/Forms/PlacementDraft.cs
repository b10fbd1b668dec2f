using Libvirt.Xml;
using WebConsole.Features.Machines.Parts;

namespace WebConsole.Features.Machines.Forms;

/// <summary>What stands in the form of where a machine runs.</summary>
public sealed record PlacementDraft
{
    public IReadOnlyList<ThreadPlace> Threads { get; set; } = [];

    public int? Shares { get; set; }

    public int? Period { get; set; }

    public long? Quota { get; set; }

    internal static PlacementDraft Of(DomainXml domain) => new()
    {
        Threads =
        [
            .. Enumerable.Range(0, domain.VirtualCpus ?? 1).Select(vcpu => new ThreadPlace(ThreadKind.Vcpu, vcpu, domain.VcpuPins.FirstOrDefault(pin => pin.Vcpu == vcpu)?.CpuSet ?? "")),
            new ThreadPlace(ThreadKind.Emulator, 0, domain.EmulatorPin ?? ""),
            .. PlacementRules.NumbersOf(domain).Select(thread => new ThreadPlace(ThreadKind.IoThread, thread, domain.IoThreadPins.FirstOrDefault(pin => pin.IoThread == thread)?.CpuSet ?? "")),
        ],
        Shares = domain.CpuShares,
        Period = domain.CpuPeriodMicroseconds,
        Quota = domain.CpuQuotaMicroseconds is > 0 and var quota ? quota : null,
    };

    /// <summary>What differs from <paramref name="first"/>; <c>null</c> where nothing does.</summary>
    internal PlacementChanges? ChangesFrom(PlacementDraft first)
    {
        ThreadPlace[] moved = [.. Threads.Except(first.Threads)];
        VcpuPlace[] vcpus = [.. moved.Where(place => place.Kind is ThreadKind.Vcpu).Select(place => new VcpuPlace(place.Number, place.Cpus))];
        IoThreadPlace[] threads = [.. moved.Where(place => place.Kind is ThreadKind.IoThread).Select(place => new IoThreadPlace(place.Number, place.Cpus))];
        var changes = new PlacementChanges(
            Vcpus: vcpus.Length == 0 ? null : vcpus,
            Emulator: moved.FirstOrDefault(place => place.Kind is ThreadKind.Emulator)?.Cpus,
            IoThreads: threads.Length == 0 ? null : threads,
            Shares: Shares == first.Shares ? null : Shares ?? 0,
            Period: Period == first.Period ? null : Period ?? 0,
            Quota: Quota == first.Quota ? null : Quota ?? 0);
        return changes == new PlacementChanges() ? null : changes;
    }
}
