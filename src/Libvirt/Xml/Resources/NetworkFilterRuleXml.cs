using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A rule of a packet filter.</summary>
/// <seealso href="https://libvirt.org/formatnwfilter.html#filtering-rules"/>
public sealed class NetworkFilterRuleXml(XElement element) : XmlView(element)
{
    /// <summary>What happens to a packet that matches: <c>accept</c>, <c>drop</c>, <c>reject</c>, <c>return</c>, <c>continue</c>.</summary>
    public string? Action { get => Get("@action"); set => Set("@action", value); }

    /// <summary>Seen from the machine: <c>in</c>, <c>out</c>, <c>inout</c>.</summary>
    public string? Direction { get => Get("@direction"); set => Set("@direction", value); }

    /// <summary>Its place among others: the lowest comes first; 500 when missing.</summary>
    public int? Priority { get => GetInt("@priority"); set => SetNumber("@priority", value); }

    /// <summary>Whether answers of connections that were let through pass, too; also when missing.</summary>
    public bool FollowsConnections => Get("@statematch") is not ("0" or "false");

    /// <summary>What a packet must be, as it stands: the protocol, such as <c>tcp</c>, with attributes such as <c>dstportstart</c>. None: every packet.</summary>
    public IReadOnlyList<XElement> Matches => [.. Element.Elements()];
}
