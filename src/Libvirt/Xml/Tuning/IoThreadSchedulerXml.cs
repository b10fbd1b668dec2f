using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host's scheduler of some I/O threads.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class IoThreadSchedulerXml(XElement element) : XmlView(element)
{
    /// <summary>The I/O threads, such as <c>1-2</c>; null for all.</summary>
    public string? IoThreads { get => Get("@iothreads"); set => Set("@iothreads", value); }

    /// <summary>The scheduler: <c>batch</c>, <c>idle</c>, <c>fifo</c>, <c>rr</c>.</summary>
    public string? Scheduler { get => Get("@scheduler"); set => Set("@scheduler", value); }

    /// <summary>The priority, 1 to 99, with the schedulers <c>fifo</c> and <c>rr</c>; null with others.</summary>
    public int? Priority { get => GetInt("@priority"); set => SetNumber("@priority", value); }
}
