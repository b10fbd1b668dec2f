namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>
    /// The base of the guest's clock: <c>utc</c>, <c>localtime</c>, <c>timezone</c>, <c>variable</c>, <c>absolute</c>.
    /// </summary>
    public string? ClockOffset { get => Get("clock@offset"); set => Set("clock@offset", value); }

    /// <summary>The time zone, where <see cref="ClockOffset"/> is <c>timezone</c>.</summary>
    public string? ClockTimeZone { get => Get("clock@timezone"); set => Set("clock@timezone", value); }

    /// <summary>Seconds between the clock and its basis, where <see cref="ClockOffset"/> is <c>variable</c>.</summary>
    public string? ClockAdjustment { get => Get("clock@adjustment"); set => Set("clock@adjustment", value); }

    /// <summary>The timers that the guest sees.</summary>
    public XmlList<TimerXml> Timers => Views("clock/timer", e => new TimerXml(e));

    /// <summary>What <see cref="ClockAdjustment"/> is from, of offset <c>variable</c>: <c>utc</c> or <c>localtime</c>.</summary>
    public string? ClockBasis { get => Get("clock@basis"); set => Set("clock@basis", value); }

    /// <summary>The time at the start, of offset <c>absolute</c>, in seconds since 1970.</summary>
    public long? ClockStart { get => GetLong("clock@start"); set => SetNumber("clock@start", value); }
}
