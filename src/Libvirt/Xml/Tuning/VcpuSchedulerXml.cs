using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host's scheduler of some vCPUs.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class VcpuSchedulerXml(XElement element) : XmlView(element)
{
    /// <summary>The vCPUs, such as <c>0-3,^2</c>; null for all.</summary>
    public string? Vcpus { get => Get("@vcpus"); set => Set("@vcpus", value); }

    /// <summary>The scheduler: <c>batch</c>, <c>idle</c>, <c>fifo</c>, <c>rr</c>.</summary>
    public string? Scheduler { get => Get("@scheduler"); set => Set("@scheduler", value); }

    /// <summary>The priority, 1 to 99, with the schedulers <c>fifo</c> and <c>rr</c>; null with others.</summary>
    public int? Priority { get => GetInt("@priority"); set => SetNumber("@priority", value); }
}
