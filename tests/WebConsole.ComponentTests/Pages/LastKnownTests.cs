using Bunit;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What was last known is marked on every page in one way.</summary>
public sealed class LastKnownTests : PageContext
{
    private const string Host = TestInventory.HostName;

    public static TheoryData<string, string[]> Pages => new()
    {
        { "/", [".wc-chart", "[data-testid=state-bar] .wc-dot", "[data-testid=using-most] .wc-metric"] },
        { "/machines", ["[data-testid=machine-row] .wc-dot", "[data-testid=machine-row] .wc-metric"] },
        { $"/machines/{TestInventory.Id(1)}", [".wc-bar-title .wc-dot", ".wc-chart", ".wc-facts dd", ".wc-head-facts"] },
        { "/storage", ["[data-testid=pool-row] .wc-dot", "[data-testid=pool-row] .wc-usage"] },
        { $"/storage/{Host}/{TestInventory.PoolId}", [".wc-bar-title .wc-dot", ".wc-usage", ".wc-facts dd"] },
        { "/networks", ["[data-testid=network-row] .wc-dot"] },
        { $"/networks/{Host}/{TestInventory.NetworkId}", [".wc-bar-title .wc-dot", ".wc-facts dd"] },
        { "/host", [".wc-chart", ".wc-facts dd"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void HostThatWentAway_LeavesEverythingMarked_UntilItIsBack(string url, string[] known)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open(url);
        page.WaitForAssertion(() => Assert.All(known, one => Assert.NotEmpty(page.FindAll(one))));
        Assert.Empty(page.FindAll("[data-stale]"));

        Change(_ => TestInventory.Away);
        // The greediest machines are looked for every two seconds.
        Clock.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.All(known, one => Assert.All(page.FindAll(one), element => Assert.NotNull(element.Closest("[data-stale]")))));
        Change(_ => TestInventory.Full);
        Clock.Advance(TimeSpan.FromSeconds(3));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-stale]")));
    }

    [Fact]
    public void MachineThatIsGone_IsMarkedToo()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open($"/machines/{TestInventory.Id(1)}");

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(1)) });

        page.WaitForAssertion(() => Assert.All(page.FindAll(".wc-chart, .wc-facts dd, .wc-bar-title .wc-dot"), element => Assert.NotNull(element.Closest("[data-stale]"))));
    }
}
