using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The label of a domain's process in one security model; or that of one of its files, or sockets.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#security-label"/>
public sealed class SecurityLabelXml(XElement element) : XmlView(element)
{
    /// <summary>The source of the label: <c>dynamic</c> (libvirt), <c>static</c> (the definition), <c>none</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The security model: <c>selinux</c>, <c>apparmor</c>, <c>dac</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Whether files are relabelled for the domain.</summary>
    public bool? Relabel { get => GetYesNo("@relabel"); set => SetYesNo("@relabel", value); }

    /// <summary>The process's label.</summary>
    public string? Label { get => Get("label"); set => Set("label", value); }

    /// <summary>The label of its files.</summary>
    public string? ImageLabel { get => Get("imagelabel"); set => Set("imagelabel", value); }

    /// <summary>What a dynamic label is made from.</summary>
    public string? BaseLabel { get => Get("baselabel"); set => Set("baselabel", value); }

    /// <summary>Whether libvirt could not label the file, and went on.</summary>
    public bool LabelSkip { get => GetYes("@labelskip"); set => SetYes("@labelskip", value); }
}
