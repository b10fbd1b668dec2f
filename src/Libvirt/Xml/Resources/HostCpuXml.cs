using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A CPU of a host, and where it lies.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class HostCpuXml(XElement element) : XmlView(element)
{
    /// <summary>Its number.</summary>
    public int? Id => GetInt("@id");

    /// <summary>Its socket.</summary>
    public int? Socket => GetInt("@socket_id");

    /// <summary>The die of its socket.</summary>
    public int? Die => GetInt("@die_id");

    /// <summary>The core of its die.</summary>
    public int? Core => GetInt("@core_id");

    /// <summary>The CPUs that are threads of the same core, such as <c>0,8</c>.</summary>
    public string? Siblings => Get("@siblings");
}
