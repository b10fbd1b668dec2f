using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A network card of a running machine that a packet filter guards.</summary>
/// <seealso href="https://libvirt.org/formatnwfilter.html"/>
public sealed class NetworkFilterBindingXml(XElement element) : XmlView(element)
{
    private const string RootName = "filterbinding";

    /// <summary>Reads a <c>filterbinding</c> document; false for text that is none.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out NetworkFilterBindingXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new NetworkFilterBindingXml(root) : null;
        return view is not null;
    }

    /// <summary>The machine.</summary>
    public Guid? OwnerUuid => GetUuid("owner/uuid");

    /// <summary>The host's device of the card.</summary>
    public string? PortDevice => Get("portdev@name");

    /// <summary>The card's MAC address.</summary>
    public string? MacAddress => Get("mac@address");

    /// <summary>The filter.</summary>
    public string? Filter => Get("filterref@filter");

    /// <summary>What it is told.</summary>
    public XmlList<FilterParameterXml> Parameters => Views("filterref/parameter", e => new FilterParameterXml(e));
}
