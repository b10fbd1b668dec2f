using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class MachineFilterTests : MachinesPageContext
{
    [Theory]
    [InlineData("?q=web", "web-2,web-10")]
    [InlineData("?q=WEB+10", "web-10")]
    [InlineData("?q=redis", "cache")]
    [InlineData("?q=192.168.122.2", "web-10")]
    [InlineData("?q=state:running", "web-2,web-10")]
    [InlineData("?q=state:shut-off+state:paused", "cache,db")]
    [InlineData("?q=state:shut", "db")]
    [InlineData("?q=state:running+10", "web-10")]
    [InlineData("?q=tag:front", "web-2,web-10")]
    [InlineData("?q=TAG:frontend+tag:big", "web-2")]
    [InlineData("?q=tag:%22big+data%22+state:running", "web-2")]
    [InlineData("?q=tag:%22big+d", "web-2")]
    [InlineData("?q=tag:data", "")]
    [InlineData("?q=data", "web-2")]
    [InlineData("?q=tag:", "web-2,web-10")]
    [InlineData("?q=nothing", "")]
    [InlineData("?sort=-name", "web-10,web-2,db,cache,broken")]
    [InlineData("?sort=state", "broken,cache,web-2,web-10,db")]
    [InlineData("?sort=-address", "web-10,web-2,broken,cache,db")]
    [InlineData("?sort=nonsense", "broken,cache,db,web-2,web-10")]
    [InlineData("?host=elsewhere", "")]
    public void Address_DecidesWhatIsShown(string query, string names) =>
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), Names(Open("/machines" + query)));

    /// <summary>Which machines need a restart: a mark with the count, and a filter that finds them.</summary>
    [Theory]
    [InlineData("?q=pending:yes", "web-10")]
    [InlineData("?q=pending:no+web", "web-2")]
    public void ChangesThatWait_AreMarked_AndFound(string query, string names)
    {
        var machine = Inventory.Current.Machines.Values.Single(machine => machine.Name == "web-10");
        Inventory.Update(known => known with { Machines = known.Machines.SetItem(machine.Id, machine with { InactiveXml = machine.Xml.Replace("</name>", "</name><title>Later</title>", StringComparison.Ordinal) }) });

        Assert.Equal([names], Names(Open("/machines" + query)));
        var mark = Assert.Single(Open("/machines").FindAll("[data-testid=waiting]"));
        Assert.Equal(("1", "1 change waits for a restart"), (mark.TextContent, mark.GetAttribute("title")));
    }

    [Theory]
    [InlineData("?q=name:web", "There is no filter name:")]
    [InlineData("?q=state:running+Foo:", "There is no filter Foo:")]
    [InlineData("?q=state:running", null)]
    [InlineData("?q=fe80::1", null)]
    [InlineData("?q=dead:beef::1", null)]
    public void KeyThatThereIsNot_IsNamed(string query, string? said)
    {
        var page = Open("/machines" + query);

        Assert.Equal(said is not null, page.Find(".wc-shown").TextContent.Contains(said ?? "There is no filter", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?q=os:debian", "web-10,db")]
    [InlineData("?q=OS:debian12", "web-10")]
    [InlineData("?q=os:win+os:debian11", "web-2,db")]
    [InlineData("?q=os:bsd", "")]
    [InlineData("?q=os:debian+state:shut", "db")]
    [InlineData("?q=host:loc+web", "web-2,web-10")]
    [InlineData("?q=host:elsewhere", "")]
    public void SystemAndHost_AreFilteredBy(string query, string names)
    {
        var systems = new Dictionary<string, string> { ["web-10"] = "http://debian.org/debian/12", ["db"] = "http://debian.org/debian/11", ["web-2"] = "http://microsoft.com/win/11" };
        Inventory.Update(snapshot => Machines.Aggregate(snapshot, (known, machine) => known.Set(machine with { OperatingSystemId = systems.GetValueOrDefault(machine.Name) })));

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), Names(Open("/machines" + query)).Order());
    }

    [Theory]
    [InlineData("?q=reason:io-error", "cache")]
    [InlineData("?q=REASON:io", "cache")]
    [InlineData("?q=reason:io+reason:crashed", "cache,db")]
    [InlineData("?q=state:paused+reason:crashed", "")]
    [InlineData("?q=I/O+error", "cache")]
    [InlineData("?q=no+space+vda", "cache")]
    [InlineData("?q=forced", "web-10")]
    // Faults come first.
    [InlineData("?sort=state", "broken,cache,db,web-2,web-10")]
    public void Reason_IsFilteredAndOrderedBy(string query, string names)
    {
        Inventory.Update(snapshot => snapshot.Set(FullDisk).Set(Machines[2] with { Reason = MachineReason.Crashed })
            .Set(TestInventory.Machine(2, "web-10", MachineState.ShutOff) with { Reason = MachineReason.Destroyed }));

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), Names(Open("/machines" + query)));
    }

    [Fact]
    public async Task TypedFilter_GoesIntoTheAddress()
    {
        var page = Open("/machines?sort=-name");

        await page.InputAsync("[data-testid=filter]", "web");

        page.WaitForAssertion(() => Assert.Equal(["web-10", "web-2"], Names(page)));
        Assert.Equal("http://localhost/machines?sort=-name&q=web", Navigation.Uri);
    }

    [Fact]
    public async Task StateChip_TogglesItsWordInTheFilter()
    {
        var page = Open("/machines?q=c");

        await page.ClickAsync("[data-testid=filter-paused]");
        page.WaitForAssertion(() => Assert.Equal(["cache"], Names(page)));
        Assert.EndsWith("q=state%3Apaused%20c", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=filter-paused]").GetAttribute("aria-pressed"));

        await page.ClickAsync("[data-testid=filter-paused]");
        page.WaitForAssertion(() => Assert.EndsWith("q=c", Navigation.Uri, StringComparison.Ordinal));
    }
}
