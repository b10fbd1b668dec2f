using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A feature of the hypervisor; its element's name says which.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hypervisor-features"/>
public sealed class FeatureXml(XElement element) : XmlView(element)
{
    /// <summary>
    /// A new feature that is not in a document yet, to be added to <see cref="DomainXml.Features"/> or
    /// <see cref="Parts"/>.
    /// </summary>
    public static FeatureXml New(string name) => new(new XElement(name));

    /// <summary>The feature's name, such as <c>acpi</c>, <c>apic</c>, <c>smm</c>, <c>hyperv</c>.</summary>
    public string Name => Element.Name.LocalName;

    /// <summary><c>on</c> or <c>off</c>, where it is written; most features are on by being there.</summary>
    public bool? State { get => GetOnOff("@state"); set => SetOnOff("@state", value); }

    /// <summary>The mode, as <c>hyperv</c> has one: <c>custom</c> or <c>passthrough</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>What the feature consists of, such as the single Hyper-V enlightenments.</summary>
    public XmlList<FeatureXml> Parts => Children("", e => new FeatureXml(e));
}
