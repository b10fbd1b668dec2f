using Libvirt.Xml;
using ByteFormat = WebConsole.Text.Format;

namespace WebConsole.Storage.Kinds;

/// <summary>Something that a pool could be made of, in the form of the API.</summary>
/// <param name="Text">What it is, in a few words.</param>
/// <param name="Second">More about it.</param>
public sealed record FoundSource(string Text, string? Second = null)
{
    public string? SourceDir { get; init; }
    public string? SourceName { get; init; }
    public string? SourceDevices { get; init; }
    public string? Format { get; init; }

    /// <summary>What libvirt found; <c>null</c> if the kind could not be made of it.</summary>
    internal static FoundSource? Of(PoolKind kind, StoragePoolSource source)
    {
        var devices = source.Devices.IsEmpty ? null : string.Join(' ', source.Devices);
        var found = new FoundSource(kind.Type switch
        {
            "netfs" => source.Directory,
            "iscsi" or "iscsi-direct" => devices,
            "gluster" => source.Name ?? source.Directory,
            _ => source.Name,
        } ?? "", kind.IsGroup ? devices : source.Format)
        {
            SourceDir = source.Directory,
            SourceName = source.Name,
            // The devices of a group that exists are not to be named again: naming them means to make a new one.
            SourceDevices = kind.Build is PoolBuild.Device ? null : devices,
            Format = kind.Parts.Any(part => part.Name == "format") ? source.Format : null,
        };
        return found.Text.Length > 0 && kind.Parts.All(part => found.Of(part.Name) is not { Length: > 0 } value || part.Check(value) is null) ? found : null;
    }

    /// <param name="disk">A disk of the host.</param>
    /// <param name="isUsed">Whether the host itself has file systems or swap on it.</param>
    internal static FoundSource OfDisk(NodeDeviceXml disk, bool isUsed) => new(disk.BlockDevice!, string.Join(" · ", new[]
    {
        isUsed ? "in use by the host" : null,
        disk.SizeBytes is { } size ? ByteFormat.Bytes(size) : null,
        // A number says nothing to people.
        disk.VendorName is { } vendor && !vendor.StartsWith("0x", StringComparison.Ordinal) ? vendor : null,
        disk.ProductName ?? disk.Model,
    }.Where(word => !string.IsNullOrWhiteSpace(word))))
    {
        SourceDevices = disk.BlockDevice,
    };

    /// <summary>The argument with this name, as <see cref="NewPool.Of"/>.</summary>
    internal string? Of(string part) => part switch
    {
        "sourceDir" => SourceDir,
        "sourceName" => SourceName,
        "sourceDevices" => SourceDevices,
        "format" => Format,
        _ => null,
    };
}
