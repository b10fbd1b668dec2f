using System.Buffers.Binary;
using System.Text;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// What an uploaded file may be, and whether it is. An image can name other files of its host, which QEMU would open, so
/// only images that stand alone are taken, and nothing may be another format than it is said to be.
/// </summary>
internal static class ImageFormats
{
    public const string Raw = "raw", Qcow2 = "qcow2", Iso = "iso";

    /// <summary>What to do where there is a <see cref="Mistake"/>.</summary>
    public const string AnotherFile = "Choose the right format, or another file.";

    /// <summary>How many bytes from the beginning <see cref="Mistake"/> needs.</summary>
    public const int HeadLength = 64 * 1024;

    // Of an ISO image the first 32 KiB are free; then comes its first descriptor, after one byte.
    private const int IsoMark = 32 * 1024 + 1;
    private const int ExternalDataFile = 1 << 2;

    /// <summary>Where a VMDK image has its capacity.</summary>
    private const int VmdkCapacity = 12;

    /// <summary>The first bytes of formats; QEMU and libvirt recognise them by these.</summary>
    private static readonly (string Name, int At, byte[] Mark)[] Known =
    [
        ("QED", 0, [.. "QED\0"u8]),
        ("VMDK", 0, [.. "KDMV"u8]), ("VMDK", 0, [.. "COWD"u8]), ("VMDK", 0, [.. "# Disk DescriptorFile"u8]),
        ("VDI", 64, [0x7f, 0x10, 0xda, 0xbe]),
        ("VHD", 0, [.. "conectix"u8]), ("VHDX", 0, [.. "vhdxfile"u8]),
        ("Parallels", 0, [.. "WithoutFreeSpace"u8]), ("Parallels", 0, [.. "WithouFreSpacExt"u8]),
        ("bochs", 0, [.. "Bochs Virtual HD Image"u8]),
    ];

    public static ReadOnlySpan<byte> QcowMark => [0x51, 0x46, 0x49, 0xfb];

    public static IReadOnlyList<string> All { get; } = [Raw, Qcow2, Iso];

    /// <summary>What a file must be by its name; <c>null</c> where that says nothing.</summary>
    public static string? OfName(string name) => name.EndsWith(".iso", StringComparison.OrdinalIgnoreCase) ? Iso : name.EndsWith(".qcow2", StringComparison.OrdinalIgnoreCase) ? Qcow2 : null;

    /// <summary>Why a file that begins so is not what it is said to be; <c>null</c> if it may be.</summary>
    /// <param name="head">Its first bytes, <see cref="HeadLength"/> of them or all.</param>
    /// <param name="format">One of <see cref="All"/>; <c>null</c> if it may be any.</param>
    public static string? Mistake(ReadOnlySpan<byte> head, string? format)
    {
        if (head.StartsWith(QcowMark))
            return format is Qcow2 or null ? Qcow2Mistake(head) : $"It is a qcow2 image, and not {format}.";
        foreach (var (name, at, mark) in Known)
        {
            if (head.Length > at && head[at..].StartsWith(mark))
                return ConvertFirst(name);
        }
        if (IsVmdkText(head))
            return ConvertFirst("VMDK");
        return format switch
        {
            Qcow2 => "It is no qcow2 image.",
            Iso => IsIso(head) ? null : "It is no ISO image.",
            _ => IsWebPage(head) ? "It is a web page, and no image." : null,
        };
    }

    /// <summary>Which other files QEMU opens with an image, apart from those below it of which libvirt tells; <c>null</c> if none.</summary>
    /// <param name="head">As for <see cref="Mistake"/>.</param>
    /// <param name="format">As what QEMU opens it; raw bytes name nothing.</param>
    public static string? OtherFiles(ReadOnlySpan<byte> head, string? format) => format switch
    {
        Qcow2 => head.StartsWith(QcowMark) && head.Length >= 80 && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) >= 3 && (BinaryPrimitives.ReadUInt64BigEndian(head[72..]) & ExternalDataFile) != 0
            ? "It keeps its data in another file of this host." : null,
        // Without a capacity its description names the files with the data; and libvirt does not find every parent that QEMU does.
        "vmdk" => head.Length >= VmdkCapacity + 8 && head.StartsWith("KDMV"u8) && BinaryPrimitives.ReadUInt64LittleEndian(head[VmdkCapacity..]) > 0 && head.IndexOf("parentFileNameHint"u8) < 0
            ? null : "Its description may name other files of this host.",
        _ => null,
    };

    private static string ConvertFirst(string name) => $"It is a {name} image. Convert it first: qemu-img convert -O qcow2";

    /// <summary>Whether QEMU takes a text for the description of a VMDK image: comments and blank lines, and then its version.</summary>
    private static bool IsVmdkText(ReadOnlySpan<byte> head)
    {
        for (int end; (end = head.IndexOf((byte)'\n')) >= 0; head = head[(end + 1)..])
        {
            var line = head[..end].Trim(" \r"u8);
            if (!line.IsEmpty && line[0] != '#')
                return line.SequenceEqual("version=1"u8) || line.SequenceEqual("version=2"u8) || line.SequenceEqual("version=3"u8);
        }
        return false;
    }

    /// <summary>What a server says in the place of a file, often under the file's type.</summary>
    private static bool IsWebPage(ReadOnlySpan<byte> head)
    {
        var begins = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        return BeginsWith(begins, "<!doctype html"u8) || BeginsWith(begins, "<html"u8);

        static bool BeginsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);
    }

    private static string? Qcow2Mistake(ReadOnlySpan<byte> head)
    {
        var version = head.Length < 72 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        if (version is not (2 or 3) || (version == 3 && head.Length < 80))
            return "It is no qcow2 image of version 2 or 3.";
        if (BinaryPrimitives.ReadUInt64BigEndian(head[8..]) != 0)
            return "It rests on a backing file, which would be a file of this host.";
        return version == 3 && (BinaryPrimitives.ReadUInt64BigEndian(head[72..]) & ExternalDataFile) != 0
            ? "It keeps its data in another file, which would be a file of this host."
            : null;
    }

    private static bool IsIso(ReadOnlySpan<byte> head) => head.Length > IsoMark + 5
        && (head[IsoMark..].StartsWith("CD001"u8) || head[IsoMark..].StartsWith("BEA01"u8) || head[IsoMark..].StartsWith("NSR0"u8));
}
