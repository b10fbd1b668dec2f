using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A timer of a guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#time-keeping"/>
public sealed class TimerXml(XElement element) : XmlView(element)
{
    /// <summary>Which timer: <c>rtc</c>, <c>pit</c>, <c>hpet</c>, <c>tsc</c>, <c>kvmclock</c>, <c>hypervclock</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Whether the guest has it.</summary>
    public bool? Present { get => GetYesNo("@present"); set => SetYesNo("@present", value); }

    /// <summary>What happens to ticks that came too late: <c>delay</c>, <c>catchup</c>, <c>merge</c>, <c>discard</c>.</summary>
    public string? TickPolicy { get => Get("@tickpolicy"); set => Set("@tickpolicy", value); }
}
