using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A feature that the firmware must have or lack.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#bios-bootloader"/>
public sealed class FirmwareFeatureXml(XElement element) : XmlView(element)
{
    /// <summary>The feature: <c>secure-boot</c>, <c>enrolled-keys</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Whether it is asked for or forbidden.</summary>
    public bool? Enabled { get => GetYesNo("@enabled"); set => SetYesNo("@enabled", value); }
}
