using System.Xml.Linq;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Addresses of PCI devices of the host in definitions of machines.</summary>
internal static class PciSource
{
    /// <summary>The element for an address such as <c>0000:3b:00.0</c>, with its numbers as libvirt writes them.</summary>
    public static XElement Address(string address) => address.Split(':', '.') is [var domain, var bus, var slot, var function]
        ? new XElement("address", new XAttribute("domain", $"0x{domain}"), new XAttribute("bus", $"0x{bus}"), new XAttribute("slot", $"0x{slot}"), new XAttribute("function", $"0x{function}"))
        : throw new ArgumentException("An address has a domain, a bus, a slot and a function.", nameof(address));
}
