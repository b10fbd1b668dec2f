namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>Features of the hypervisor, such as ACPI and the Hyper-V enlightenments.</summary>
    public XmlList<FeatureXml> Features => Children("features", e => new FeatureXml(e));
}
