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

    /// <summary>The element for <c>0000:3b:00.0</c>, with its numbers as libvirt writes them.</summary>
    /// <exception cref="FormatException">The text is no such address.</exception>
    public static XElement Write(string address) => address.Split(':', '.') is [var domain, var bus, var slot, var function]
        ? new XElement("address", new XAttribute("type", "pci"), new XAttribute("domain", $"0x{domain}"), new XAttribute("bus", $"0x{bus}"), new XAttribute("slot", $"0x{slot}"), new XAttribute("function", $"0x{function}"))
        : throw new FormatException("A PCI address has a domain, a bus, a slot and a function.");

    /// <summary>The same from numbers.</summary>
    public static string Format(int domain, int bus, int slot, int function) =>
        string.Create(CultureInfo.InvariantCulture, $"{domain:x4}:{bus:x2}:{slot:x2}.{function:x}");
}
