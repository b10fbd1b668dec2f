using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>Changes of a machine's processors and memory; what is <c>null</c> stays.</summary>
/// <param name="Vcpus">How many vCPUs are on.</param>
/// <param name="MaxVcpus">How many can be on.</param>
/// <param name="Memory">The memory that the guest may use, in bytes.</param>
/// <param name="MaxMemory">The most that it can be given, in bytes.</param>
/// <param name="DividesAnew">Whether its NUMA nodes are changed with them, so that they need not fit.</param>
/// <param name="LimitsAnew">Whether its limit on the host is changed with them.</param>
internal sealed record MachineResources(int? Vcpus = null, int? MaxVcpus = null, long? Memory = null, long? MaxMemory = null, bool DividesAnew = false, bool LimitsAnew = false)
{
    private const int MostVcpus = 4096;
    private const long LeastMemory = 16L << 20;

    /// <summary>The vCPUs that are on.</summary>
    public static int VcpusOf(DomainXml domain) => domain.CurrentVirtualCpus ?? domain.VirtualCpus ?? 1;

    /// <summary>The memory that the guest may use, in bytes; 0 where the definition names none.</summary>
    public static long MemoryOf(DomainXml domain) => domain.CurrentMemoryBytes ?? domain.MemoryBytes ?? 0;

    /// <summary>Applies the changes to a definition.</summary>
    public void Apply(DomainXml domain)
    {
        if (Vcpus is not null || MaxVcpus is not null)
            SetCpus(domain, Vcpus, MaxVcpus);
        if (Memory is null && MaxMemory is null)
            return;
        var now = domain.CurrentMemoryBytes ?? domain.MemoryBytes;
        domain.MemoryBytes = MaxMemory ?? domain.MemoryBytes;
        domain.CurrentMemoryBytes = Memory ?? now;
        // What it may have with DIMMs that are plugged in is no less than what it starts with.
        if (domain.MaxMemoryBytes < domain.MemoryBytes)
            domain.MaxMemoryBytes = domain.MemoryBytes;
        GuestMemory.FitTheNode(domain);
    }

    /// <param name="stands">The machine's definition for its next start.</param>
    /// <param name="host">Its host.</param>
    /// <returns>Errors by their names in the API.</returns>
    public IEnumerable<(string Argument, string? Mistake)> Mistakes(DomainXml stands, HostStatus? host)
    {
        var (vcpus, memory) = (Vcpus ?? VcpusOf(stands), Memory ?? MemoryOf(stands));
        yield return ("vcpus", Vcpus is { } count && (MaxVcpus ?? stands.VirtualCpus ?? 1) is var most && (count < 1 || count > most)
            ? MaxVcpus is null && count > most ? $"At most {most}, unless the maximum is raised." : $"A number from 1 to {most}, the maximum." : null);
        yield return ("maxVcpus", MaxVcpus is not null && MaxVcpus != stands.VirtualCpus && stands.NumaCells.Count > 1 && !DividesAnew ? "Its NUMA nodes divide the vCPUs among them: change them, too (numa.cells)."
            : MaxVcpus is { } maximum && (maximum < vcpus || maximum > MostVcpus) && (Vcpus is null || maximum is < 1 or > MostVcpus)
            ? $"A number from {Math.Max(1, vcpus)}, which are on, to {MostVcpus}." : null);
        yield return ("memory", Memory switch
        {
            null => null,
            < LeastMemory => $"At least {SizeLimit.Least(LeastMemory)}.",
            { } bytes when bytes > (MaxMemory ?? stands.MemoryBytes ?? long.MaxValue) => $"At most {SizeLimit.Most(MaxMemory ?? stands.MemoryBytes ?? 0)}, the maximum.",
            _ => null,
        });
        yield return ("maxMemory", MaxMemory switch
        {
            null => null,
            _ when stands.NumaCells.Count > 1 && !DividesAnew => "Its NUMA nodes divide the memory among them: change them, too (numa.cells).",
            < LeastMemory => $"At least {SizeLimit.Least(LeastMemory)}.",
            { } bytes when Memory is null && bytes < memory => $"At least {SizeLimit.Least(memory)}, which it has.",
            { } bytes when !LimitsAnew && stands.MemoryHardLimitBytes is { } limit && bytes > limit => $"At most {SizeLimit.Most(limit)}, its hard limit on the host.",
            { } bytes when bytes <= GuestMemory.ModulesOf(stands) => $"More than {SizeLimit.Least(GuestMemory.ModulesOf(stands))}, which its memory modules have.",
            { } bytes when host?.Facts is { MemoryBytes: > 0 and var all } && bytes > all => $"At most {SizeLimit.Most(all)}, which the host has.",
            _ => null,
        });
    }

    /// <summary>What may go wrong and is done all the same, by the names in the API.</summary>
    /// <param name="stands">The machine's definition for its next start.</param>
    public IEnumerable<(string Argument, string? Text)> Doubts(DomainXml stands) => [("maxMemory", MaxMemory is { } memory && !LimitsAnew ? LimitDoubt(stands.MemoryHardLimitBytes, memory) : null)];

    /// <summary>What is said where a limit on the host leaves QEMU little beside the guest's memory; <c>null</c> for nothing.</summary>
    /// <param name="limit">The limit, in bytes.</param>
    /// <param name="memory">The guest's memory, in bytes.</param>
    internal static string? LimitDoubt(long? limit, long memory) =>
        limit < memory + LiveTuning.MemoryMargin ? $"QEMU needs memory beside the guest's: a hard limit of {SizeLimit.Least(memory + LiveTuning.MemoryMargin)} or more is safe, its {Format.Bytes(limit.Value)} may end it." : null;

    private static void SetCpus(DomainXml domain, int? vcpus, int? maximum)
    {
        var count = vcpus ?? VcpusOf(domain);
        if (maximum is { } most && most != domain.VirtualCpus)
        {
            domain.VirtualCpus = most;
            WriteTopology(domain, most);
            GuestMemory.FitTheNode(domain);
            domain.Element.Elements("cputune").Elements().Where(part => int.TryParse(part.Attribute("vcpu")?.Value, out var vcpu) && vcpu >= most).Remove();
        }
        // The single vCPUs are libvirt's record of which were plugged in: it makes it anew.
        if (count != VcpusOf(domain) || maximum is not null)
            foreach (var state in domain.VirtualCpuStates.ToArray())
                domain.VirtualCpuStates.Remove(state);
        domain.CurrentVirtualCpus = count == domain.VirtualCpus ? null : count;
    }

    /// <summary>Sockets, cores and threads must multiply to the maximum. The cores follow it first, because guests are licensed and limited by sockets.</summary>
    private static void WriteTopology(DomainXml domain, int most)
    {
        if (domain.Sockets is not { } sockets)
            return;
        var (perCore, perSocket) = (sockets * (domain.Dies ?? 1) * (domain.Threads ?? 1), (domain.Dies ?? 1) * (domain.Cores ?? 1) * (domain.Threads ?? 1));
        if (perCore > 0 && most % perCore == 0)
            domain.Cores = most / perCore;
        else if (perSocket > 0 && most % perSocket == 0)
            domain.Sockets = most / perSocket;
        else
            domain.RemoveCpuTopology();
    }
}
