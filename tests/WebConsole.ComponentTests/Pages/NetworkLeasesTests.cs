using System.Collections.Immutable;
using Bunit;
using Libvirt;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class NetworkLeasesTests : PageContext
{
    private const string Mac = "52:54:00:00:00:01";

    private static readonly string Address = $"/networks/{TestInventory.HostName}/{TestInventory.NetworkId:D}";

    [Fact]
    public void Leases_AreShownWithTheirMachines_TheNewestFirst_AndNoneThatHasExpired()
    {
        var (network, machine) = (TestInventory.Full.Networks.Values.Single(network => network.Uuid == TestInventory.NetworkId), TestInventory.Machine(1, "web-01"));
        machine = machine with { Xml = $"<domain><devices><interface type='network'><mac address='{Mac}'/><source network='{network.Name}'/></interface></devices></domain>" };
        Inventory.Update(_ => TestInventory.Full with { Machines = TestInventory.Full.Machines.SetItem(machine.Id, machine) });
        var page = Open(Address);
        Assert.Empty(page.FindAll("[data-testid=leases]"));

        Inventory.Update(snapshot => snapshot.WithLeases(TestInventory.HostName, new Dictionary<string, ImmutableArray<DhcpLease>>
        {
            [network.Name] =
            [
                Lease("192.168.122.7", Clock.GetUtcNow().AddMinutes(5), "52:54:00:00:00:99"), Lease("192.168.122.8", Clock.GetUtcNow().AddMinutes(50), Mac),
                Lease("192.168.122.9", Clock.GetUtcNow().AddMinutes(-1), Mac), Lease("192.168.122.10", null, null),
            ],
        }.ToImmutableDictionary()));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=lease-row]").Count));
        Assert.Equal(["192.168.122.10", "192.168.122.8", "192.168.122.7"], page.FindAll("[data-testid=lease-row] td:nth-child(2)").Select(cell => cell.TextContent));
        Assert.Equal($"/machines/{TestInventory.HostName}/{machine.Id.Uuid:D}", page.FindAll("[data-testid=lease-row]")[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Operator, 0)]
    public void Lease_IsFixedByAButton_UnlessItIs(Role role, int buttons)
    {
        var network = TestInventory.Full.Networks.Values.Single(network => network.Uuid == TestInventory.NetworkId) with
        {
            Xml = "<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/><host mac='52:54:00:00:00:02' ip='192.168.122.9'/></dhcp></ip></network>",
        };
        Inventory.Update(_ => (TestInventory.Full with { Networks = TestInventory.Full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), network) }).WithLeases(TestInventory.HostName, new Dictionary<string, ImmutableArray<DhcpLease>>
        {
            [network.Name] = [Lease("192.168.122.8", null, Mac), Lease("192.168.122.9", null, "52:54:00:00:00:02")],
        }.ToImmutableDictionary()));

        var page = Open(Address, role);

        Assert.Equal((buttons, buttons), (page.FindAll("[data-testid=keep-lease]").Count, page.FindAll("[data-testid=free-lease]").Count));
        Assert.Single(page.FindAll("[data-testid=lease-kept]"));
        if (buttons == 0)
            return;
        page.Find("[data-testid=free-lease]").Click();
        page.WaitForAssertion(() => Assert.Equal("free-address", Assert.Single(Services.GetRequiredService<TaskStore>().Recent).Action));
    }

    [Fact]
    public void LeaseOfAnEarlierRange_IsMarked()
    {
        Show("<ip address='192.168.180.1' prefix='24'><dhcp><range start='192.168.180.2' end='192.168.180.254'/></dhcp></ip>", Lease("192.168.122.8", null, Mac), Lease("192.168.180.9", null, "52:54:00:00:00:02"));

        var page = Open(Address);

        Assert.Equal("192.168.122.8 · of an earlier range", Assert.Single(page.FindAll("[data-testid=lease-outside]")).ParentElement!.TextContent);
    }

    [Fact]
    public void LeaseOfAnAddressThatIsKeptForAnother_IsNotSaidToBeFixed()
    {
        Show("<ip address='192.168.122.1' prefix='24'><dhcp><range start='192.168.122.2' end='192.168.122.254'/><host mac='52:54:00:00:00:02' ip='192.168.122.8'/></dhcp></ip>", Lease("192.168.122.8", null, Mac));

        var page = Open(Address);

        Assert.Empty(page.FindAll("[data-testid=lease-fixed]"));
        Assert.Equal("kept for 52:54:00:00:00:02", page.Find("[data-testid=lease-of-another]").TextContent);
    }

    private void Show(string inside, params DhcpLease[] leases)
    {
        var network = TestInventory.Full.Networks.Values.Single(network => network.Uuid == TestInventory.NetworkId) with { Xml = $"<network><name>default</name><forward mode='nat'/>{inside}</network>" };
        Inventory.Update(_ => (TestInventory.Full with { Networks = TestInventory.Full.Networks.SetItem((TestInventory.HostName, TestInventory.NetworkId), network) })
            .WithLeases(TestInventory.HostName, new Dictionary<string, ImmutableArray<DhcpLease>> { [network.Name] = [.. leases] }.ToImmutableDictionary()));
    }

    private static DhcpLease Lease(string address, DateTimeOffset? expires, string? mac) => new("virbr0", expires, IPAddressType.IPv4, mac, address, 24, "guest", null);
}
