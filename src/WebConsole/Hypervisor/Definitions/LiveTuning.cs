using Libvirt;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>Where the threads of a running machine run, and how much of the host's CPUs and memory it gets, as an edit changes it.</summary>
/// <param name="edit">The edit of the running machine.</param>
/// <param name="hostCpus">The CPUs of its host: what is placed nowhere runs on all.</param>
internal sealed class LiveTuning(RunningEdit edit, IReadOnlyCollection<int> hostCpus)
{
    /// <summary>What QEMU may need beside the guest's memory.</summary>
    internal const long MemoryMargin = 512L << 20;

    private const DomainModificationImpact Live = DomainModificationImpact.Live;

    /// <summary>The kernel's own period, and no limit.</summary>
    private const long UsualPeriod = 100_000, NoQuota = -1;

    public IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Steps() => [.. Vcpus(), .. Emulator(), .. IoThreads(), .. Scheduler(), .. MemoryLimits(), .. Nodes()];

    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Vcpus()
    {
        var (now, wanted) = (PinsOf(edit.Now), PinsOf(edit.Wanted));
        return now.Keys.Union(wanted.Keys).Order().Where(vcpu => now.GetValueOrDefault(vcpu) != wanted.GetValueOrDefault(vcpu)).Select(vcpu => Step($"Place vCPU {vcpu}",
            now.GetValueOrDefault(vcpu), wanted.GetValueOrDefault(vcpu), (domain, cpus) => domain.PinVirtualCpu(vcpu, cpus, Live)));
    }

    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Emulator() => edit.Now.EmulatorPin == edit.Wanted.EmulatorPin ? []
        : [Step("Place the emulator", edit.Now.EmulatorPin, edit.Wanted.EmulatorPin, (domain, cpus) => domain.PinEmulator(cpus, Live))];

    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> IoThreads()
    {
        var (now, wanted) = (ThreadsOf(edit.Now), ThreadsOf(edit.Wanted));
        return now.Keys.Union(wanted.Keys).Order().Where(thread => now.GetValueOrDefault(thread) != wanted.GetValueOrDefault(thread)).Select(thread => Step($"Place I/O thread {thread}",
            now.GetValueOrDefault(thread), wanted.GetValueOrDefault(thread), (domain, cpus) => domain.PinIoThread(thread, cpus, Live)));
    }

    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Scheduler()
    {
        var (now, wanted) = edit;
        if (now.CpuShares != wanted.CpuShares)
            yield return ("Set its share of the CPUs", Set("cpu_shares", wanted.CpuShares), Set("cpu_shares", now.CpuShares));
        if (now.CpuPeriodMicroseconds != wanted.CpuPeriodMicroseconds)
            yield return ("Set the period of its quota", Set("vcpu_period", wanted.CpuPeriodMicroseconds ?? UsualPeriod), Set("vcpu_period", now.CpuPeriodMicroseconds ?? UsualPeriod));
        if ((now.CpuQuotaMicroseconds ?? NoQuota) != (wanted.CpuQuotaMicroseconds ?? NoQuota))
            yield return ("Set its quota of the CPUs", Set("vcpu_quota", wanted.CpuQuotaMicroseconds ?? NoQuota), Set("vcpu_quota", now.CpuQuotaMicroseconds ?? NoQuota));
    }

    /// <summary>Only those that change: a host may not know all of them.</summary>
    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> MemoryLimits()
    {
        var (now, wanted) = (LimitsOf(edit.Now), LimitsOf(edit.Wanted));
        var changed = now.Keys.Where(name => now[name] != wanted[name]).ToArray();
        if (changed.Length > 0)
            yield return ("Limit its memory", domain =>
            {
                CheckHardLimit();
                domain.SetMemoryLimits(changed.ToDictionary(name => name, name => wanted[name]), Live);
            }, domain => domain.SetMemoryLimits(changed.ToDictionary(name => name, name => now[name]), Live));
    }

    /// <summary>A lower limit than what QEMU has by now would end it at once. A limit that is raised ends nothing.</summary>
    private void CheckHardLimit()
    {
        var (now, wanted, memory) = (edit.Now.MemoryHardLimitBytes, edit.Wanted.MemoryHardLimitBytes, edit.Now.MemoryBytes);
        if (wanted < memory)
            throw new DefinitionException($"It was started with {Format.Bytes(memory)}.");
        if (wanted < memory + MemoryMargin && wanted < (now ?? long.MaxValue))
            throw new DefinitionException($"QEMU may use {Format.Bytes(MemoryMargin)} beside the {Format.Bytes(memory)} with which it was started.");
    }

    private static Dictionary<string, long?> LimitsOf(DomainXml domain) => new() { ["hard_limit"] = domain.MemoryHardLimitBytes, ["soft_limit"] = domain.MemorySoftLimitBytes, ["swap_hard_limit"] = domain.SwapHardLimitBytes };

    /// <summary>libvirt has no call that gives a running machine all nodes again, nor one that changes how it takes its memory from them.</summary>
    private IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Nodes()
    {
        var (now, wanted) = (NodesOf(edit.Now), NodesOf(edit.Wanted));
        if (now != wanted)
            yield return ("Take its memory from other nodes", Take(now.Mode, wanted), Take(now.Mode, now));

        static Action<Domain> Take(string mode, (string Mode, string? Nodes) at) => domain =>
        {
            if (at.Mode != mode || at.Nodes is null)
                throw new DefinitionException("It has its memory from where it was started.");
            domain.SetNumaNodes(at.Nodes, Live);
        };
    }

    private static (string Mode, string? Nodes) NodesOf(DomainXml domain) => (domain.NumaMemoryMode ?? "strict", domain.NumaMemoryNodeSet);

    /// <summary>What the host gives without a share, differs by its kernel.</summary>
    private static Action<Domain> Set(string name, long? value) => value is { } given ? domain => domain.SetScheduler(new Dictionary<string, long> { [name] = given }, Live)
        : _ => throw new DefinitionException("It has the host's own share once it starts anew.");

    private (string Name, Action<Domain> Set, Action<Domain> Undo) Step(string name, string? now, string? wanted, Action<Domain, IReadOnlyCollection<int>> pin) =>
        (name, domain => pin(domain, CpusOf(wanted, edit.Wanted)), domain => pin(domain, CpusOf(now, edit.Now)));

    private IReadOnlyCollection<int> CpusOf(string? pin, DomainXml domain) => CpuSet.TryParse(pin ?? domain.VirtualCpuSet, out var cpus) ? cpus
        : hostCpus.Count > 0 ? hostCpus : throw new DefinitionException("The CPUs of the host are not known.");

    private static Dictionary<int, string> PinsOf(DomainXml domain) => domain.VcpuPins.Where(pin => pin is { Vcpu: not null, CpuSet: not null }).DistinctBy(pin => pin.Vcpu).ToDictionary(pin => pin.Vcpu!.Value, pin => pin.CpuSet!);

    private static Dictionary<int, string> ThreadsOf(DomainXml domain) => domain.IoThreadPins.Where(pin => pin is { IoThread: not null, CpuSet: not null }).DistinctBy(pin => pin.IoThread).ToDictionary(pin => pin.IoThread!.Value, pin => pin.CpuSet!);
}
