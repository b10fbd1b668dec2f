using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>How one of SPICE's channels is reached.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#graphical-framebuffers"/>
public sealed class GraphicsChannelXml(XElement element) : XmlView(element)
{
    /// <summary>The channel: <c>main</c>, <c>display</c>, <c>inputs</c>, <c>cursor</c>, <c>playback</c>, <c>record</c>, <c>smartcard</c>, <c>usbredir</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>How: <c>any</c>, <c>secure</c> (TLS), <c>insecure</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }
}
