using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Components.Shared;

/// <summary>What tells a device from others of its kind, in a few words: what a disk rests on, where a network card is plugged in. The words are untrusted.</summary>
internal static class DeviceInWords
{
    /// <returns><c>null</c> where there is no more to say than its name.</returns>
    public static string? Of(XElement element) => element.Name.LocalName switch
    {
        "disk" => Disk(new DiskXml(element)),
        "interface" => Card(new InterfaceXml(element)),
        "memory" => Value(element, "target", "size") is { } size ? Size(size, (string?)element.Element("target")?.Element("size")?.Attribute("unit")) : null,
        "filesystem" => Words.List(Words.Name(Attribute(element, "source", "dir")), Words.With("seen as ", Attribute(element, "target", "dir"))),
        "video" or "tpm" => Words.Name(Attribute(element, "model", "type") ?? Attribute(element, "backend", "type") ?? (string?)element.Attribute("model")),
        _ => Words.Name((string?)element.Attribute("model") ?? (string?)element.Attribute("type")),
    };

    private static string? Disk(DiskXml disk)
    {
        var (pool, volume) = (disk.Source.Pool, Attribute(disk.Element, "source", "volume"));
        return Words.List(
            Words.Name(Attribute(disk.Element, "driver", "type")),
            pool is not null && volume is not null ? $"{Words.Name(pool)}/{Words.Name(volume)}" : Words.Name(disk.Source.File ?? disk.Source.Device ?? Attribute(disk.Element, "source", "name")));
    }

    private static string? Card(InterfaceXml card) => Words.List(
        Words.Name(card.Model),
        Words.With("network ", card.SourceNetwork) ?? Words.With("bridge ", card.SourceBridge) ?? Words.With("on ", card.SourceDevice));

    private static string? Attribute(XElement element, string child, string attribute) => (string?)element.Element(child)?.Attribute(attribute);

    private static string? Value(XElement element, string child, string inner) => (string?)element.Element(child)?.Element(inner);

    /// <summary>libvirt writes KiB where no unit stands.</summary>
    private static string Size(string value, string? unit) =>
        unit is null or "KiB" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) && kibibytes <= long.MaxValue >> 10 ? Format.Bytes(kibibytes << 10) : Words.Name($"{value} {unit}".TrimEnd())!;
}
