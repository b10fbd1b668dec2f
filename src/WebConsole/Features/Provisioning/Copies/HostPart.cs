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
        "interface" when Word(device, "type") is "vhostuser" or "server" or "udp" => $"the network card {device.Element("mac")?.Attribute("address")?.Value}, at a socket of the host",
        // libvirt makes sockets for channels of virtio alone.
        "channel" when HostEnds.IsOne(device) && (Word(device, "type") is not "unix" || Word(device.Element("target"), "type") is not "virtio") => $"the channel {Word(device.Element("target"), "name")} at {End(device)}",
        "rng" or "smartcard" or "redirdev" when HostEnds.IsOne(device.Element("backend") ?? device) => $"the {device.Name.LocalName} at {End(device.Element("backend") ?? device)}",
        "smartcard" when Word(device, "mode") is "host" => "the host's card reader",
        "filesystem" when Word(device.Element("source"), "socket") is { } socket => $"the file system at {socket}",
        "input" when Word(device, "type") is "evdev" or "passthrough" => "an input device of the host",
        "pstore" => $"the memory in {device.Element("path")?.Value}",
        _ => null,
    };

    /// <summary>What a copy of the machine goes without, in words.</summary>
    public static IEnumerable<string> LeftOut(DomainXml machine) => machine.Devices.Select(device => In(device.Element)).OfType<string>();

    private static string? End(XElement device) => Word(device.Element("source"), "path") ?? Word(device.Element("source"), "service");

    private static string? Word(XElement? element, string name) => element?.Attribute(name)?.Value;
}
