using System.Collections.Immutable;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>
/// Checks whether a host has what machines need: KVM and its modules, libvirt, QEMU, and isolation of machines. It
/// reads files and libvirt's facts; it changes nothing and starts no process.
/// </summary>
public static class HostChecks
{
    /// <summary>
    /// Whether the checks can run. The files of a local QEMU host can be read even while libvirt is missing or silent,
    /// which is when users need the checks most. For other hosts, libvirt must have answered first.
    /// </summary>
    public static bool CanLookAt(HostStatus host) => host.Facts is not null
        || (new ConfiguredHost(host.Name, host.Uri).IsLocal && host.Uri.StartsWith("qemu", StringComparison.OrdinalIgnoreCase));

    /// <param name="facts">What libvirt told; <c>null</c> where it never answered.</param>
    /// <param name="files">The host's own files.</param>
    public static ImmutableArray<HostCheckItem> Run(HostFacts? facts, HostFiles files)
    {
        var context = new HostCheckContext(facts, files);
        return [SoftwareChecks.Libvirt(context), SoftwareChecks.Hypervisor(context), .. OfKernel(context), SecurityModelCheck.Run(context), .. Limits(context)];
    }

    /// <summary>The worst status of all checks.</summary>
    public static HostCheckStatus Worst(IEnumerable<HostCheckItem> items) =>
        items.Select(item => item.Status).DefaultIfEmpty(HostCheckStatus.NotApplicable).Max();

    private static IEnumerable<HostCheckItem> OfKernel(HostCheckContext context)
    {
        if (context.Facts is { } facts && !context.IsQemu)
        {
            return [new HostCheckItem(HostCheckIds.Kernel, "KVM", HostCheckStatus.NotApplicable,
                $"This host runs {facts.Driver}, which does without KVM.")];
        }
        if (!context.IsLocal)
        {
            return [KvmOfferedCheck.Run(context), new HostCheckItem(HostCheckIds.Kernel, "Processor, modules and devices", HostCheckStatus.NotApplicable,
                "These are looked at only on the host that WebConsole runs on.")];
        }
        return
        [
            KvmOfferedCheck.Run(context),
            ProcessorCheck.Run(context),
            KvmModuleCheck.Core(context),
            KvmModuleCheck.Vendor(context),
            KvmDeviceCheck.Run(context),
            NestedCheck.Run(context),
            IommuCheck.Run(context),
            HugePagesCheck.Run(context),
        ];
    }

    private static IEnumerable<HostCheckItem> Limits(HostCheckContext context) =>
        context.IsLocal && (context.IsQemu || context.Facts?.Driver.ToUpperInvariant() is "LXC") ? [ControlGroupsCheck.Run(context)] : [];
}
