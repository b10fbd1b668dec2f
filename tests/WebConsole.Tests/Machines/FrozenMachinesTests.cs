using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>
/// A user starts an action on more machines with a stopped QEMU process than any lane has workers. Actions on other
/// machines, force off, cancelling and virsh must still work. Alone, because each stopped process delays the statistics
/// of all other machines of the daemon once.
/// </summary>
[Trait("Category", "Integration")]
[Collection(nameof(FrozenMachinesTests))]
[Trait("Attack", "D6")]
public sealed class FrozenMachinesTests : IAsyncLifetime
{
    private const string Healthy = "frozen-not";

    private static readonly string[] Frozen = [.. Enumerable.Range(1, 13).Select(number => $"frozen-{number:00}")];

    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => _app.Services.GetRequiredService<InventoryStore>();

    private OperationRunner Runner => _app.Services.GetRequiredService<OperationRunner>();

    private TaskStore Tasks => _app.Services.GetRequiredService<TaskStore>();

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Frozen.Append(Healthy))
            await ShellAsync($"echo \"{Definition(name)}\" > /run/{name}.xml && virsh define /run/{name}.xml && virsh start {name}");
        _app = await Eventually.EndsAsync(TestApplication.StartAsync(args: ["--host", "local=qemu:///system"]), Cancel);
        await Eventually.TrueAsync(() => Inventory.Current.Machines.Values.Count(machine => machine.State is MachineState.Running) > Frozen.Length, Cancel);
        foreach (var name in Frozen)
            await ShellAsync($"kill -STOP $(cat /run/libvirt/qemu/{name}.pid)");
    }

    public async ValueTask DisposeAsync()
    {
        await Eventually.EndsAsync(_app.DisposeAsync().AsTask(), Cancel);
        foreach (var name in Frozen.Append(Healthy))
            await ShellAsync($"virsh -q destroy {name} 2> /dev/null; virsh -q undefine --managed-save {name}");
    }

    [Fact]
    public async Task MoreFrozenMachinesThanPlaces_DelayNoClickOnAnotherAndNoWayOut()
    {
        Assert.All(Enum.GetValues<Lane>().Where(lane => lane is not Lane.WayOut), lane => Assert.True(LaneLimits.Of(lane).Most < Frozen.Length / 2));
        var stuck = new List<long>();
        foreach (var (index, name) in Frozen.Index())
            stuck.Add(await BeginAsync(index % 2 == 0 ? "pause" : "save", name));
        await Eventually.TrueAsync(() => stuck.Count(id => Find(id).State is TaskState.Running) == Running, Cancel);

        foreach (var action in (string[])["pause", "resume", "save", "start"])
            Assert.Equal((action, TaskState.Succeeded, null), (action, (await RunAsync(action, Healthy)).State, Find(stuck[^1]).Error));
        Assert.Contains(Healthy, await ShellAsync("timeout 20 virsh list --name"), StringComparison.Ordinal);

        var waits = stuck.First(id => Find(id).State is TaskState.Queued);
        Assert.Null(Runner.Cancel(waits, TestUsers.With(Role.Operator)).Refusal);
        await Eventually.TrueAsync(() => Find(waits).State is TaskState.Cancelled, Cancel);

        var ways = new List<long>();
        foreach (var name in Frozen)
            ways.Add(await BeginAsync("force-off", name));
        Assert.Equal(TaskState.Succeeded, (await RunAsync("force-off", Healthy)).State);
        Assert.Contains(ways, id => Find(id).State.IsActive());
        // libvirt takes a while for each, and they wait for each other.
        await Eventually.TrueAsync(() => ways.TrueForAll(id => Find(id).EndedAt is not null), Cancel, "all that stand still are forced off", TimeSpan.FromMinutes(2));
        foreach (var id in ways)
            Assert.Equal((TaskState.Succeeded, null), (Find(id).State, Find(id).Error));
    }

    /// <summary>Actions that run at once: in each of the two lanes, all workers but the last.</summary>
    private static int Running => LaneLimits.Of(Lane.Commands).Most - 1 + LaneLimits.Of(Lane.Jobs).Most - 1;

    private async Task<long> BeginAsync(string action, string name)
    {
        var current = Inventory.Current;
        var machine = current.Machines.Values.Single(machine => machine.Name == name);
        var starts = Runner.StartAsync(TestActions.Create(action, machine, current.Host("local")!), TestUsers.With(Role.Operator), Cancel);
        var result = await Eventually.EndsAsync(starts, Cancel, $"{action} {name} is accepted or refused");
        Assert.Null(result.Refusal);
        return result.TaskId!.Value;
    }

    private async Task<TaskRecord> RunAsync(string action, string name) => await EndedAsync(await BeginAsync(action, name));

    private async Task<TaskRecord> EndedAsync(long id)
    {
        await Eventually.TrueAsync(() => Find(id).EndedAt is not null, Cancel, $"{Find(id).Action} {Find(id).Target} has ended");
        return Find(id);
    }

    private static Task<string> ShellAsync(string script) => Eventually.EndsAsync(RealGuest.ShellAsync(script), Cancel, script);

    private TaskRecord Find(long id) => Tasks.Recent.Single(task => task.Id == id);

    // No operating system: the firmware waits in its boot menu.
    private static string Definition(string name) => $"""
        <domain type='qemu'><name>{name}</name><memory unit='MiB'>64</memory>
        <os><type arch='x86_64' machine='pc'>hvm</type><bootmenu enable='yes' timeout='3000'/></os>
        <features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features>
        <devices><serial type='pty'/><memballoon model='virtio'/></devices></domain>
        """;
}

[CollectionDefinition(nameof(FrozenMachinesTests), DisableParallelization = true)]
public sealed class FrozenMachines;
