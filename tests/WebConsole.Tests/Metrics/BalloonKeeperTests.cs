using Microsoft.Extensions.Options;
using WebConsole.Features.Metrics;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class BalloonKeeperTests
{
    [Fact]
    public async Task Machine_that_can_not_be_asked_has_a_task_of_its_own_and_another_after_a_pause()
    {
        using var nowhere = new HypervisorGateway([], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: nowhere);
        var machine = TestMachines.Named("silent") with { Xml = "<domain id='1'><devices><memballoon model='virtio'/></devices></domain>" };
        rig.Inventory.Update(current => current with { Machines = current.Machines.Add(machine.Id, machine) });
        using var keeper = new BalloonKeeper(rig.Inventory, rig.Runner, Options.Create(new MetricsOptions()), rig.Time);
        await keeper.StartAsync(TestContext.Current.CancellationToken);

        await EndedAsync(1);
        var task = Assert.Single(rig.Tasks.Recent);
        Assert.Equal((machine.Id, TaskState.Failed, "system"), (task.Subject.Machine!.Value, task.State, task.User));

        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await EndedAsync(2);
        await keeper.StopAsync(TestContext.Current.CancellationToken);

        Task EndedAsync(int count) =>
            Eventually.TrueAsync(() => rig.Tasks.Recent.Count(task => task.EndedAt is not null) == count, TestContext.Current.CancellationToken);
    }
}
