namespace Libvirt.Xml;

/// <summary>The rates of a network, or of a kind of its ports.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#quality-of-service"/>
public sealed class BandwidthXml : XmlView
{
    internal BandwidthXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The average rate to the machines; null for no limit.</summary>
    public int? InboundKilobytesPerSecond { get => GetInt("inbound@average"); set => SetNumber("inbound@average", value); }

    /// <summary>The highest rate to them; null for no limit besides the average.</summary>
    public int? InboundPeakKilobytesPerSecond { get => GetInt("inbound@peak"); set => SetNumber("inbound@peak", value); }

    /// <summary>How much may go to them at the highest rate at a time; null for the host's own.</summary>
    public int? InboundBurstKibibytes { get => GetInt("inbound@burst"); set => SetNumber("inbound@burst", value); }

    /// <summary>The average rate from the machines; null for no limit.</summary>
    public int? OutboundKilobytesPerSecond { get => GetInt("outbound@average"); set => SetNumber("outbound@average", value); }

    /// <summary>The highest rate from them; null for no limit besides the average.</summary>
    public int? OutboundPeakKilobytesPerSecond { get => GetInt("outbound@peak"); set => SetNumber("outbound@peak", value); }

    /// <summary>How much may go from them at the highest rate at a time; null for the host's own.</summary>
    public int? OutboundBurstKibibytes { get => GetInt("outbound@burst"); set => SetNumber("outbound@burst", value); }
}
