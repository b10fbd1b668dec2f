using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Settings of one device that go to QEMU other than libvirt would have them.</summary>
/// <seealso href="https://libvirt.org/drvqemu.html"/>
public sealed class QemuDeviceOverrideXml(XElement element) : XmlView(element)
{
    /// <summary>The device, by <see cref="DeviceXml.Alias"/>.</summary>
    public string? Alias { get => Get("@alias"); set => Set("@alias", value); }

    /// <summary>The settings.</summary>
    public XmlList<QemuPropertyXml> Properties => Views($"{DomainXml.Qemu}frontend/{DomainXml.Qemu}property", e => new QemuPropertyXml(e));
}
