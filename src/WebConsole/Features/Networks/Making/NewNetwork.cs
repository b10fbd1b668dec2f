namespace WebConsole.Features.Networks.Making;

/// <summary>The arguments of a new network, in the form of the API. Which ones a way out takes: <see cref="NetworkMode"/>.</summary>
/// <param name="Name">Unique on its host.</param>
/// <param name="Forward">How machines reach other networks: <c>nat</c>, <c>route</c>, <c>open</c>, <c>isolated</c>, <c>bridge</c>, <c>macvtap</c>, <c>sriov</c>.</param>
/// <param name="Bridge">With <c>bridge</c>, the bridge of the host; else the name of the new bridge, which libvirt chooses by default.</param>
/// <param name="OpenVSwitch">Whether that is a bridge of Open vSwitch.</param>
/// <param name="Device">The interface of the host: by which packets leave, or which machines share; with <c>sriov</c>, the card whose virtual functions they get.</param>
/// <param name="Devices">Several interfaces of the host, with <c>macvtap</c>: each machine gets one of them.</param>
/// <param name="Mode">With <c>macvtap</c>: <c>bridge</c> (the default), <c>private</c>, <c>vepa</c>, <c>passthrough</c>.</param>
/// <param name="PciAddresses">With <c>sriov</c>, the virtual functions in place of their card: <c>0000:3b:10.1</c>.</param>
/// <param name="Ipv4">Its IPv4 addresses.</param>
/// <param name="Ipv6">Its IPv6 addresses; without DHCP, machines choose theirs by themselves (SLAAC).</param>
/// <param name="NatIpv6">With <c>nat</c>, whether IPv6 is translated too.</param>
/// <param name="Domain">The DNS domain of its machines.</param>
/// <param name="LocalOnly">Whether names in that domain are never asked elsewhere.</param>
/// <param name="Dns">Whether the host answers DNS in it; default true.</param>
/// <param name="Forwarders">The servers that are asked for other names; by default those of the host.</param>
/// <param name="DnsHosts">Names that DNS knows besides the machines'.</param>
/// <param name="DnsServices">Where DNS says that services are (SRV).</param>
/// <param name="DnsTexts">Texts in DNS (TXT).</param>
/// <param name="Mtu">The largest packet, in bytes.</param>
/// <param name="Stp">Whether its bridge takes part in the spanning tree protocol; default true.</param>
/// <param name="Vlans">The VLANs of its machines, of Open vSwitch and SR-IOV.</param>
/// <param name="Trunk">Whether the machines see the tags, also of one VLAN.</param>
/// <param name="PortGroups">Kinds of port that a machine can ask for.</param>
/// <param name="Inbound">The rate to all machines together.</param>
/// <param name="Outbound">The rate from all machines together.</param>
/// <param name="IsolatedPorts">Whether machines reach none of each other.</param>
/// <param name="Routes">Networks that are reached through a machine in it.</param>
/// <param name="DnsmasqOptions">Further lines of dnsmasq's configuration; libvirt does not look at them.</param>
/// <param name="Autostart">Whether it starts with the host; default true.</param>
/// <param name="Start">Whether to start it; default true.</param>
public sealed record NewNetwork(
    string? Name = null, string? Forward = null, string? Bridge = null, bool? OpenVSwitch = null, string? Device = null, IReadOnlyList<string>? Devices = null, string? Mode = null, IReadOnlyList<string>? PciAddresses = null,
    NewAddress? Ipv4 = null, NewAddress? Ipv6 = null, bool? NatIpv6 = null, string? Domain = null, bool? LocalOnly = null, bool? Dns = null, IReadOnlyList<string>? Forwarders = null, IReadOnlyList<NewDnsHost>? DnsHosts = null,
    IReadOnlyList<NewDnsService>? DnsServices = null, IReadOnlyList<NewDnsText>? DnsTexts = null,
    int? Mtu = null, bool? Stp = null, IReadOnlyList<int>? Vlans = null, bool? Trunk = null, IReadOnlyList<NewPortGroup>? PortGroups = null, NewRate? Inbound = null, NewRate? Outbound = null,
    bool? IsolatedPorts = null, IReadOnlyList<NewRoute>? Routes = null, IReadOnlyList<string>? DnsmasqOptions = null, bool? Autostart = null, bool? Start = null)
{
    /// <summary>The network's UUID: the same each time that these arguments are looked at.</summary>
    internal Guid Uuid { get; init; } = Guid.NewGuid();

    /// <summary>The interfaces of the host that it uses.</summary>
    internal IReadOnlyList<string> AllDevices => [.. string.IsNullOrEmpty(Device) ? Array.Empty<string>() : [Device], .. Devices ?? []];
}

