using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Components.Shared.History;

/// <summary>What of a version reaches the host, as people speak of it; untrusted.</summary>
internal static class HostAccessWords
{
    private const string OfDisks = "domain/devices/disk/";

    /// <param name="before">The definition that stands.</param>
    /// <param name="after">What the version makes of it.</param>
    /// <param name="paths">The places, as the rules name them.</param>
    /// <returns>Media and images by their drives and disks, the rest by its places.</returns>
    public static IReadOnlyList<string> Of(XElement before, XElement after, IReadOnlyList<string> paths)
    {
        var had = new DomainXml(before).Disks.Select(SourceOf).OfType<string>().ToHashSet();
        string[] disks = paths.Any(IsOfDisk) ? [.. new DomainXml(after).Disks.Where(disk => SourceOf(disk) is { } source && !had.Contains(source)).Select(Said)] : [];
        return [.. disks, .. paths.Where(path => disks.Length == 0 || !IsOfDisk(path))];
    }

    private static bool IsOfDisk(string path) => path.StartsWith(OfDisks, StringComparison.Ordinal);

    private static string? SourceOf(DiskXml disk) => disk.Source.File ?? disk.Source.Device ?? (disk.Source.Pool is { } pool ? $"{pool}/{(string?)disk.Element.Element("source")?.Attribute("volume")}" : null);

    private static string Said(DiskXml disk)
    {
        var name = Words.Name(Path.GetFileName(SourceOf(disk)!));
        return disk.Device is "cdrom" or "floppy" ? $"the medium of {Words.Name(disk.TargetDevice)} ({name})" : $"disk {Words.Name(disk.TargetDevice)} ({name})";
    }
}
