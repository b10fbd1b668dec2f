using Libvirt;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// The processors and the memory of a running machine that an edit changes. Their maximum is fixed at the start: up to it, vCPUs are
/// plugged in and out, and the balloon gives and takes memory. QEMU keeps the vCPUs that were on at the start.
/// </summary>
internal static class LiveResources
{
    /// <param name="edit">The edit.</param>
    /// <param name="asked">Hears what memory the machine was told to have, in bytes.</param>
    public static IEnumerable<(string Name, Action<Domain> Set, Action<Domain> Undo)> Of(RunningEdit edit, Action<long> asked)
    {
        var (now, wanted) = edit;
        if (now.VirtualCpus is { } mostCpus)
        {
            if (wanted.VirtualCpus is { } most && most != mostCpus)
                yield return ("Change the most vCPUs", _ => throw OnlyAtTheStart($"{mostCpus} vCPUs"), static _ => { });
            var (had, want) = (now.CurrentVirtualCpus ?? mostCpus, wanted.CurrentVirtualCpus ?? wanted.VirtualCpus ?? mostCpus);
            if (had != want)
                yield return ($"Set the vCPUs to {want}", domain => SetCpus(domain, want, LeastCpus(now), mostCpus), domain => SetCpus(domain, had, 1, mostCpus));
        }
        if (now.MemoryBytes is { } mostMemory)
        {
            if (wanted.MemoryBytes is { } most && most != mostMemory)
                yield return ("Change the most memory", _ => throw OnlyAtTheStart(Format.Bytes(mostMemory)), static _ => { });
            var (had, want) = (now.CurrentMemoryBytes ?? mostMemory, wanted.CurrentMemoryBytes ?? wanted.MemoryBytes ?? mostMemory);
            if (had != want)
                yield return ($"Set the memory to {Format.Bytes(want)}", domain => SetMemory(domain, want, mostMemory, asked), domain => SetMemory(domain, had, mostMemory, asked));
        }
    }

    /// <summary>How many vCPUs a running machine has at least: those that were plugged in can go.</summary>
    public static int LeastCpus(DomainXml running) => running.DomainType is not ("kvm" or "qemu") ? 1
        : running.VirtualCpuStates is { Count: > 0 } states ? Math.Max(1, states.Count(state => state.Enabled == true && state.HotPluggable != true))
        : running.CurrentVirtualCpus ?? running.VirtualCpus ?? 1;

    private static void SetCpus(Domain domain, int count, int least, int most)
    {
        if (count < least)
            throw new DefinitionException($"{least} of its vCPUs were on at the start and can't be unplugged.");
        if (count > most)
            throw OnlyAtTheStart($"{most} vCPUs");
        domain.SetVirtualCpus(count, DomainModificationImpact.Live);
    }

    private static void SetMemory(Domain domain, long bytes, long most, Action<long> asked)
    {
        if (bytes > most)
            throw OnlyAtTheStart(Format.Bytes(most));
        domain.SetMemory(bytes, DomainModificationImpact.Live);
        asked(bytes);
    }

    private static DefinitionException OnlyAtTheStart(string most) => new($"It was started with at most {most}.");
}