/// <summary>The addresses of a new network, of one kind.</summary>
/// <param name="Address">The host's own in the network.</param>
/// <param name="Prefix">The length of the prefix.</param>
/// <param name="Dhcp">The range that DHCP gives out; none without it.</param>
/// <param name="MoreDhcp">Further ranges.</param>
/// <param name="Hosts">Addresses that are kept for certain machines.</param>
/// <param name="TftpRoot">Of IPv4, the directory of the host that TFTP serves, for machines that boot from the network (PXE).</param>
/// <param name="BootFile">Of IPv4 with DHCP, the file that such machines load.</param>
public sealed record NewAddress(
    string? Address = null, int? Prefix = null, AddressRange? Dhcp = null, IReadOnlyList<AddressRange>? MoreDhcp = null, IReadOnlyList<NewDhcpHost>? Hosts = null, string? TftpRoot = null, string? BootFile = null)
{
    /// <summary>All ranges, each with the name of its field.</summary>
    internal IEnumerable<(string Field, AddressRange Range)> Ranges =>
        [.. Dhcp is { } first ? new[] { ("dhcp", first) } : [], .. (MoreDhcp ?? []).Select((range, at) => ($"moreDhcp[{at}]", range ?? new AddressRange()))];
}

/// <summary>An address that is kept for a machine.</summary>
/// <param name="Mac">The MAC address of its card.</param>
/// <param name="Id">With IPv6, the DUID of its DHCP client in place of that.</param>
/// <param name="Name">The name that it gets.</param>
/// <param name="Ip">The address.</param>
public sealed record NewDhcpHost(string? Mac = null, string? Id = null, string? Name = null, string? Ip = null);

/// <summary>Names that DNS knows for an address.</summary>
/// <param name="Ip">The address.</param>
/// <param name="Names">Its names.</param>
public sealed record NewDnsHost(string? Ip = null, IReadOnlyList<string>? Names = null);

/// <summary>Where a service is, in DNS.</summary>
/// <param name="Service">The service, without an underscore: <c>ldap</c>.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Domain">The domain that is asked for; that of the network by default.</param>
/// <param name="Target">The name of the machine that has it.</param>
/// <param name="Port">Its port.</param>
/// <param name="Priority">The lowest is asked first.</param>
/// <param name="Weight">How often it is asked, among those of one priority.</param>
public sealed record NewDnsService(string? Service = null, string? Protocol = null, string? Domain = null, string? Target = null, int? Port = null, int? Priority = null, int? Weight = null);

/// <summary>A text in DNS.</summary>
/// <param name="Name">The name that is asked for.</param>
/// <param name="Value">The answer.</param>
public sealed record NewDnsText(string? Name = null, string? Value = null);

/// <summary>A kind of port that a machine can ask for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Whether a machine gets it that asks for none.</param>
/// <param name="Vlans">Its VLANs, of Open vSwitch and SR-IOV.</param>
/// <param name="Trunk">Whether the machines see the tags.</param>
/// <param name="Inbound">The rate to each machine.</param>
/// <param name="Outbound">The rate from each machine.</param>
public sealed record NewPortGroup(string? Name = null, bool? Default = null, IReadOnlyList<int>? Vlans = null, bool? Trunk = null, NewRate? Inbound = null, NewRate? Outbound = null);

/// <summary>A rate, in libvirt's units.</summary>
/// <param name="Average">In the long run, in kilobytes a second.</param>
/// <param name="Peak">The highest rate in a burst, in kilobytes a second.</param>
/// <param name="Burst">How much may go at that rate at a time, in KiB.</param>
public sealed record NewRate(int? Average = null, int? Peak = null, int? Burst = null);

/// <summary>A network that is reached through a machine.</summary>
/// <param name="To">The network: <c>10.8.0.0/24</c>.</param>
/// <param name="Gateway">The machine's address.</param>
/// <param name="Metric">Its cost against others to the same network.</param>
public sealed record NewRoute(string? To = null, string? Gateway = null, int? Metric = null);
