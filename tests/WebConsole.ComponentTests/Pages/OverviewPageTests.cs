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
