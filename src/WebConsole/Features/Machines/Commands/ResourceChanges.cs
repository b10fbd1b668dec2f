using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Commands;

/// <summary>The part of <see cref="MachineChanges"/> that is about processors and memory.</summary>
internal static class ResourceChanges
{
    private const int MostVcpus = 4096;
    private const long LeastMemory = 16L << 20;

    /// <summary>Applies the changes to a definition.</summary>
    public static void Apply(MachineChanges changes, DomainXml domain)
    {
        if (changes.Vcpus is not null || changes.MaxVcpus is not null)
            SetCpus(domain, changes.Vcpus, changes.MaxVcpus);
        if (changes.Memory is null && changes.MaxMemory is null)
            return;
        var now = domain.CurrentMemoryBytes ?? domain.MemoryBytes;
        domain.MemoryBytes = changes.MaxMemory ?? domain.MemoryBytes;
        domain.CurrentMemoryBytes = changes.Memory ?? now;
        // What it may have with DIMMs that are plugged in is no less than what it starts with.
        if (domain.MaxMemoryBytes < domain.MemoryBytes)
            domain.MaxMemoryBytes = domain.MemoryBytes;
    }

    /// <param name="changes">What is asked for.</param>
    /// <param name="stands">The machine's definition for its next start.</param>
    /// <param name="host">Its host.</param>
    /// <returns>Errors by their names in the API.</returns>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(MachineChanges changes, DomainXml stands, HostStatus? host)
    {
        var (vcpus, memory) = (changes.Vcpus ?? VcpusOf(stands), changes.Memory ?? MemoryOf(stands));
        yield return ("vcpus", changes.Vcpus is { } count && (changes.MaxVcpus ?? stands.VirtualCpus ?? 1) is var most && (count < 1 || count > most)
            ? changes.MaxVcpus is null && count > most ? $"At most {most}, unless the maximum is raised." : $"A number from 1 to {most}, the maximum." : null);
        yield return ("maxVcpus", changes.MaxVcpus is { } maximum && (maximum < vcpus || maximum > MostVcpus) && (changes.Vcpus is null || maximum is < 1 or > MostVcpus)
            ? $"A number from {Math.Max(1, vcpus)}, which are on, to {MostVcpus}." : null);
        yield return ("memory", changes.Memory switch
        {
            null => null,
            < LeastMemory => $"At least {SizeLimit.Least(LeastMemory)}.",
            { } bytes when bytes > (changes.MaxMemory ?? stands.MemoryBytes ?? long.MaxValue) => $"At most {SizeLimit.Most(changes.MaxMemory ?? stands.MemoryBytes ?? 0)}, the maximum.",
            _ => null,
        });
        yield return ("maxMemory", changes.MaxMemory switch
        {
            null => null,
            _ when stands.NumaCells.Count > 0 => "Its NUMA nodes divide the memory among them: change them in the definition.",
            < LeastMemory => $"At least {SizeLimit.Least(LeastMemory)}.",
            { } bytes when changes.Memory is null && bytes < memory => $"At least {SizeLimit.Least(memory)}, which it has.",
            { } bytes when host?.Facts is { MemoryBytes: > 0 and var all } && bytes > all => $"At most {SizeLimit.Most(all)}, which the host has.",
            _ => null,
        });
        yield return ("apply", changes.Apply is null or "next" or "both" or "live" ? null : "One of next, both, live.");
    }

    /// <summary>virsh's commands and options for them, without the machine.</summary>
    public static IEnumerable<string> VirshArguments(MachineChanges changes, Machine machine)
    {
        var running = machine.IsActive && DomainXml.TryParse(machine.Xml, out var live) ? live : null;
        // virsh sets no maximum that the topology does not multiply to.
        if (changes.MaxVcpus is { } most)
            yield return DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var stands) && stands.Sockets is not null ? "edit" : $"setvcpus --maximum --config {Count(most)}";
        if (changes.Vcpus is { } vcpus)
            yield return $"setvcpus {Reach(running is not null && vcpus <= running.VirtualCpus && vcpus >= LiveResources.LeastCpus(running))} {Count(vcpus)}";
        if (changes.MaxMemory is { } mostMemory)
            yield return $"setmaxmem --config {Size(mostMemory)}";
        if (changes.Memory is { } memory)
            yield return $"setmem {Reach(memory <= (running?.MemoryBytes ?? 0))} {Size(memory)}";

        string Reach(bool canRunning) => canRunning && changes.Apply is not "next" ? "--live --config" : "--config";
    }

    public static DefinitionReach ReachOf(MachineChanges changes) => changes.Apply switch
    {
        "next" => DefinitionReach.NextStart,
        "live" => DefinitionReach.Running,
        _ => DefinitionReach.WherePossible,
    };

    public static int VcpusOf(DomainXml domain) => domain.CurrentVirtualCpus ?? domain.VirtualCpus ?? 1;

    public static long MemoryOf(DomainXml domain) => domain.CurrentMemoryBytes ?? domain.MemoryBytes ?? 0;

    private static void SetCpus(DomainXml domain, int? vcpus, int? maximum)
    {
        var count = vcpus ?? VcpusOf(domain);
        if (maximum is { } most && most != domain.VirtualCpus)
        {
            domain.VirtualCpus = most;
            WriteTopology(domain, most);
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

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}K");
}
