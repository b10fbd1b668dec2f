namespace Libvirt.Xml;

public sealed partial class InterfaceXml
{
    /// <summary>The average rate to the guest; null for no limit.</summary>
    public int? InboundKilobytesPerSecond { get => GetInt("bandwidth/inbound@average"); set => SetNumber("bandwidth/inbound@average", value); }

    /// <summary>The highest rate to the guest; null for no limit besides the average.</summary>
    public int? InboundPeakKilobytesPerSecond { get => GetInt("bandwidth/inbound@peak"); set => SetNumber("bandwidth/inbound@peak", value); }

    /// <summary>How much may go to the guest at the highest rate at a time; null for the host's own.</summary>
    public int? InboundBurstKibibytes { get => GetInt("bandwidth/inbound@burst"); set => SetNumber("bandwidth/inbound@burst", value); }

    /// <summary>The rate to the guest that its network guarantees; null for none.</summary>
    public int? InboundFloorKilobytesPerSecond { get => GetInt("bandwidth/inbound@floor"); set => SetNumber("bandwidth/inbound@floor", value); }

    /// <summary>The average rate from the guest; null for no limit.</summary>
    public int? OutboundKilobytesPerSecond { get => GetInt("bandwidth/outbound@average"); set => SetNumber("bandwidth/outbound@average", value); }

    /// <summary>The highest rate from the guest; null for no limit besides the average.</summary>
    public int? OutboundPeakKilobytesPerSecond { get => GetInt("bandwidth/outbound@peak"); set => SetNumber("bandwidth/outbound@peak", value); }

    /// <summary>How much may go from the guest at the highest rate at a time; null for the host's own.</summary>
    public int? OutboundBurstKibibytes { get => GetInt("bandwidth/outbound@burst"); set => SetNumber("bandwidth/outbound@burst", value); }

    /// <summary>The class of the host's traffic control, in a running domain; libvirt gives it and takes none.</summary>
    public int? BandwidthClassId => GetInt("bandwidth@classID");
}
