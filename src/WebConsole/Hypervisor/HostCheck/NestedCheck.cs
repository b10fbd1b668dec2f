namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Whether machines can run machines of their own with KVM.</summary>
internal static class NestedCheck
{
    public static HostCheckItem Run(HostCheckContext context)
    {
        var module = context.Processor.KvmModule;
        return (context.Processor.IsX86 ? context.Files.Read($"sys/module/{module}/parameters/nested") : null) switch
        {
            "Y" or "1" => Item(HostCheckStatus.Ok, "On: machines can run machines of their own."),
            "N" or "0" => Item(HostCheckStatus.Ok, "Off: machines cannot run machines of their own.") with
            {
                Advice = "Only needed for hypervisors in machines. To turn it on, with no machine running:",
                Commands = $"echo 'options {module} nested=1' > /etc/modprobe.d/kvm.conf\nmodprobe -r {module} && modprobe {module}",
            },
            _ => Item(HostCheckStatus.NotApplicable, "The kernel has no such setting here."),
        };
    }

    private static HostCheckItem Item(HostCheckStatus status, string found) => new(HostCheckIds.Nested, "Nested virtualisation", status, found);
}
