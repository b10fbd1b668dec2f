using System.Buffers.Binary;
using System.Collections.Immutable;
using WebConsole.Storage.Volumes;

namespace WebConsole.Appliances.Images;

/// <summary>The formats of disks that come from elsewhere or go there, by QEMU's names. No other one is ever given to QEMU.</summary>
internal static class DiskFormats
{
    public const string Vmdk = "vmdk", Vdi = "vdi", Vhdx = "vhdx", Vpc = "vpc", Raw = "raw", Qcow2 = "qcow2";

    /// <summary>Where a VHD that grows says what kind it is.</summary>
    private const int VhdKind = 60;

    private const int VhdDifferencing = 4;

    /// <summary>Where a VDI has its mark.</summary>
    private const int VdiMark = 64;

    private const long Tables = 64L << 20;

    public static ImmutableArray<string> All { get; } = [Vmdk, Vdi, Vhdx, Vpc, Qcow2, Raw];

    /// <summary>The format that a file's name stands for; <c>null</c> for any other name.</summary>
    public static string? OfName(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        // VMware's data beside their description.
        ".VMDK" when name.EndsWith("-flat.vmdk", StringComparison.OrdinalIgnoreCase) => Raw,
        ".VMDK" => Vmdk,
        ".VDI" => Vdi,
        ".VHDX" => Vhdx,
        ".VHD" or ".VPC" => Vpc,
        ".QCOW2" => Qcow2,
        ".RAW" or ".IMG" => Raw,
        _ => null,
    };

    /// <summary>The format that an OVF descriptor names by an address; <c>null</c> where it is not known.</summary>
    public static string? OfUri(string uri) =>
        uri.Says("vmdk") ? Vmdk : uri.Says("vhdx") ? Vhdx : uri.Says("vhd") ? Vpc : uri.Says("vdi") ? Vdi : uri.Says("qcow") ? Qcow2 : null;

    /// <summary>The format by whose mark a file begins; <c>null</c> for any other one. Raw disks and VHDs of a fixed size have no mark there.</summary>
    /// <param name="head">As for <see cref="Mistake"/>.</param>
    public static string? OfContent(ReadOnlySpan<byte> head) =>
        head.StartsWith(ImageFormats.QcowMark) ? Qcow2
        : head.StartsWith("KDMV"u8) || head.StartsWith("COWD"u8) || head.StartsWith("# Disk DescriptorFile"u8) ? Vmdk
        : head.Length > VdiMark && head[VdiMark..].StartsWith((ReadOnlySpan<byte>)[0x7f, 0x10, 0xda, 0xbe]) ? Vdi
        : head.StartsWith("conectix"u8) ? Vpc
        : head.StartsWith("vhdxfile"u8) ? Vhdx
        : null;

    /// <summary>Why a file that begins so is not taken as an image of that format; <c>null</c> if it is.</summary>
    /// <param name="head">Its first bytes, <see cref="ImageFormats.HeadLength"/> of them or all.</param>
    /// <param name="format">One of <see cref="All"/>.</param>
    public static string? Mistake(ReadOnlySpan<byte> head, string format) => format switch
    {
        Qcow2 => ImageFormats.Mistake(head, ImageFormats.Qcow2),
        Raw => ImageFormats.Mistake(head, ImageFormats.Raw) is null ? null : OfContent(head) is { } other ? $"It is an image of the format {other}." : "It is an image of another format, or no image.",
        Vmdk when VmdkDescription.Read(head) is { } description => description.WhyNoDisk,
        Vpc when head.Length > VhdKind + 4 && BinaryPrimitives.ReadInt32BigEndian(head[VhdKind..]) == VhdDifferencing => "It stores only what differs from another image.",
        _ => ImageFormats.OtherFiles(head, format),
    };

    /// <summary>The options of a new image: a VMDK as other products import it, and a VHD of exactly the right size.</summary>
    public static IReadOnlyList<string> Options(string format) => format switch
    {
        Vmdk => ["-o", "subformat=streamOptimized"],
        Vpc => ["-o", "force_size=on"],
        _ => [],
    };

    /// <summary>How long the file of a disk can become in any format: what it holds, one part in 32 for tables and what does not compress, and 64 MiB.</summary>
    public static long LargestFile(long virtualBytes) => virtualBytes + virtualBytes / 32 + Tables;

    private static bool Says(this string uri, string word) => uri.Contains(word, StringComparison.OrdinalIgnoreCase);
}
