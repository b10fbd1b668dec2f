using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The definition of a packet filter.</summary>
/// <seealso href="https://libvirt.org/formatnwfilter.html"/>
public sealed class NetworkFilterXml(XElement element) : XmlView(element)
{
    private const string RootName = "filter";

    /// <summary>Reads a <c>filter</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no filter.</exception>
    public static NetworkFilterXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out NetworkFilterXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new NetworkFilterXml(root) : null;
        return view is not null;
    }

    /// <summary>The name, unique on its host.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>The UUID.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>The chain in which its rules stand: <c>root</c> (also when missing), <c>ipv4</c>, <c>arp</c>, <c>mac</c> and others.</summary>
    public string? Chain { get => Get("@chain"); set => Set("@chain", value); }

    /// <summary>The place of the chain among others: the lowest comes first.</summary>
    public int? Priority { get => GetInt("@priority"); set => SetNumber("@priority", value); }

    /// <summary>Its rules and the filters that it includes, in the order of the document.</summary>
    public IReadOnlyList<XmlView> Parts => [.. Element.Elements().Select(PartOf).OfType<XmlView>()];

    /// <summary>The filters that it includes.</summary>
    public XmlList<NetworkFilterReferenceXml> References => Views("filterref", e => new NetworkFilterReferenceXml(e));

    /// <summary>Its own rules.</summary>
    public XmlList<NetworkFilterRuleXml> Rules => Views("rule", e => new NetworkFilterRuleXml(e));

    private static XmlView? PartOf(XElement element) => element.Name.LocalName switch
    {
        "filterref" => new NetworkFilterReferenceXml(element),
        "rule" => new NetworkFilterRuleXml(element),
        _ => null,
    };
}
