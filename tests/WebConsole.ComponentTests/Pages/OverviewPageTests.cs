using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class OverviewPageTests : PageContext
{
    private static readonly Machine[] Machines =
        [TestInventory.Machine(1, "web"), TestInventory.Machine(2, "db"), TestInventory.Machine(3, "old", MachineState.ShutOff)];

    [Fact]
    public void GreediestMachines_StayWhileTheirNumbersAreUnknown()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Machines[0], Machines[1] with { Name = "xdb" }, Machines[2]]));
        var page = Open("/");
        Assert.Equal(["web", "xdb"], Names(page));

        Measure(0, 40);
        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Equal(["xdb", "web"], Names(page)));

        Measure(float.NaN, float.NaN);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["xdb", "web"], Names(page));

        Change(snapshot => snapshot.Set(Machines[1] with { State = MachineState.ShutOff, IsActive = false }));
        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Equal(["web"], Names(page)));
    }

    [Fact]
    public void GreediestMachines_AreThoseOfTheHostThatIsLookedAt()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "far" }] },
            [Machines[0], Machines[1] with { Id = Machines[1].Id with { Host = "far" } }]));
        var page = Open("/");
        Assert.Equal(["db", "web"], Names(page));

        Navigation.NavigateTo($"/?host={TestInventory.HostName}");
        page.WaitForAssertion(() => Assert.Equal(["web"], Names(page)));

        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["web"], Names(page));
    }

    [Fact]
    public void Charts_AreNamedAsTheHosts()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Equal("Host kvm-01", Open("/").Find(".wc-host-line h2").TextContent);
    }

    /// <summary>The fullest first, each with its level; what is fine is not listed.</summary>
    [Fact]
    public void Pools_AreListedWhereTheyAreNearlyFull()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []));
        var page = Open("/");
        Assert.Empty(page.FindAll("[data-testid=storage-alarm]"));
        Assert.Contains("60 GiB free of 100 GiB", page.Find("[data-testid=storage-summary]").TextContent, StringComparison.Ordinal);

        Change(snapshot => snapshot with
        {
            StoragePools = new[] { Pool("amber", 85, false), Pool("red", 95, false), Pool("silent", 10, true), Pool("fine", 84, false) }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        });

        page.WaitForAssertion(() => Assert.Equal(["red red 5 GiB free of 100 GiB", "amber amber 15 GiB free of 100 GiB", "amber silent does not answer"],
            page.FindAll("[data-testid=storage-alarm]").Select(alarm => $"{alarm.GetAttribute("data-level")} {alarm.TextContent.Trim()}")));

        static StoragePool Pool(string name, long used, bool silent) =>
            new(TestInventory.HostName, Guid.NewGuid(), name, "running", true, true, 100L << 30, used << 30, (100 - used) << 30, "<pool type='logical'/>") { Silent = silent };
    }

    private void Measure(params float[] percents)
    {
        var store = Services.GetRequiredService<MetricsStore>();
        var host = store.Host(TestInventory.HostName);
        host.Begin(Clock.GetTimestamp());
        foreach (var (machine, percent) in Machines.Zip(percents))
        {
            var sample = new SampleBuffer();
            sample.Add(new Series(Metric.Cpu), percent);
            host.SetMachine(machine.Id.Uuid, sample, TimeSpan.Zero);
        }
        store.Publish(TestInventory.HostName);
    }

    private static string[] Names(IRenderedComponent<Routes> page) => [.. page.FindAll("[data-testid=using-most] tbody bdi").Select(name => name.TextContent)];
}
