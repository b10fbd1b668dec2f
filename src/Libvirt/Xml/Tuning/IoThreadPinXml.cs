using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The host CPUs of one I/O thread.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class IoThreadPinXml(XElement element) : XmlView(element)
{
    /// <summary>The I/O thread, from 1.</summary>
    public int? IoThread { get => GetInt("@iothread"); set => SetNumber("@iothread", value); }

    /// <summary>The host CPUs it may run on, such as <c>0-3,^2</c>.</summary>
    public string? CpuSet { get => Get("@cpuset"); set => Set("@cpuset", value); }
}
