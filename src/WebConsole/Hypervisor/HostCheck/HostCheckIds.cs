namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The checks by their stable names.</summary>
public static class HostCheckIds
{
    public const string Libvirt = "libvirt";
    public const string Hypervisor = "hypervisor";
    public const string KvmOffered = "kvm-offered";
    public const string Processor = "processor";
    public const string KvmModule = "kvm-module";
    public const string KvmVendorModule = "kvm-vendor-module";
    public const string KvmDevice = "kvm-device";
    public const string Nested = "nested";
    public const string Iommu = "iommu";
    public const string HugePages = "huge-pages";
    public const string SecurityModel = "security-model";
    public const string ControlGroups = "control-groups";

    /// <summary>Replaces all checks that read files, when the host is another machine.</summary>
    public const string Kernel = "kernel";
}
