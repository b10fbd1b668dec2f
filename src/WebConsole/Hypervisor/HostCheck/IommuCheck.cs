using WebConsole.Text;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Whether PCI devices of the host can be given to machines.</summary>
internal static class IommuCheck
{
    public static HostCheckItem Run(HostCheckContext context)
    {
        var groups = context.Files.List("sys/kernel/iommu_groups").Count;
        if (groups > 0)
            return Item(HostCheckStatus.Ok, $"On, {Format.Count(groups, "group", "groups")}: PCI devices can be given to machines.");
        if (context.Processor.IsVirtual)
            return Item(HostCheckStatus.NotApplicable, "None; this host is itself a virtual machine.");
        var item = Item(HostCheckStatus.Attention, "Off: PCI devices cannot be given to machines.");
        return context.Processor.KvmModule == "kvm_intel" && context.Processor.IsX86
            ? item with
            {
                Advice = "If you want that: turn on VT-d in the firmware's set-up, then the IOMMU in the kernel, and restart the host.",
                Commands = context.Commands.KernelArgument("intel_iommu=on iommu=pt"),
            }
            : item with { Advice = "If you want that: turn on the IOMMU (AMD-Vi, SMMU) in the firmware's set-up; the kernel then uses it by itself." };
    }

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.Iommu, "IOMMU", status, found);
}
