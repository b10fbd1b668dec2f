using System.Collections.Immutable;

namespace WebConsole.Hardware;

/// <summary>Models of devices that can be chosen, the usual ones first; libvirt does not say which there are.</summary>
internal static class DeviceModels
{
    public const string None = "none";

    public static readonly ImmutableArray<string> DiskCaches = ["none", "writeback", "writethrough", "directsync", "unsafe"];
    public static readonly ImmutableArray<string> Graphics = ["vnc", "spice"];
    public static readonly ImmutableArray<string> WatchdogActions = ["reset", "poweroff", "pause", "inject-nmi", "none"];

    private static readonly ImmutableArray<string> PciNics = ["virtio", "e1000e", "e1000", "rtl8139", "igb", "vmxnet3", "pcnet", "ne2k_pci", "virtio-transitional", "virtio-non-transitional"];
    private static readonly ImmutableArray<string> PciSounds = ["ich9", "ich6", "ac97", "usb"];

    public static ImmutableArray<string> Nics(GuestKind kind) => kind switch
    {
        { Xen: { } xen } => xen.Nics,
        { Arch: "s390x" } => ["virtio"],
        { Arch: "ppc64" or "ppc64le" } => [.. PciNics, "spapr-vlan"],
        _ => PciNics,
    };

    public static ImmutableArray<string> Sounds(GuestKind kind) => kind.Xen is null && kind.Arch is not "s390x" ? PciSounds : [];

    /// <param name="kind">What runs the machine.</param>
    /// <param name="machineType">Its type without the version; <c>null</c> where that is not known.</param>
    public static ImmutableArray<string> Iommus(GuestKind kind, string? machineType) => (kind.Arch, machineType) switch
    {
        ("x86_64" or "i686", null or "q35") => ["intel", "virtio"],
        ("aarch64", null or "virt") => ["smmuv3", "virtio"],
        _ => [],
    };

    public static ImmutableArray<string> Watchdogs(GuestKind kind) => kind.Arch switch
    {
        _ when kind.Xen is not null => [],
        "x86_64" or "i686" => ["i6300esb", "ib700"],
        "s390x" => ["diag288"],
        _ => ["i6300esb"],
    };
}
