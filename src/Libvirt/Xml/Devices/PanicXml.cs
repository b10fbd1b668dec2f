using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A device by which the guest reports a kernel panic.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#panic-device"/>
public sealed class PanicXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>isa</c>, <c>pvpanic</c>, <c>hyperv</c>, <c>pseries</c>, <c>s390</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }
}
