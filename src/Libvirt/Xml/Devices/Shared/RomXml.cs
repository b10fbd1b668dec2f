namespace Libvirt.Xml;

/// <summary>The option ROM of a PCI device.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-device-assignment"/>
public sealed class RomXml : XmlView
{
    internal RomXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether the device has one; null for yes.</summary>
    public bool? Enabled { get => GetYesNo("@enabled"); set => SetYesNo("@enabled", value); }

    /// <summary>Whether the guest sees it in its memory; null for QEMU's own.</summary>
    public bool? Visible { get => GetOnOff("@bar"); set => SetOnOff("@bar", value); }

    /// <summary>A file on the host that is shown in its stead.</summary>
    public string? File { get => Get("@file"); set => Set("@file", value); }
}
