using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What confines a host's guests.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class SecurityModelXml(XElement element) : XmlView(element)
{
    /// <summary>The model: <c>selinux</c>, <c>apparmor</c>, <c>dac</c>, <c>none</c>.</summary>
    public string? Model => Get("model");

    /// <summary>The domain of interpretation, which says what labels mean.</summary>
    public string? Doi => Get("doi");

    /// <summary>What labels are made from, one for each kind of guest; of <c>dac</c> as <c>+user:+group</c>.</summary>
    public IReadOnlyList<BaseLabelXml> BaseLabels => Views("baselabel", e => new BaseLabelXml(e));
}
