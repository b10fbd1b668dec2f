using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>Memory and vCPUs of a copy that has others than the original.</summary>
internal static class CopiedSize
{
    /// <summary>Errors by their names in the API.</summary>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(InventorySnapshot inventory, MachineCopyPlan plan)
    {
        var (memory, vcpus) = (plan.Asked.Memory, plan.Asked.Vcpus);
        var divided = plan.Read?.NumaCells.Count > 0 ? "The original divides it among NUMA nodes: change it after copying." : null;
        var most = inventory.Host(plan.Original.Id.Host)?.Facts?.MemoryBytes;
        yield return ("memory", memory is null || memory == plan.Read?.MemoryBytes ? null
            : divided ?? (memory < MachineRules.LeastMemory ? $"At least {Format.Bytes(MachineRules.LeastMemory)}." : most > 0 && memory > most ? $"At most {Format.Bytes(most)}, which the host has." : null));
        yield return ("vcpus", vcpus is null || vcpus == plan.Read?.VirtualCpus ? null
            : divided ?? (vcpus is < 1 or > HardwareRules.MostVcpus ? $"A number from 1 to {HardwareRules.MostVcpus}." : null));
    }

    public static void Write(DomainXml copy, long? memory, int? vcpus)
    {
        if (memory is { } bytes && bytes != copy.MemoryBytes)
        {
            (copy.MemoryBytes, copy.CurrentMemoryBytes) = (bytes, null);
            if (copy.MaxMemoryBytes < bytes)
                copy.MaxMemoryBytes = bytes;
        }
        if (vcpus is { } count && count != copy.VirtualCpus)
            WriteProcessors(copy, count);
    }

    private static void WriteProcessors(DomainXml copy, int count)
    {
        (copy.VirtualCpus, copy.CurrentVirtualCpus) = (count, null);
        copy.Element.Elements("vcpus").Remove();
        copy.Element.Elements("cputune").Elements().Where(part => part.Attribute("vcpu") is { } vcpu && int.TryParse(vcpu.Value, out var number) && number >= count).Remove();
        // Sockets × cores × threads must be as many.
        var socket = (copy.Dies ?? 1) * (copy.Cores ?? 1) * (copy.Threads ?? 1);
        if (count % socket != 0)
            copy.Element.Elements("cpu").Elements("topology").Remove();
        else if (copy.Sockets is not null)
            copy.Sockets = count / socket;
    }
}
