using System.Runtime.Versioning;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Tests.Host;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>The network interfaces of a host, as its kernel tells them.</summary>
[SupportedOSPlatform("linux")]
public sealed class InterfaceFilesTests : IDisposable
{
    private readonly FakeHost _host = new();

    public void Dispose() => _host.Dispose();

    private HostInterface Read(string name) => new InterfaceFiles(_host.Files, new Fixed()).Read().Single(one => one.Name == name);

    [Fact]
    public void Card_IsReadWithAllThatItTells()
    {
        _host.Interface("eth0", 2, ("flags", "0x1003"), ("carrier", "1"), ("speed", "10000"), ("mtu", "9000"), ("address", "52:54:00:00:00:01"), ("statistics/rx_bytes", "5"), ("statistics/tx_bytes", "7"), ("device/vendor", "0x8086"));
        _host.Write("sys/bus/pci/drivers/ixgbe/new_id", "");
        _host.Link("sys/class/net/eth0/device/driver", "sys/bus/pci/drivers/ixgbe");
        _host.Write("run/systemd/netif/leases/2", "# lease\nADDRESS=192.0.2.5\nNETMASK=255.255.255.0\n");
        _host.Write("proc/net/if_inet6", "20010db8000000000000000000000005 02 40 00 00     eth0\nfe800000000000005054 bad line\nfe80000000000000505400fffe000001 02 40 20 80     eth0\n");
        _host.Write("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");

        var card = Read("eth0");

        Assert.Equal((InterfaceKind.Card, "up", 10000, 9000, "52:54:00:00:00:01", "ixgbe"), (card.Kind, card.State, card.Speed, card.Mtu, card.Mac, card.Driver));
        Assert.Equal((5L, 7L, "192.0.2.1"), (card.Received!.Value, card.Sent!.Value, card.Gateway));
        Assert.Equal([new("192.0.2.5/24", true), new("192.0.2.6/24"), new("2001:db8::5/64", true), new InterfaceAddress("fe80::5054:ff:fe00:1/64")], card.Addresses);
    }

    [Theory]
    [InlineData("bridge/stp_state", "1", "bridge")]
    [InlineData("bonding/mode", "802.3ad 4", "bond")]
    [InlineData("tun_flags", "0x1002", "tap")]
    [InlineData("uevent", "DEVTYPE=vlan\nINTERFACE=x", "vlan")]
    [InlineData("uevent", "DEVTYPE=macvlan", "macvtap")]
    [InlineData("uevent", "DEVTYPE=wlan", "wireless")]
    [InlineData("uevent", "DEVTYPE=veth", "veth")]
    [InlineData("type", "772", "loopback")]
    [InlineData("iflink", "9", "veth")]
    [InlineData("device/vendor", "", "card")]
    [InlineData("type", "1", "virtual")]
    public void Kind_IsToldByItsFiles(string file, string text, string kind)
    {
        _host.Interface("x", 3, (file, text));

        Assert.Equal(kind, Read("x").Kind.ToToken());
    }

    [Theory]
    [InlineData("0x1002", null, "down")]
    [InlineData("0x1003", "0", "no-carrier")]
    [InlineData("0x1003", "1", "up")]
    [InlineData(null, null, "unknown")]
    [InlineData("nonsense", "2", "unknown")]
    public void State_IsOfItsSwitchAndItsCable(string? flags, string? carrier, string state)
    {
        _host.Interface("x", 3, [.. new[] { ("flags", flags), ("carrier", carrier), ("speed", "-1") }.Where(file => file.Item2 is not null).Select(file => (file.Item1, file.Item2!))]);

        var one = Read("x");

        Assert.Equal((state, null), (one.State, one.Speed));
    }

    [Fact]
    public void PortsVlansAndBonds_AreTiedTogether()
    {
        _host.Interface("br0", 5, ("bridge/stp_state", "0"), ("bridge/vlan_filtering", "1"));
        _host.Interface("bond0", 4, ("bonding/mode", "active-backup 1"));
        _host.Link("sys/class/net/bond0/master", "sys/class/net/br0");
        _host.Interface("bond0.10", 6, ("uevent", "DEVTYPE=vlan"));
        _host.Write("proc/net/vlan/config", "VLAN Dev name    | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\nbond0.10       | 10  | bond0\n");
        _host.Write("proc/net/bonding/bond0", "Ethernet Channel Bonding Driver: v6.1\n\nBonding Mode: fault-tolerance (active-backup)\nCurrently Active Slave: eth1\nMII Status: up\n");

        Assert.Equal("br0", Read("bond0").Master);
        Assert.Equal(("fault-tolerance (active-backup)", "eth1"), (Read("bond0").BondMode, Read("bond0").ActivePort));
        Assert.Equal((10, "bond0"), (Read("bond0.10").VlanId, Read("bond0.10").Parent));
        Assert.Equal((false, true), (Read("br0").Stp, Read("br0").FiltersVlans));
    }

    [Theory]
    [InlineData("run/NetworkManager/devices/2", "[device]\nmanaged=true\n", InterfaceKeeper.NetworkManager)]
    [InlineData("run/NetworkManager/devices/2", "[device]\nmanaged=false\n", InterfaceKeeper.Unknown)]
    [InlineData("run/systemd/netif/links/2", "ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/lan.network\n", InterfaceKeeper.Networkd)]
    [InlineData("run/systemd/netif/links/2", "ADMIN_STATE=configured\nNETWORK_FILE=/run/systemd/network/10-netplan-eth0.network\n", InterfaceKeeper.Netplan)]
    [InlineData("run/systemd/netif/links/2", "ADMIN_STATE=unmanaged\n", InterfaceKeeper.Unknown)]
    [InlineData("etc/network/interfaces", "auto lo\niface lo inet loopback\n\nallow-hotplug eth0\niface eth0 inet dhcp\n", InterfaceKeeper.Ifupdown)]
    [InlineData("etc/network/interfaces.d/lan", "iface\teth0 inet dhcp\n", InterfaceKeeper.Ifupdown)]
    [InlineData("etc/network/interfaces", "# iface eth0 inet dhcp\niface eth01 inet dhcp\n", InterfaceKeeper.Unknown)]
    public void Keeper_IsWhoHasSetItUp(string file, string text, InterfaceKeeper keeper)
    {
        _host.Interface("eth0", 2);
        _host.Write(file, text);

        Assert.Equal(keeper, Read("eth0").Keeper);
    }

    [Fact]
    public void Nameservers_OnTheHostItself_AreLeftOut()
    {
        _host.Write("etc/resolv.conf", "nameserver 127.0.0.53\nnameserver 192.0.2.53\nnameserver bad;rm\nsearch example.org\n");

        Assert.Equal(["192.0.2.53"], new InterfaceFiles(_host.Files, new Fixed()).ReadNameservers());
    }

    private sealed class Fixed : InterfaceAddresses
    {
        public override ILookup<string, string> Read() => new[] { "192.0.2.5/24", "192.0.2.6/24" }.ToLookup(_ => "eth0");
    }
}

/// <summary>A fake host's interfaces.</summary>
[SupportedOSPlatform("linux")]
internal static class FakeInterfaces
{
    public static void Interface(this FakeHost host, string name, int index, params (string File, string Text)[] files)
    {
        host.Write($"sys/class/net/{name}/ifindex", $"{index}\n");
        foreach (var (file, text) in files)
            host.Write($"sys/class/net/{name}/{file}", text + "\n");
    }
}
