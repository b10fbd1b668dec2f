using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>Reads libvirt's description of its API (package libvirt-dev).</summary>
internal static class ApiDescription
{
    private static readonly Lazy<XElement> Symbols = new(() => Read("/usr/share/libvirt/api/libvirt-api.xml"));

    private static readonly Lazy<XElement> QemuSymbols = new(() => Read("/usr/share/libvirt/api/libvirt-qemu-api.xml"));

    /// <summary>Functions with the number of their parameters.</summary>
    public static IReadOnlyDictionary<string, int> Functions => Symbols.Value.Elements("function").Concat(QemuSymbols.Value.Elements("function"))
        .ToDictionary(function => function.Attribute("name")!.Value, function => function.Elements("arg").Count());

    /// <summary>The values of a C enum, without the markers for its end.</summary>
    public static IReadOnlyDictionary<string, long> Values(string type) => Symbols.Value.Elements("enum")
        .Where(value => value.Attribute("type")?.Value == type && !IsEnd(value.Attribute("name")!.Value))
        .ToDictionary(value => value.Attribute("name")!.Value, value => Number(value.Attribute("value")!.Value));

    // To add something as the last is a value.
    private static bool IsEnd(string name) => name.EndsWith("_LAST", StringComparison.Ordinal) && !name.EndsWith("_ADD_LAST", StringComparison.Ordinal);

    private static XElement Read(string path)
    {
        Assert.True(File.Exists(path), $"{path} is missing: the tests need libvirt-dev.");
        using var reader = XmlReader.Create(path);
        return XDocument.Load(reader).Root!.Element("symbols")!;
    }

    // A number, or the name of another value that it equals.
    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : Number(Symbols.Value.Elements("enum").Single(value => value.Attribute("name")!.Value == text).Attribute("value")!.Value);
}
