using System.Net;
using WebConsole.Features.Networks;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using Xunit;
using static WebConsole.Tests.Networks.TestNetworks;

namespace WebConsole.Tests.Networks;

/// <summary>Which addresses of a host are taken, and which are proposed.</summary>
public sealed class TakenRangesTests
{
    private static readonly HostInterfaceReading Kernel = new("local", [
        new HostInterface { Name = "lo", Kind = InterfaceKind.Loopback, Addresses = [new("127.0.0.1/8")] },
        new HostInterface { Name = "eth0", Kind = InterfaceKind.Card, Gateway = "172.31.1.1", Addresses = [new("192.168.100.7/24"), new("fe80::1/64"), new("broken"), new("10.0.0.1/99")] },
        new HostInterface { Name = "virbr0", Kind = InterfaceKind.Bridge, Addresses = [new("192.168.122.1/24")] },
    ], DateTimeOffset.UnixEpoch)
    { Routes = [(IPNetwork.Parse("192.168.101.0/24"), "wg0")] };

    [Theory]
    [InlineData("192.168.122.0/25", "the network default")]
    [InlineData("192.168.100.128/25", "the interface eth0 of the host")]
    [InlineData("192.168.101.0/24", "a route of the host through wg0")]
    [InlineData("172.31.1.0/24", "the default gateway of the host through eth0")]
    [InlineData("10.9.0.0/16", "the network default")]
    [InlineData("fd00:0:0:7::/64", "the network default")]
    [InlineData("192.168.102.0/24", null)]
    [InlineData("fd00:0:0:8::/64", null)]
    [InlineData("fe80::/64", null)]
    [InlineData("127.0.0.0/8", null)]
    public void Overlap_IsToldWithItsOwner(string range, string? owner)
    {
        var routed = Nat with { InactiveXml = "<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' prefix='24'/><ip family='ipv6' address='fd00:0:0:7::1' prefix='64'/><route address='10.9.0.0' netmask='255.255.0.0' gateway='192.168.122.9'/></network>" };
        Assert.Equal(owner, Taken(routed).Overlapping(IPNetwork.Parse(range))?.By);
    }

    [Fact]
    public void FreeRange_IsTheFirstThatNothingHas() => Assert.Equal("192.168.102.0/24", Taken(Nat).FreeIpv4()?.ToString());

    [Fact]
    public void FreeRangeOfIpv6_IsPrivateAndOf64Bits()
    {
        var range = Taken(Nat).FreeIpv6(new Random(1));
        Assert.Equal((0xfd, 64), (range.BaseAddress.GetAddressBytes()[0], range.PrefixLength));
    }

    [Fact]
    public void NetworkThatIsChanged_DoesNotOverlapItself()
    {
        var inventory = InventorySnapshot.Empty with { Networks = InventorySnapshot.Empty.Networks.Add(("local", Nat.Uuid), Nat) };
        Assert.Null(TakenRanges.Of(inventory, "local", Kernel, Nat.Uuid).Overlapping(IPNetwork.Parse("192.168.122.0/24")));
    }

    [Fact]
    public void Ipv4Routes_AreRead() => Assert.Equal([("192.168.1.0/24", "eth0"), ("172.16.0.0/12", "wg0")], RouteTable.Ranges(
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
        + "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
        + "wg0\t000010AC\t00000000\t0001\t0\t0\t0\t0000F0FF\t0\t0\t0\n"
        + "*\t0000020A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\t0\nbroken\n").Select(route => (route.Range.ToString(), route.Interface)));

    [Fact]
    public void Ipv6Routes_AreRead() => Assert.Equal([("2001:db8:1::/48", "eth0")], RouteTable.Ipv6Ranges(
        "20010db8000100000000000000000000 30 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
        + "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
        + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n"
        + "ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n"
        + "00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000001 00000000 80200001       lo\nshort\n").Select(route => (route.Range.ToString(), route.Interface)));

    [Theory]
    [InlineData("192.168.150.1", 24, "192.168.150.2", "192.168.150.254")]
    [InlineData("192.168.150.65", 26, "192.168.150.66", "192.168.150.126")]
    [InlineData("10.0.0.1", 8, "10.0.0.2", "10.0.16.0")]
    [InlineData("fd00::1", 64, "fd00::2", "fd00::1000")]
    public void ProposedRange_FollowsThePrefix(string address, int prefix, string start, string end)
    {
        var draft = new AddressDraft { Address = address, Prefix = prefix };
        draft.Follow();
        Assert.Equal((start, end), (draft.Start, draft.End));
    }

    [Fact]
    public void RangeThatSomebodyEntered_StaysAsItIs()
    {
        var draft = new AddressDraft { Address = "192.168.150.1", Prefix = 24, Start = "192.168.150.100", End = "192.168.150.200", IsRangeOwn = true };
        draft.Follow();
        Assert.Equal("192.168.150.100", draft.Start);
    }

    [Fact]
    public void RangeAndFixedAddresses_MoveWithTheAddress_EachToItsPlace()
    {
        var draft = new AddressDraft();
        draft.Take(new NewAddress("192.168.122.1", 24, new("192.168.122.2", "192.168.122.99"), [new("192.168.122.150", "192.168.122.160")], [new("52:54:00:00:00:01", Ip: "192.168.122.5")]));
        Assert.Null(draft.WhereTo);

        draft.Address = "192.168.180.1";
        Assert.Equal("192.168.180.0/24", draft.WhereTo.ToString());
        draft.Move();

        Assert.Equal(("192.168.180.2", "192.168.180.99", "192.168.180.5"), (draft.Start, draft.End, draft.Hosts[0].Ip));
        Assert.Equal(new AddressRange("192.168.180.150", "192.168.180.160"), draft.More[0]);
        Assert.Null(draft.WhereTo);
        draft.Address = "192.168.";
        Assert.Null(draft.WhereTo);
    }

    private static TakenRanges Taken(params Network[] networks) =>
        TakenRanges.Of(InventorySnapshot.Empty with { Networks = InventorySnapshot.Empty.Networks.SetItems(networks.Select(network => KeyValuePair.Create((network.Host, network.Uuid), network))) }, "local", Kernel);
}
