using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class LeaseReaderTests
{
    private const string Mac = "52:54:00:00:00:01";
    private const string OtherMac = "52:54:00:00:00:02";
    private static readonly MachineId Id = new("local", Guid.NewGuid());
    private static readonly DateTimeOffset Soon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Soon.AddMinutes(30);

    [Fact]
    public void NewestLease_IsCurrent_AndOlderOnesAreEarlier() => Assert.Equal(
        "192.168.122.45 | 192.168.122.44 192.168.122.43",
        Read(Machine(), Lease("192.168.122.44", Soon), Lease("192.168.122.45", Later), Lease("192.168.122.43", Soon.AddMinutes(-1))));

    [Fact]
    public void LeaseWithoutEnd_IsCurrent() => Assert.Equal(
        "192.168.122.9 | 192.168.122.44",
        Read(Machine(), Lease("192.168.122.9", null), Lease("192.168.122.44", Later)));

    [Fact]
    public void LeasesThatEndTogether_TheOneThatLibvirtHasLastIsCurrent() => Assert.Equal(
        "192.168.122.45 | 192.168.122.44",
        Read(Machine(), Lease("192.168.122.44", Soon), Lease("192.168.122.45", Soon)));

    [Fact]
    public void EachCardNetworkAndFamily_HasItsCurrentLease() => Assert.Equal(
        "192.168.122.44 fd00::2 10.0.0.7 | 10.0.0.6",
        Read(
            Machine((Mac, "default"), (OtherMac, "lan")),
            Lease("fd00::2", Later, type: IPAddressType.IPv6),
            Lease("10.0.0.6", Soon, OtherMac, "lan"),
            Lease("192.168.122.44", Soon),
            Lease("10.0.0.7", Later, OtherMac.ToUpperInvariant(), "lan")));

    [Fact]
    public void LeaseOfANetworkThatTheCardIsNotOn_IsNotItsOwn() => Assert.Equal(
        "192.168.122.44 | ",
        Read(Machine(), Lease("192.168.122.44", Soon), Lease("10.0.0.6", Later, network: "lan")));

    [Fact]
    public void CardOnABridge_HasTheLeaseOfWhateverNetworkGaveIt() => Assert.Equal(
        "10.0.0.6 | ",
        Read(Machine((Mac, null)), Lease("10.0.0.6", Later, network: "lan")));

    [Fact]
    public void MachineThatIsOff_HasNoAddress() => Assert.Equal(
        " | ",
        Read(Machine() with { State = MachineState.ShutOff, IsActive = false, Addresses = ["192.168.122.44"], EarlierAddresses = ["192.168.122.43"] }, Lease("192.168.122.44", Soon)));

    [Fact]
    public void SameLeases_ChangeNothing()
    {
        var leases = LeaseReader.ByMacAddress([Lease("192.168.122.44", Soon), Lease("192.168.122.45", Later)]);
        var read = LeaseReader.Apply(InventorySnapshot.Empty.WithMachine(Machine()), Id.Host, leases);

        Assert.Same(read, LeaseReader.Apply(read, Id.Host, leases));
        // Reading the machine itself does not include leases.
        Assert.Same(read, read.WithMachine(Machine()));
    }

    [Fact]
    public void NetworkThatFailsOnce_TakesNoAddressAway()
    {
        var (ours, other) = (Lease("192.168.122.44", Soon).Item2, Lease("10.0.0.6", Soon, OtherMac, "lan").Item2);
        var before = LeaseReader.Combine([("default", [ours], null), ("lan", [other], null), ("gone", [other], null)], LeaseReader.Leases.None);

        var after = LeaseReader.Combine([("default", [], "dnsmasq's file can't be read"), ("lan", [], null), ("new", [], "nor can this")], before);

        Assert.Equal([("default", ours)], after.ByMacAddress[Mac]);
        Assert.Empty(after.ByMacAddress[OtherMac]);
        Assert.Equal("dnsmasq's file can't be read; nor can this", after.Failure);
    }

    /// <summary>Current addresses and, after the bar, earlier ones.</summary>
    private static string Read(Machine machine, params (string, DhcpLease)[] leases)
    {
        var read = LeaseReader.Apply(InventorySnapshot.Empty.WithMachine(machine), Id.Host, LeaseReader.ByMacAddress(leases)).Machines[Id];
        return $"{string.Join(' ', read.Addresses)} | {string.Join(' ', read.EarlierAddresses)}";
    }

    private static (string, DhcpLease) Lease(string address, DateTimeOffset? end, string mac = Mac, string network = "default", IPAddressType type = IPAddressType.IPv4) =>
        (network, new DhcpLease("virbr0", end, type, mac, address, 24, null, null));

    private static Machine Machine() => Machine((Mac, "default"));

    private static Machine Machine(params (string Mac, string? Network)[] cards) => new()
    {
        Id = Id,
        Name = "web",
        State = MachineState.Running,
        IsActive = true,
        MacAddresses = [.. cards.Select(card => card.Mac)],
        Xml = $"<domain><devices>{string.Concat(cards.Select(card => $"<interface><mac address='{card.Mac}'/><source {(card.Network is null ? "bridge='virbr0'" : $"network='{card.Network}'")}/></interface>"))}</devices></domain>",
    };
}
