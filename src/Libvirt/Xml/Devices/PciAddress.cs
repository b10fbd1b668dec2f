using System.Globalization;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>PCI addresses as the kernel and lspci write them.</summary>
internal static class PciAddress
{
    /// <summary><c>0000:3b:00.0</c> from an element's <c>domain</c>, <c>bus</c>, <c>slot</c> and <c>function</c>; null unless all but the first are readable.</summary>
    public static string? Read(XElement? address)
    {
        int? Number(string name) => XmlNumbers.Parse(address?.Attribute(name)?.Value) is { } number and >= 0 ? number : null;
        return Number("bus") is { } bus && Number("slot") is { } slot && Number("function") is { } function
            ? Format(Number("domain") ?? 0, bus, slot, function)
            : null;
    }

    /// <summary>The same from numbers.</summary>
    public static string Format(int domain, int bus, int slot, int function) =>
        string.Create(CultureInfo.InvariantCulture, $"{domain:x4}:{bus:x2}:{slot:x2}.{function:x}");
}
