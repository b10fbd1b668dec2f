using System.Collections.Immutable;
using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class FilterPagesTests : PageContext
{
    private static readonly string Address = $"/filters/{TestInventory.HostName}/{TestInventory.FilterId:D}";

    [Fact]
    public void Filter_ShowsItsRules_WhatItIncludes_AndWhomItGuards()
    {
        var (machine, other) = (Guarded(), new NetworkFilter(TestInventory.HostName, Guid.NewGuid(), "office", "<filter name='office'><filterref filter='no-spoofing'/></filter>"));
        Inventory.Update(_ => TestInventory.Full.Set(machine) with
        {
            Filters = TestInventory.Full.Filters.Add((other.Host, other.Uuid), other),
            FilterBindings = ImmutableDictionary<(string, string), FilterBinding>.Empty.Add((TestInventory.HostName, "vnet3"), new FilterBinding(TestInventory.HostName, "vnet3",
                $"<filterbinding><owner><uuid>{machine.Id.Uuid:D}</uuid></owner><portdev name='vnet3'/><mac address='52:54:00:00:00:01'/><filterref filter='no-spoofing'><parameter name='IP' value='10.0.0.7'/></filterref></filterbinding>")),
        });

        var page = Open(Address);

        Assert.Equal(["(missing)"], page.FindAll("[data-testid=included] .wc-error").Select(cell => cell.LastChild!.TextContent.Trim()));
        Assert.Contains("not mac srcmacaddr=$MAC", page.Find("[data-testid=rule]").TextContent, StringComparison.Ordinal);
        Assert.Contains("IP=10.0.0.7", page.Find("[data-testid=guarded]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/machines/{machine.Id}", page.Find("[data-testid=guarded] a").GetAttribute("href"));
        Assert.Equal("office", page.Find("[data-testid=included-by] a").TextContent);
        Assert.Equal(machine.Name, page.Find("[data-testid=used-by] a").TextContent);
    }

    [Theory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Operator, false)]
    public void OnlyAdministrators_AreOfferedChanges(Role role, bool offered)
    {
        Inventory.Update(_ => TestInventory.Full);
        Assert.Equal(offered, Open("/filters", role).FindAll("[data-testid=new-filter]").Count == 1);
    }

    [Fact]
    public void List_CountsRulesAndMachines()
    {
        Inventory.Update(_ => TestInventory.Full.Set(Guarded()));
        Assert.Equal(["1", "1"], Open("/filters").FindAll("[data-testid=filter-row] .wc-col-count").Select(cell => cell.TextContent));
    }

    private static Machine Guarded() => TestInventory.Machine(1, "web-01") with { Xml = "<domain><name>web-01</name><devices><interface type='network'><source network='default'/><filterref filter='no-spoofing'/></interface></devices></domain>" };
}
