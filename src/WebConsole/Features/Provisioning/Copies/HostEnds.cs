using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>
/// Ends that a machine's devices have on the host: sockets, ports, files. Those of which there can be one are freed, so that libvirt
/// chooses others; what both machines use then is named.
/// </summary>
internal static class HostEnds
{
    /// <summary>Frees a definition's ends.</summary>
    /// <returns>What has changed by that for those who connect, and what both machines use, in words.</returns>
    public static IReadOnlyList<string> Free(DomainXml copy)
    {
        var found = new List<string?>();
        foreach (var device in copy.Devices.Select(device => device.Element).ToList())
            found.Add(Free(device));
        found.AddRange(copy.SecurityLabels.Where(IsFixed).ToList().Select(label => Remove(label.Element)));
        if (copy.Element.Elements().Any(element => element.Name.LocalName is "commandline"))
            found.Add("both have the same arguments for the hypervisor, with all that they name");
        return [.. found.OfType<string>().Distinct()];
    }

    private static string? Free(XElement device) => device.Name.LocalName switch
    {
        "serial" or "console" or "parallel" when IsOne(device) => MakeTerminal(device),
        "serial" or "console" or "parallel" or "channel" when IsOne(device) => RemovePath(device),
        "serial" or "console" or "parallel" or "channel" or "redirdev" when Source(device, "path", "host") is { } other && Word(device, "type") is "unix" or "tcp" or "udp" => $"both connect their {device.Name.LocalName} to {other}",
        "interface" => FreeCard(device),
        "graphics" => FreeDisplay(device),
        "tpm" => RemoveAll(device.Elements("backend").Elements("source")),
        "filesystem" when Source(device, "dir", "file", "dev", "volume") is { } shared => $"both have {shared}",
        "shmem" => $"both have the shared memory {Word(device, "name")}",
        _ => null,
    };

    /// <summary>Whether the end of a character device is one that a second machine would take over, or write between.</summary>
    public static bool IsOne(XElement device) => Word(device, "type") switch
    {
        "unix" or "tcp" => device.Elements("source").Any(source => Word(source, "mode") is "bind" && (Word(source, "path") ?? Word(source, "service")) is not null),
        "udp" => device.Elements("source").Any(source => Word(source, "mode") is "bind"),
        "file" or "pipe" or "dev" => true,
        _ => false,
    };

    private static string MakeTerminal(XElement device)
    {
        var was = Source(device, "path", "service");
        device.SetAttributeValue("type", "pty");
        device.Elements().Where(part => part.Name.LocalName is "source" or "protocol").Remove();
        return $"its {device.Name.LocalName} ends in a terminal, not at {was}";
    }

    /// <summary>libvirt makes a socket for a channel without one.</summary>
    private static string RemovePath(XElement device)
    {
        var was = Source(device, "path");
        device.Elements("source").Attributes("path").Remove();
        return $"its channel {Word(device.Element("target"), "name")} is not at {was}";
    }

    /// <summary>An identity in the switch, and ports of the host that lead into the guest.</summary>
    private static string? FreeCard(XElement card)
    {
        card.Elements("virtualport").Elements("parameters").Attributes().Where(id => id.Name.LocalName is "interfaceid" or "instanceid").Remove();
        return card.Elements("portForward").ToList() is { Count: > 0 } forwarded && RemoveAll(forwarded) is null ? "no ports of the host lead into it" : null;
    }

    private static string? FreeDisplay(XElement display)
    {
        if (Word(display, "websocket") is { } web && web != "-1")
            display.SetAttributeValue("websocket", "-1");
        var sockets = display.Elements("listen").Append(display).Attributes("socket").ToList();
        if (sockets.Count == 0)
            return null;
        var was = sockets[0].Value;
        sockets.ForEach(socket => socket.Remove());
        // Without one, libvirt would listen on a port instead.
        if (!display.Elements("listen").Any())
            display.Add(new XElement("listen", new XAttribute("type", "socket")));
        return $"its display is not at {was}";
    }

    /// <summary>A label that is fixed is one that both would have, so that each could open the other's disks. A user of the host is no such label.</summary>
    private static bool IsFixed(SecurityLabelXml label) => Word(label.Element, "type") is "static" && Word(label.Element, "model") is not "dac";

    private static string Remove(XElement label)
    {
        label.Remove();
        return $"libvirt chooses its label for {Word(label, "model") ?? "the host's security"}";
    }

    private static string? RemoveAll(IEnumerable<XElement> elements)
    {
        elements.Remove();
        return null;
    }

    private static string? Source(XElement device, params string[] names) =>
        names.SelectMany(name => device.Elements("source").Attributes(name)).FirstOrDefault()?.Value;

    private static string? Word(XElement? element, string name) => element?.Attribute(name)?.Value;
}
