using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host CPUs of one vCPU.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class VcpuPinXml(XElement element) : XmlView(element)
{
    /// <summary>The vCPU, from 0.</summary>
    public int? Vcpu { get => GetInt("@vcpu"); set => SetNumber("@vcpu", value); }

    /// <summary>The host CPUs it may run on, such as <c>0-3,^2</c>.</summary>
    public string? CpuSet { get => Get("@cpuset"); set => Set("@cpuset", value); }
}
