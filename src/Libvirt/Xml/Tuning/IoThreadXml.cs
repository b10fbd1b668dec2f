using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An I/O thread.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#iothreads-allocation"/>
public sealed class IoThreadXml(XElement element) : XmlView(element)
{
    /// <summary>Its number, from 1.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>The fewest worker threads it has; null for QEMU's own.</summary>
    public int? ThreadPoolMin { get => GetInt("@thread_pool_min"); set => SetNumber("@thread_pool_min", value); }

    /// <summary>The most worker threads it has; null for QEMU's own.</summary>
    public int? ThreadPoolMax { get => GetInt("@thread_pool_max"); set => SetNumber("@thread_pool_max", value); }
}
