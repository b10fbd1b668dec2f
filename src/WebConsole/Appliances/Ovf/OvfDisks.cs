using System.Globalization;
using System.Xml.Linq;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Operations;

namespace WebConsole.Appliances.Ovf;

/// <summary>The files and disks of a descriptor by their names.</summary>
internal sealed class OvfDisks
{
    private const int MostFiles = 64;

    private readonly Dictionary<string, ApplianceFile> _files = [];
    private readonly Dictionary<string, XElement> _disks = [];

    public OvfDisks(XElement envelope)
    {
        foreach (var disk in envelope.One("DiskSection")?.All("Disk") ?? [])
            Add(_disks, disk.Word("diskId"), disk);
        foreach (var file in envelope.One("References")?.All("File") ?? [])
            Add(_files, file.Word("id"), FileOf(file));
        if (_files.Values.GroupBy(file => file.Name).FirstOrDefault(files => files.Skip(1).Any()) is { Key: var twice })
            throw Broken($"It names the file {twice} twice.");
    }

    public IReadOnlyList<ApplianceFile> Files => [.. _files.Values];

    /// <summary>The file in a drive: VMware names the file, VirtualBox a disk.</summary>
    public ApplianceFile? Content((string Kind, string Name)? host) => host switch
    {
        ("file", var name) => File(name),
        ("disk", var name) when _disks.GetValueOrDefault(name).Word("fileRef") is { } reference => File(reference),
        _ => null,
    };

    /// <summary>The disk that a piece of hardware names: by <c>disk/vmdisk1</c>, or as oVirt does, by the path of its image.</summary>
    public string? IdOf((string Kind, string Name)? host) => host switch
    {
        ("disk", var name) => name,
        var (group, image) => _disks.FirstOrDefault(disk => disk.Value.Word("fileRef") is { } reference && (reference == image || reference == $"{group}/{image}")).Key,
        _ => null,
    };

    public (long? Capacity, ApplianceFile? File, string? Format) Disk(string id)
    {
        if (!_disks.TryGetValue(id, out var disk))
            throw Broken($"It uses the disk {id}, which it does not have.");
        if (disk.Word("parentRef") is not null)
            throw new OperationFailedException($"The disk {id} stores only what differs from another disk.", "Export the machine without snapshots.");
        var capacity = Capacity(disk);
        if (disk.Word("fileRef") is not { } reference)
            return capacity is not null ? (capacity, null, null) : throw Broken($"The empty disk {id} has no size.");
        var file = File(reference);
        return (OVirtFormat(disk) ?? DiskFormats.OfUri(disk.Word("format") ?? "") ?? DiskFormats.OfName(file.Name)) is { } format
            ? (capacity, file, format) : throw Broken($"The format of the disk {id} is not known.");
    }

    /// <summary>oVirt's own word is right where its <c>format</c> says VMDK of every image.</summary>
    private static string? OVirtFormat(XElement disk) => disk.Word("volume-format") switch { "COW" => DiskFormats.Qcow2, "RAW" => DiskFormats.Raw, _ => null };

    /// <summary>By its name in the descriptor, or as oVirt refers to it, by where it lies.</summary>
    private ApplianceFile File(string id) => _files.TryGetValue(id, out var file) || (file = _files.Values.FirstOrDefault(one => one.Name == id || id.EndsWith($"/{one.Name}", StringComparison.Ordinal))) is not null ? file : throw Broken($"It uses the file {id}, which it does not have.");

    private static long? Capacity(XElement disk) => AllocationUnit.ToBytes(disk.Word("capacity"), disk.Word("capacityAllocationUnits"));

    private ApplianceFile FileOf(XElement file)
    {
        // A reference is a part of a URI, in which a space is %20.
        var name = Uri.UnescapeDataString(file.Word("href") ?? "");
        if (!PlainName.Is(name))
            throw new OperationFailedException("The descriptor names a file that is not beside it.", OvfReader.AnotherFile);
        if (file.Word("chunkSize") is not null)
            throw new OperationFailedException($"{name} is cut in pieces.", "Export the machine again, with each disk in one file.");
        var packed = file.Word("compression")?.ToUpperInvariant() switch
        {
            null or "IDENTITY" => false,
            "GZIP" => true,
            var other => throw new OperationFailedException($"{name} is packed with {other}, and only gzip is read.", OvfReader.AnotherFile),
        };
        var length = long.TryParse(file.Word("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : (long?)null;
        var capacity = file.Word("id") is { } id && _disks.Values.FirstOrDefault(disk => disk.Word("fileRef") == id) is { } disk ? Capacity(disk) : null;
        return new ApplianceFile(name, length, packed, capacity is { } size && size < long.MaxValue / 2 ? DiskFormats.LargestFile(size) : null);
    }

    private static void Add<T>(Dictionary<string, T> all, string? id, T value)
    {
        if (id is null || !all.TryAdd(id, value))
            throw Broken("A file or disk has no name, or that of another one.");
        if (all.Count > MostFiles)
            throw Broken($"It has more than {MostFiles} files or disks.");
    }

    private static OperationFailedException Broken(string said) => new($"The descriptor is broken. {said}", OvfReader.AnotherFile);
}
