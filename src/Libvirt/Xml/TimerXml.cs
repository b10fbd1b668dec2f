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

    /// <summary>What it follows: <c>guest</c>, <c>wall</c>, and the real-time clock also <c>boot</c>.</summary>
    public string? Track { get => Get("@track"); set => Set("@track", value); }

    /// <summary>How fast it is, of <c>tsc</c>; null for the host's.</summary>
    public long? FrequencyHertz { get => GetLong("@frequency"); set => SetNumber("@frequency", value); }

    /// <summary>How <c>tsc</c> is read, of Xen: <c>auto</c>, <c>native</c>, <c>emulate</c>, <c>paravirt</c>, <c>smpsafe</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>How many ticks may be missing before <c>catchup</c> begins.</summary>
    public int? CatchUpThreshold { get => GetInt("catchup@threshold"); set => SetNumber("catchup@threshold", value); }

    /// <summary>How fast it catches up at most.</summary>
    public int? CatchUpSlew { get => GetInt("catchup@slew"); set => SetNumber("catchup@slew", value); }

    /// <summary>How much is caught up at most.</summary>
    public int? CatchUpLimit { get => GetInt("catchup@limit"); set => SetNumber("catchup@limit", value); }
}
