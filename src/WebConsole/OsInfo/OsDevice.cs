using System.Collections.Immutable;

namespace WebConsole.OsInfo;

/// <summary>Whether an operating system has a driver for a device.</summary>
/// <param name="Id">The device's stable name, a URI with the numbers of its bus.</param>
/// <param name="IsSupported">Whether it has; <c>false</c> takes back what a system says that it is made from.</param>
public sealed record OsDevice(string Id, bool IsSupported)
{
    private const string Pci = "http://pcisig.com/pci/";

    // Virtio devices have one number for the early protocol and one for version 1.0.
    public static readonly ImmutableArray<string> VirtioNet = [Pci + "1af4/1000", Pci + "1af4/1041"];
    public static readonly ImmutableArray<string> VirtioDisk = [Pci + "1af4/1001", Pci + "1af4/1042"];
    public static readonly ImmutableArray<string> VirtioScsi = [Pci + "1af4/1004", Pci + "1af4/1048"];
    public static readonly ImmutableArray<string> VirtioRng = [Pci + "1af4/1005", Pci + "1af4/1044"];
    public static readonly ImmutableArray<string> VirtioGpu = [Pci + "1af4/1050"];
    public static readonly ImmutableArray<string> VirtioInput = [Pci + "1af4/1052"];
    public static readonly ImmutableArray<string> VirtioFileSystem = [Pci + "1af4/105a"];
    public static readonly ImmutableArray<string> E1000 = [Pci + "8086/100e"];
    public static readonly ImmutableArray<string> E1000E = [Pci + "8086/10d3"];
    public static readonly ImmutableArray<string> Qxl = [Pci + "1b36/0100"];
    public static readonly ImmutableArray<string> UsbTablet = ["http://usb.org/usb/80ee/0021"];
    public static readonly ImmutableArray<string> Ich6Sound = [Pci + "8086/2668"];
    public static readonly ImmutableArray<string> Ich9Sound = [Pci + "8086/293e"];
    public static readonly ImmutableArray<string> Q35 = ["http://qemu.org/chipset/x86/q35"];
}
