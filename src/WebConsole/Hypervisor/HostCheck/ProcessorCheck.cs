namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The processor's flags <c>vmx</c> (Intel) and <c>svm</c> (AMD).</summary>
internal static class ProcessorCheck
{
    private const string Title = "Processor";

    public static HostCheckItem Run(HostCheckContext context)
    {
        var processor = context.Processor;
        if (!processor.IsX86)
            return Item(HostCheckStatus.NotApplicable, "This kind of processor has no flag for virtualisation; the device /dev/kvm tells.");
        if (processor.HasVmx || processor.HasSvm)
        {
            var flag = processor.HasVmx ? "Intel VT-x (vmx)" : "AMD-V (svm)";
            return Item(HostCheckStatus.Ok, flag + (processor.IsVirtual ? ", passed on by the hypervisor that this host runs in (nested)." : "."));
        }
        return processor.IsVirtual ? InsideAMachine(context) : Item(HostCheckStatus.Failed, "Neither vmx nor svm.") with
        {
            Advice = "Turn virtualisation on in the firmware's set-up (Intel VT-x, \"Virtualization Technology\"; AMD-V, \"SVM Mode\"), then "
                + "switch the host off and on. A processor that has neither cannot run KVM.",
        };
    }

    // KVM can also run without these flags, but slower and not with every guest.
    private static HostCheckItem InsideAMachine(HostCheckContext context) =>
        Item(context.Files.Exists("dev/kvm") ? HostCheckStatus.Attention : HostCheckStatus.Failed,
            "This host is itself a virtual machine, and its hypervisor passes neither vmx nor svm on.") with
        {
            Advice = "Turn nested virtualisation on outside, and give this host the outer processor as it is. In the cloud, choose a type of "
                + "instance that offers it, or bare metal. On an outer host with KVM:",
            Commands = "echo 'options kvm_intel nested=1' > /etc/modprobe.d/kvm.conf    # kvm_amd with AMD\n"
                + "modprobe -r kvm_intel && modprobe kvm_intel    # with no machine running\n"
                + "virt-xml NAME --edit --cpu host-passthrough",
        };

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.Processor, Title, status, found);
}
