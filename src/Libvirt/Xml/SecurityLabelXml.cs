using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What confines a domain's process in one security model.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#security-label"/>
public sealed class SecurityLabelXml(XElement element) : XmlView(element)
{
    /// <summary>Who makes the label: <c>dynamic</c> (libvirt), <c>static</c> (the definition), <c>none</c>.</summary>
    public string? Type => Get("@type");

    /// <summary>The security model: <c>selinux</c>, <c>apparmor</c>, <c>dac</c>.</summary>
    public string? Model => Get("@model");

    /// <summary>Whether files are relabelled for the domain.</summary>
    public bool? Relabel => GetYesNo("@relabel");

    /// <summary>The process's label.</summary>
    public string? Label => Get("label");

    /// <summary>The label of its files.</summary>
    public string? ImageLabel => Get("imagelabel");

    /// <summary>What a dynamic label is made from.</summary>
    public string? BaseLabel => Get("baselabel");
}
