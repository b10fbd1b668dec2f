using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>Devices of a machine that are the host's own, so that a copy can't have them at the same time.</summary>
internal static class HostPart
{
    /// <summary>What it is, in words; null for what a copy can have.</summary>
    public static string? In(XElement device) => device.Name.LocalName switch
    {
        "hostdev" => $"a device of the host ({Word(device, "type")})",
        "interface" when Word(device, "type") is "hostdev" or "vdpa" => $"the network card {device.Element("mac")?.Attribute("address")?.Value}, a device of the host",
        "tpm" when Word(device.Element("backend"), "type") is "passthrough" or "external" => "the host's TPM",
        "memory" when Word(device, "model") is "nvdimm" or "virtio-pmem" => $"the memory in {device.Element("source")?.Element("path")?.Value}",
        "lease" => "a lock on the host",
        _ => null,
    };

    /// <summary>What a copy of the machine goes without, in words.</summary>
    public static IEnumerable<string> LeftOut(DomainXml machine) => machine.Devices.Select(device => In(device.Element)).OfType<string>();

    private static string? Word(XElement? element, string name) => element?.Attribute(name)?.Value;
}
