using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The memory of a pSeries machine that keeps its firmware's settings; there is nothing but its address to say.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#nvram-device"/>
public sealed class NvramXml(XElement element) : DeviceXml(element);
