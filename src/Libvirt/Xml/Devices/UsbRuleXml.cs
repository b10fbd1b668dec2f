using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A rule for USB devices; what is missing fits any device.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#redirected-devices"/>
public sealed class UsbRuleXml(XElement element) : XmlView(element)
{
    /// <summary>The class, such as <c>0x08</c> (storage).</summary>
    public string? Class { get => Get("@class"); set => Set("@class", value); }

    /// <summary>The maker, such as <c>0x1234</c>.</summary>
    public string? Vendor { get => Get("@vendor"); set => Set("@vendor", value); }

    /// <summary>The product, such as <c>0xbeef</c>.</summary>
    public string? Product { get => Get("@product"); set => Set("@product", value); }

    /// <summary>The device's version, such as <c>2.56</c>.</summary>
    public string? Version { get => Get("@version"); set => Set("@version", value); }

    /// <summary>Whether such a device is let in.</summary>
    public bool? Allow { get => GetYesNo("@allow"); set => SetYesNo("@allow", value); }
}
