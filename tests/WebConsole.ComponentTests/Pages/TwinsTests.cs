using System.Collections.Immutable;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>
/// Objects with equal names or properties in one list: if two siblings have the same key, the circuit ends at the next
/// change.
/// </summary>
[Trait("Attack", "J1")]
public sealed class TwinsTests : PageContext
{
    private const string Far = "far";

    // Two hosts made of one image have networks and pools with one UUID.
    private static readonly InventorySnapshot Cloned = TestInventory.Full with
    {
        Hosts = [TestInventory.Host, TestInventory.Host with { Name = Far }],
        Networks = TestInventory.Full.Networks.AddRange(TestInventory.Full.Networks.Values.Select(network => KeyValuePair.Create((Far, network.Uuid), network with { Host = Far }))),
        StoragePools = TestInventory.Full.StoragePools.AddRange(TestInventory.Full.StoragePools.Values.Select(pool => KeyValuePair.Create((Far, pool.Uuid), pool with { Host = Far }))),
        Machines = TestInventory.Full.Machines.AddRange(TestInventory.Full.Machines.Values.Select(machine => machine with { Id = machine.Id with { Host = Far } })
            .Select(machine => KeyValuePair.Create(machine.Id, machine))),
    };

    [Theory]
    [InlineData("/networks?sort=-host", "network-row")]
    [InlineData("/storage?sort=-host", "pool-row")]
    public void OneUuidOnTwoHosts_IsTwoRows(string url, string row)
    {
        Inventory.Update(_ => Cloned);
        var page = Open(url);
        Assert.Equal(2, page.FindAll($"[data-testid={row}]").Count);

        Change(snapshot => snapshot with
        {
            Networks = snapshot.Networks.Add((Far, Guid.Empty), new Network(Far, Guid.Empty, "added", true, true, true, null, "<network/>")),
            StoragePools = snapshot.StoragePools.Add((Far, Guid.Empty), new StoragePool(Far, Guid.Empty, "added", "running", true, true, 0, 0, 0, "<pool/>")),
        });

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll($"[data-testid={row}]").Count));
    }

    [Fact]
    public void OneUuidOnTwoHosts_IsTwoMachines()
    {
        Inventory.Update(_ => Cloned);
        var page = Open("/machines?q=web-01");
        Assert.Equal(2, page.FindAll("[data-testid=machine-row]").Count);

        Change(snapshot => snapshot.Set(TestInventory.Machine(99, "web-01-again")));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=machine-row]").Count));
    }

    [Fact]
    public void NetworkOfSeveralAddresses_ShowsEach_AlsoAfterAChange()
    {
        Inventory.Update(_ => With("<ip address='192.168.122.1' prefix='24'/><ip family='ipv6' address='fd00::1' prefix='64'/>"));
        var page = Open($"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}");
        Assert.Equal(["192.168.122.1/24", "fd00::1/64"], Facts(page, "Address"));

        Change(_ => With("<bridge name='b'/><ip address='192.168.122.1' prefix='24'/><ip address='192.168.122.1' prefix='24'/><ip family='ipv6' address='fd00::1' prefix='64'/>"));

        page.WaitForAssertion(() => Assert.Equal(["192.168.122.1/24", "192.168.122.1/24", "fd00::1/64"], Facts(page, "Address")));
        Navigation.NavigateTo("/networks");
        page.WaitForAssertion(() => Assert.Contains("192.168.122.1/24 +2", page.Find("[data-testid=network-row]").TextContent, StringComparison.Ordinal));
        Assert.Contains("192.168.122.1/24\n192.168.122.1/24\nfd00::1/64", Titles(page));
    }

    [Fact]
    public void VolumesOfOneName_AreBothListed_AlsoAfterAChange()
    {
        Inventory.Update(_ => Holding("twin.img", "twin.img"));
        var page = Open($"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}");
        Assert.Equal(2, page.FindAll("[data-testid=volume-row]").Count);

        Change(_ => Holding("a.img", "twin.img", "twin.img"));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=volume-row]").Count));
    }

    [Fact]
    public void AddressesOfOneMachine_AreAllShown_TheNewestFirst()
    {
        var machine = TestInventory.Machine(1, "web") with { Addresses = ["192.168.122.45", "192.168.122.45", "fd00::45"], EarlierAddresses = ["192.168.122.44"] };
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [machine]));
        var page = Open($"/machines/{machine.Id}");
        Assert.Equal(["192.168.122.45", "192.168.122.45", "fd00::45", "192.168.122.44 earlier lease"], Addresses(page));

        Change(snapshot => snapshot.Set(machine with { Addresses = ["10.0.0.1", .. machine.Addresses] }));

        page.WaitForAssertion(() => Assert.Equal(5, Addresses(page).Length));
        Navigation.NavigateTo("/machines");
        page.WaitForAssertion(() => Assert.Contains("10.0.0.1\n192.168.122.45\n192.168.122.45\nfd00::45\n192.168.122.44 (earlier lease)", Titles(page)));
        Assert.Equal("10.0.0.1 +3", page.Find("[data-testid=machine-row] .wc-col-address").TextContent);
    }

    private static InventorySnapshot With(string ips) => TestInventory.Full with
    {
        Networks = TestInventory.Full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId),
            new Network(TestInventory.HostName, TestInventory.NetworkId, "default", true, true, true, "virbr0", $"<network>{ips}</network>")),
    };

    private static InventorySnapshot Holding(params ImmutableArray<string> names) => TestInventory.Full with
    {
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId),
            new PoolVolumes([.. names.Select(name => new StorageVolume(name, "/srv/images/" + name, "raw", 512, 0))])),
    };

    private static string[] Facts(IRenderedComponent<Routes> page, string word) =>
        [.. page.FindAll(".wc-facts div").Where(fact => fact.Children[0].TextContent == word).Select(fact => fact.Children[1].TextContent)];

    private static string?[] Titles(IRenderedComponent<Routes> page) => [.. page.FindAll("td[title]").Select(cell => cell.GetAttribute("title"))];

    private static string[] Addresses(IRenderedComponent<Routes> page) =>
        [.. page.FindAll(".wc-copy-line").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(text => text.Contains('.', StringComparison.Ordinal) || text.Contains("::", StringComparison.Ordinal))];
}
