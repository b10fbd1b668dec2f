using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>WebConsole's own: ports of the host that lead to a card of the machine. As it is written, whoever wrote it.</summary>
public sealed class MachineForwardXml(XElement element) : XmlView(element)
{
    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get => Get("@protocol"); set => Set("@protocol", value); }

    /// <summary>The host's address on which the ports are open; missing for all of them.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The host's port, or the first of several.</summary>
    public string? Port { get => Get("@port"); set => Set("@port", value); }

    /// <summary>The last of several.</summary>
    public string? LastPort { get => Get("@last"); set => Set("@last", value); }

    /// <summary>The MAC address of the card.</summary>
    public string? Card { get => Get("@card"); set => Set("@card", value); }

    /// <summary>The machine's port; missing for the same.</summary>
    public string? To { get => Get("@to"); set => Set("@to", value); }
}
