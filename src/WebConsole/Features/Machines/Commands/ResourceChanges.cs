using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>The part of <see cref="MachineChanges"/> that is about processors and memory.</summary>
internal static class ResourceChanges
{
    public static MachineResources Of(MachineChanges changes) => new(changes.Vcpus, changes.MaxVcpus, changes.Memory, changes.MaxMemory, changes.Numa?.Cells is not null, changes.MemoryLimits?.Hard is not null);

    /// <param name="changes">What is asked for.</param>
    /// <param name="stands">The machine's definition for its next start.</param>
    /// <param name="host">Its host.</param>
    /// <returns>Errors by their names in the API.</returns>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(MachineChanges changes, DomainXml stands, HostStatus? host) =>
        Of(changes).Mistakes(stands, host).Append(("apply", changes.Apply switch
        {
            null or "next" or "both" => null,
            "live" => changes.Parts.FirstOrDefault(part => part.IsForStart) is { } part ? $"next or both: {part.Part} takes effect at a start only." : null,
            _ => "One of next, both, live.",
        }));

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

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}K");
}
