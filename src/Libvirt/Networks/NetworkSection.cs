namespace Libvirt;

/// <summary>
/// The part of a network that is changed.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUpdateSection">virNetworkUpdateSection</see>.
/// </summary>
public enum NetworkSection
{
    /// <summary>None; libvirt refuses it.</summary>
    None = 0,

    /// <summary>The bridge.</summary>
    Bridge = 1,

    /// <summary>The DNS domain.</summary>
    Domain = 2,

    /// <summary>An address.</summary>
    IP = 3,

    /// <summary>An address that DHCP keeps for a machine.</summary>
    IPDhcpHost = 4,

    /// <summary>A range that DHCP gives out.</summary>
    IPDhcpRange = 5,

    /// <summary>How packets leave.</summary>
    Forward = 6,

    /// <summary>An interface of those.</summary>
    ForwardInterface = 7,

    /// <summary>A card whose virtual functions machines get.</summary>
    ForwardPf = 8,

    /// <summary>A kind of port.</summary>
    Portgroup = 9,

    /// <summary>Names of an address.</summary>
    DnsHost = 10,

    /// <summary>A text in DNS.</summary>
    DnsTxt = 11,

    /// <summary>A service in DNS.</summary>
    DnsSrv = 12,
}
