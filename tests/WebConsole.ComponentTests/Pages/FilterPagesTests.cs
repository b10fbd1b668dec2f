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
        Assert.Contains("all but Ethernet from $MAC", page.Find("[data-testid=rule]").TextContent, StringComparison.Ordinal);
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

    [Fact]
    public void List_TellsLibvirtsFromOnes_AndIsSearched()
    {
        var full = TestInventory.Full;
        NetworkFilter[] more = [new(TestInventory.HostName, Guid.NewGuid(), "clean-traffic", "<filter name='clean-traffic'><filterref filter='no-ip-spoofing'/></filter>"), new(TestInventory.HostName, Guid.NewGuid(), "office", "<filter name='office'><filterref filter='clean-traffic'/></filter>")];
        Inventory.Update(_ => full with { Filters = ImmutableDictionary.CreateRange(more.Select(filter => KeyValuePair.Create((filter.Host, filter.Uuid), filter))) });

        Assert.Equal(["clean-traffic", "office"], Names("/filters"));
        Assert.Equal(["office"], Names("/filters?show=own"));
        Assert.Equal(["clean-traffic"], Names("/filters?q=ip-spoof"));
        Assert.Empty(Names("/filters?q=ip-spoof&show=own"));

        string[] Names(string url) => [.. Open(url).FindAll("[data-testid=filter-row] .wc-row-name").Select(name => name.TextContent)];
    }

    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Viewer, 0)]
    public void Edit_IsTheFirstButton_OfWhoMay(Role role, int count)
    {
        Inventory.Update(_ => TestInventory.Full);
        Assert.Equal(count, Open(Address, role).FindAll(".wc-places > [data-testid=edit-filter]:first-child").Count);
        Assert.Equal(count, Open("/filters", role).FindAll("[data-testid=row-menu]").Count);
    }

    [Fact]
    public void Definition_IsThatInForce_AndNewOneHasAName()
    {
        Inventory.Update(_ => TestInventory.Full);
        Assert.DoesNotContain("next start", Open($"{Address}?tab=xml").Markup, StringComparison.Ordinal);
        Assert.Contains("name='new-filter'", Features.Networks.Filters.Commands.NewFilter.Empty, StringComparison.Ordinal);
    }

    private static Machine Guarded() => TestInventory.Machine(1, "web-01") with { Xml = "<domain><name>web-01</name><devices><interface type='network'><source network='default'/><filterref filter='no-spoofing'/></interface></devices></domain>" };
}
