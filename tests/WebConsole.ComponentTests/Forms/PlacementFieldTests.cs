using Bunit;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hardware;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The map of a host's CPUs, on which the threads of a machine are placed.</summary>
public sealed class PlacementFieldTests : FormContext
{
    private static readonly HostNode[] Nodes = [new(0, [new(0, 0, 0), new(1, 0, 1)]), new(1, [new(2, 1, 0), new(3, 1, 1)])];

    private IReadOnlyList<ThreadPlace> _threads = [new(ThreadKind.Vcpu, 0, ""), new(ThreadKind.Vcpu, 1, "1"), new(ThreadKind.Emulator, 0, "")];

    [Fact]
    public async Task CpusAreSwitched_ForAllVcpusOrOneThread()
    {
        var field = Show<PlacementField>(p => p.Add(f => f.Name, "placement.vcpus").Add(f => f.Label, "CPUs").Add(f => f.Nodes, Nodes).Bind(f => f.Value, _threads, value => _threads = value!));
        await field.Find("[data-cpu='2']").ClickAsync(new());
        await field.Find("[data-cpu='3']").ClickAsync(new());
        Assert.Equal(["2-3", "2-3", ""], _threads.Select(place => place.Cpus));

        await field.Find("[data-testid=thread]").ChangeAsync(new() { Value = "1" });
        Assert.Equal("true", field.Find("[data-cpu='3']").GetAttribute("aria-pressed"));
        await field.Find("[data-cpu='3']").ClickAsync(new());
        Assert.Equal(["2-3", "2", ""], _threads.Select(place => place.Cpus));

        await field.Find("[data-testid=thread]").ChangeAsync(new() { Value = "2" });
        await field.FindAll("[data-testid=node]")[0].ClickAsync(new());
        Assert.Equal("0-1", _threads[2].Cpus);
        await field.Find("[data-testid=anywhere]").ClickAsync(new());
        Assert.Equal(["2-3", "2", ""], _threads.Select(place => place.Cpus));
        Assert.Equal(1, State.Changes);
    }

    [Fact]
    public void EachCpu_HasAPlaceForItsLoad_ThatDescribesIt()
    {
        var field = Show<PlacementField>(p => p.Add(f => f.Name, "placement.vcpus").Add(f => f.Label, "CPUs").Add(f => f.Nodes, Nodes).Add(f => f.Host, "far").Bind(f => f.Value, _threads, value => _threads = value!));

        var load = field.Find("[data-cpu='2'] > [data-metric]");

        Assert.Equal(("cpu:2", "far", ""), (load.GetAttribute("data-metric"), load.GetAttribute("data-host"), load.TextContent));
        Assert.Equal(load.Id, field.Find("[data-cpu='2']").GetAttribute("aria-describedby"));
        Assert.Equal(4, field.FindAll(".wc-cpu-load").Select(cpu => cpu.Id).Distinct().Count());
    }
}
