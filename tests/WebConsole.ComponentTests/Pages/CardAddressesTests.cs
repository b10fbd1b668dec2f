using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Guest;
using WebConsole.Hypervisor.Guests;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The addresses of a machine's network cards, as its guest says them.</summary>
public sealed class CardAddressesTests : PageContext
{
    private const string Mac = "52:54:00:00:00:01";

    [Fact]
    public void AddressesOfItsCards_AreShownWithTheirSource_AndNoOthers()
    {
        Inventory.Update(_ => TestInventory.Full.Set(TestInventory.Full.Machines[TestInventory.Id(1)] with { MacAddresses = [Mac] }));
        Services.GetRequiredService<GuestParts>().Ask = (_, _) => Task.FromResult(new GuestAnswer(GuestAgentState.Connected, new GuestFacts
        {
            ReadAt = DateTimeOffset.UnixEpoch,
            Interfaces = [new GuestInterface("eth0", Mac.ToUpperInvariant(), ["192.0.2.7/24", "2001:db8::7/64"]), new GuestInterface("docker0", "02:42:00:00:00:01", ["172.17.0.1/16"])],
        }));

        var page = Open($"/machines/{TestInventory.Id(1)}?tab=hardware");

        page.WaitForAssertion(() => Assert.Equal([("agent", "192.0.2.7", Mac), ("agent", "2001:db8::7", Mac)],
            page.FindAll("[data-testid=card-address]").Select(row => (row.GetAttribute("data-source"), row.Children[0].TextContent, row.Children[1].TextContent))));
    }

    [Fact]
    public void NobodyKnowsOne_IsSaid()
    {
        Inventory.Update(_ => TestInventory.Full.Set(TestInventory.Full.Machines[TestInventory.Id(1)] with { MacAddresses = [Mac] }));

        var page = Open($"/machines/{TestInventory.Id(1)}?tab=hardware");

        page.WaitForAssertion(() => Assert.Contains("Nobody knows one", page.Find("[data-testid=card-addresses]").TextContent, StringComparison.Ordinal));
    }
}
