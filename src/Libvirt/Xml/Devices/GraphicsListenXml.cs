using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A place where a display listens.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#graphical-framebuffers"/>
public sealed class GraphicsListenXml(XElement element) : XmlView(element)
{
    /// <summary>What kind: <c>address</c>, <c>network</c>, <c>socket</c>, or <c>none</c> (only libvirt can hand it out).</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The address, given or, of type <c>network</c>, taken from it in a running domain.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The network whose address is used.</summary>
    public string? Network { get => Get("@network"); set => Set("@network", value); }

    /// <summary>The path of the socket.</summary>
    public string? Socket { get => Get("@socket"); set => Set("@socket", value); }
}
