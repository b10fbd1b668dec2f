using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A CPU model that a guest can see.</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class CpuModelXml(XElement element) : XmlView(element)
{
    /// <summary>The model's name, such as <c>Skylake-Server</c>.</summary>
    public string? Name => Get("");

    /// <summary>Whether the host's CPU has all features of it; null if libvirt does not know.</summary>
    public bool? IsUsable => GetYesNo("@usable");

    /// <summary>Whether the hypervisor's makers advise against it.</summary>
    public bool? IsDeprecated => GetYesNo("@deprecated");

    /// <summary>The maker of such CPUs.</summary>
    public string? Vendor => Get("@vendor");

    /// <summary>The model that this name stands for.</summary>
    public string? Canonical => Get("@canonical");

    /// <summary>Whether a guest may get another one instead: <c>allow</c>, <c>forbid</c>.</summary>
    public string? Fallback => Get("@fallback");

    /// <summary>The maker's name as a guest sees it, if it is not the model's.</summary>
    public string? VendorId => Get("@vendor_id");
}
