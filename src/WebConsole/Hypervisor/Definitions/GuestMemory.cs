using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>How a guest's memory is made up: its NUMA nodes hold what it starts with, and modules come on top.</summary>
internal static class GuestMemory
{
    /// <summary>The memory of all modules, in bytes; <see cref="DomainXml.MemoryBytes"/> has it in its sum.</summary>
    public static long ModulesOf(DomainXml domain) => domain.Devices.OfType<MemoryDeviceXml>().Sum(module => module.SizeBytes ?? 0);

    /// <summary>With one node, that has all vCPUs and all memory that is in no module; several are divided by whoever knows how.</summary>
    public static void FitTheNode(DomainXml domain)
    {
        if (domain.NumaCells.Count != 1 || domain.MemoryBytes is not { } memory)
            return;
        var cell = domain.NumaCells[0];
        (cell.Cpus, cell.MemoryBytes) = (Cpus(domain), memory - ModulesOf(domain));
    }

    /// <summary>Gives the guest one NUMA node where it has none: QEMU plugs memory into nodes only.</summary>
    public static void NeedANode(DomainXml domain)
    {
        if (domain.NumaCells.Count > 0)
            return;
        domain.NumaCells.Add().Id = 0;
        FitTheNode(domain);
    }

    private static string Cpus(DomainXml domain) => (domain.VirtualCpus ?? 1) is > 1 and var count ? string.Create(CultureInfo.InvariantCulture, $"0-{count - 1}") : "0";
}
