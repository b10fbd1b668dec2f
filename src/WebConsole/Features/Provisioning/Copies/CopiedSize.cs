using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>Memory and vCPUs of a copy that has others than the original: those that are on, as of every machine. The maximum follows where it is less.</summary>
internal static class CopiedSize
{
    /// <summary>Errors by their names in the API.</summary>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(InventorySnapshot inventory, MachineCopyPlan plan)
    {
        if (plan.Asked.Vcpus is < 1 or > HardwareRules.MostVcpus)
            yield return ("vcpus", $"A number from 1 to {HardwareRules.MostVcpus}.");
        else if (plan.Read is { } original)
        {
            foreach (var (argument, mistake) in Changes(plan.Asked.Memory, plan.Asked.Vcpus, original).Mistakes(original, inventory.Host(plan.Original.Id.Host)))
                yield return (argument switch { "maxVcpus" => "vcpus", "maxMemory" => "memory", _ => argument }, mistake);
            if (plan.Asked.Vcpus > original.VirtualCpus && original.NumaCells.Count > 0)
                yield return ("vcpus", "The original divides them among NUMA nodes: change them after copying.");
        }
    }

    public static void Write(DomainXml copy, long? memory, int? vcpus) => Changes(memory, vcpus, copy).Apply(copy);

    private static MachineResources Changes(long? memory, int? vcpus, DomainXml original) =>
        new(Vcpus: vcpus, MaxVcpus: vcpus > (original.VirtualCpus ?? 1) ? vcpus : null, Memory: memory, MaxMemory: memory > original.MemoryBytes ? memory : null);
}
