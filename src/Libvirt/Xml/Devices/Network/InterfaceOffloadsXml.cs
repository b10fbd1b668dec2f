namespace Libvirt.Xml;

/// <summary>Work on packets that one side of a virtio card leaves to the other; null for QEMU's own.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed class InterfaceOffloadsXml : XmlView
{
    internal InterfaceOffloadsXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether checksums may be missing.</summary>
    public bool? Checksums { get => GetOnOff("@csum"); set => SetOnOff("@csum", value); }

    /// <summary>Whether packets may be larger than the network's, of any protocol; only on the host's side.</summary>
    public bool? Segmentation { get => GetOnOff("@gso"); set => SetOnOff("@gso", value); }

    /// <summary>Whether TCP's packets may be larger, over IPv4.</summary>
    public bool? TcpSegmentationIPv4 { get => GetOnOff("@tso4"); set => SetOnOff("@tso4", value); }

    /// <summary>Whether TCP's packets may be larger, over IPv6.</summary>
    public bool? TcpSegmentationIPv6 { get => GetOnOff("@tso6"); set => SetOnOff("@tso6", value); }

    /// <summary>Whether such packets may say that there is congestion.</summary>
    public bool? CongestionNotification { get => GetOnOff("@ecn"); set => SetOnOff("@ecn", value); }

    /// <summary>Whether UDP's packets may be larger.</summary>
    public bool? UdpFragmentation { get => GetOnOff("@ufo"); set => SetOnOff("@ufo", value); }

    /// <summary>Whether a packet may take several of the guest's buffers; only on the host's side.</summary>
    public bool? MergedReceiveBuffers { get => GetOnOff("@mrg_rxbuf"); set => SetOnOff("@mrg_rxbuf", value); }
}
