using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A vCPU: whether it is on.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-allocation"/>
public sealed class VcpuXml(XElement element) : XmlView(element)
{
    /// <summary>Its number, from 0.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>Whether it is on at the start; the first always is.</summary>
    public bool? Enabled { get => GetYesNo("@enabled"); set => SetYesNo("@enabled", value); }

    /// <summary>Whether it can be taken away while the guest runs; null for what libvirt chooses.</summary>
    public bool? HotPluggable { get => GetYesNo("@hotpluggable"); set => SetYesNo("@hotpluggable", value); }

    /// <summary>When it comes among those that are on, from 1.</summary>
    public int? Order { get => GetInt("@order"); set => SetNumber("@order", value); }
}
