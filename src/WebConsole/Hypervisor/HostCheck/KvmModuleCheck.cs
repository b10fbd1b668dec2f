namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The kernel's modules <c>kvm</c> and, on x86, <c>kvm_intel</c> or <c>kvm_amd</c>; loaded or built in.</summary>
internal static class KvmModuleCheck
{
    public static HostCheckItem Core(HostCheckContext context)
    {
        const string title = "Kernel module kvm";
        if (State(context, "kvm") is { } state)
            return new HostCheckItem(HostCheckIds.KvmModule, title, HostCheckStatus.Ok, state);
        if (!context.Processor.IsX86 && context.Files.Exists("dev/kvm"))
            return new HostCheckItem(HostCheckIds.KvmModule, title, HostCheckStatus.Ok, "Built into the kernel.");
        return Missing(context, HostCheckIds.KvmModule, title, "kvm");
    }

    public static HostCheckItem Vendor(HostCheckContext context)
    {
        var processor = context.Processor;
        var module = processor.KvmModule;
        var title = "Kernel module " + (processor.IsX86 ? module : "for the processor");
        if (!processor.IsX86)
            return new HostCheckItem(HostCheckIds.KvmVendorModule, title, HostCheckStatus.NotApplicable, "This kind of processor needs no module besides kvm.");
        if (State(context, module) is { } state)
            return new HostCheckItem(HostCheckIds.KvmVendorModule, title, HostCheckStatus.Ok, state);
        if (context.Files.List("sys/module").FirstOrDefault(name => name.StartsWith("kvm_", StringComparison.Ordinal)) is { } other)
        {
            return new HostCheckItem(HostCheckIds.KvmVendorModule, title, HostCheckStatus.Attention, $"Not there, but {other} is.")
            {
                Advice = $"KVM works by way of {other}. Where machines do not start or hang early, run them without KVM (type qemu).",
            };
        }
        return processor.HasVmx || processor.HasSvm
            ? Missing(context, HostCheckIds.KvmVendorModule, title, module)
            : new HostCheckItem(HostCheckIds.KvmVendorModule, title, HostCheckStatus.NotApplicable, "Not there; without vmx or svm it does not load.");
    }

    private static string? State(HostCheckContext context, string module) =>
        !context.Files.Exists("sys/module/" + module) ? null
        : context.Files.Exists($"sys/module/{module}/initstate") ? "Loaded."
        : "Built into the kernel.";

    private static HostCheckItem Missing(HostCheckContext context, string id, string title, string module) => context.HasLoadableModules
        ? new HostCheckItem(id, title, HostCheckStatus.Failed, "Not loaded.")
        {
            Advice = "Load it now and at each start. If the kernel says \"not supported\" or \"disabled by bios\", turn virtualisation on in the "
                + "firmware's set-up; if it knows no such module, install the distribution's full kernel.",
            Commands = $"modprobe {module}\necho {module} > /etc/modules-load.d/{module}.conf\ndmesg | grep -i kvm",
        }
        : new HostCheckItem(id, title, HostCheckStatus.Failed, "Not there, and this kernel loads no modules.")
        {
            Advice = "Install a kernel that has KVM and restart the host. In a container, the kernel is the outer host's: look there.",
            Commands = context.Commands.Install("linux-image-$(dpkg --print-architecture)", "kernel"),
        };
}
