using Microsoft.Extensions.Logging;
using WebConsole.Features.Machines.Boots;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Boots;

/// <summary>Machines with an order are started after a boot of the host, and at no other time.</summary>
public sealed class BootStartKeeperTests : IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-boots-").FullName;
    private readonly OperationsRig _rig = new();
    private string _boot = "boot-1";
    private TimeSpan _uptime = TimeSpan.FromMinutes(1);

    public BootStartKeeperTests() => _rig.Inventory.Update(_ => InventorySnapshot.Empty with { Hosts = [Host("local", isLocal: true), Host("far", isLocal: false)] });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskRecord[] Starts => [.. _rig.Tasks.Recent.Where(task => task.Action == "start").OrderBy(task => task.Id)];

    [Fact]
    public async Task FirstRun_AndRestartOfWebConsole_StartNothing()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        await LookAsync();
        Assert.Empty(_rig.Tasks.Recent);

        _boot = "boot-2";
        await LookAsync();
        Assert.Equal(["web"], Starts.Select(task => task.Target));
        await LookAsync();
        Assert.Single(Starts);
    }

    [Fact]
    public async Task AfterABoot_TheyStartInTheirOrder_AndAFailureStopsNoOther()
    {
        Set(Ordered("third", 20), Ordered("first", 1, delay: 30), Ordered("second", 5), Ordered("runs", 1) with { IsActive = true, State = MachineState.Running },
            Ordered("free", 1) with { StartOrder = null }, Ordered("elsewhere", 1, host: "far"));
        await LookAsync();
        _boot = "boot-2";
        await Keeper().LookAsync(Cancel);
        await Eventually.TrueAsync(() =>
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            return _rig.Runner.IsIdle;
        }, Cancel);

        // The rig has no libvirt, so each of them fails.
        Assert.Equal(["first", "second", "third"], Starts.Select(task => task.Target));
        Assert.True(Starts[1].StartedAt - Starts[0].EndedAt >= TimeSpan.FromSeconds(30));
        var whole = Assert.Single(_rig.Tasks.Recent, task => task.Action == "start-after-boot");
        Assert.All(Starts, task => Assert.Equal((whole.Id, "system", TaskState.Failed), (task.Parent, task.User, task.State)));
        Assert.Equal(("3 of 4 were not started: first, second, third.", TaskState.Failed), (whole.Error, whole.State));
        Assert.Contains("sleep 30", whole.VirshLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledTask_StartsNoMore()
    {
        Set(Ordered("first", 1, delay: 3600), Ordered("second", 2));
        await LookAsync();
        _boot = "boot-2";
        await Keeper().LookAsync(Cancel);
        await Eventually.TrueAsync(() => Starts is [{ EndedAt: not null }], Cancel);

        var whole = _rig.Tasks.Recent.Single(task => task.Action == "start-after-boot");
        Assert.Null(_rig.Runner.Cancel(whole.Id, Caller.System).Refusal);
        await _rig.IdleAsync();

        Assert.Equal(["first"], Starts.Select(task => task.Target));
        Assert.Equal(TaskState.Cancelled, _rig.Tasks.Recent.Single(task => task.Id == whole.Id).State);
    }

    [Fact]
    public async Task HostThatIsNotConnectedYet_IsWaitedFor()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        _boot = "boot-2";
        _rig.Inventory.Update(known => known.WithHost("local", host => host with { Connection = ConnectionState.Connecting }));
        var keeper = Keeper();
        await keeper.LookAsync(Cancel);
        Assert.Empty(_rig.Tasks.Recent);

        _rig.Inventory.Update(known => known.WithHost("local", host => host with { Connection = ConnectionState.Connected }));
        await keeper.LookAsync(Cancel);
        await _rig.IdleAsync();
        Assert.Single(Starts);
    }

    /// <summary>Otherwise each restart of WebConsole would start them again.</summary>
    [Fact]
    public async Task BootThatCanNotBeNoted_StartsNothing()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        _boot = "boot-2";
        Directory.CreateDirectory(Path.Combine(_state, "boots.new"));

        await LookAsync();
        Assert.Empty(_rig.Tasks.Recent);
        Assert.Contains(_rig.Logs.Entries, entry => entry.Text.Contains("can't be noted", StringComparison.Ordinal));

        Directory.Delete(Path.Combine(_state, "boots.new"));
        await LookAsync();
        Assert.Single(Starts);
    }

    [Fact]
    public async Task DamagedFile_StartsNothing()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        await File.WriteAllTextAsync(Path.Combine(_state, "boots"), "{ \"local\": ", Cancel);
        _boot = "boot-2";

        await LookAsync();

        Assert.Empty(_rig.Tasks.Recent);
        Assert.Contains(_rig.Logs.Entries, entry => entry.Text.Contains("is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MachinesThatLibvirtStarts_AreLeftToIt()
    {
        Set(Ordered("web", 1), Ordered("both", 1) with { Autostart = true });
        await LookAsync();
        _boot = "boot-2";
        await LookAsync();
        Assert.Equal(["web"], Starts.Select(task => task.Target));
    }

    /// <summary>One that can't be read yet may have an order.</summary>
    [Fact]
    public async Task ListedMachines_AreReadFirst_UnlessThatTakesTooLong()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        _boot = "boot-2";
        var late = Ordered("late", 1);
        var hangs = Guid.NewGuid();
        _rig.Inventory.Update(known => known with { ListedMachines = known.ListedMachines.SetItem("local", [.. known.Machines.Keys.Where(id => id.Host == "local").Select(id => id.Uuid), late.Id.Uuid, hangs]) });
        var keeper = Keeper();
        await keeper.LookAsync(Cancel);
        Set(late);
        await keeper.LookAsync(Cancel);
        Assert.Empty(_rig.Tasks.Recent);

        _rig.Time.Advance(BootStartKeeper.LongestReading);
        await keeper.LookAsync(Cancel);
        await _rig.IdleAsync();
        Assert.Equal(["late", "web"], Starts.Select(task => task.Target).Order());
        Assert.Contains(_rig.Logs.Entries, entry => entry.Text.Contains("1 machines of local can't be read", StringComparison.Ordinal));
    }

    /// <summary>As where WebConsole was off until somebody switched it on, and has started by hand what was needed.</summary>
    [Fact]
    public async Task BootOfLongAgo_IsNoted_AndStartsNothing()
    {
        Set(Ordered("web", 1));
        await LookAsync();
        (_boot, _uptime) = ("boot-2", BootStartKeeper.OldestBoot);
        await LookAsync();
        Assert.Contains(_rig.Logs.Entries, entry => entry.Text.Contains("not started in order", StringComparison.Ordinal));

        _uptime = TimeSpan.FromMinutes(1);
        await LookAsync();
        Assert.Empty(_rig.Tasks.Recent);
    }

    [Fact]
    public async Task FailureOfOneHost_StopsNoOther_AndIsTriedAgainLater()
    {
        _rig.Inventory.Update(known => known with { Hosts = [.. known.Hosts, Host("local-lxc", isLocal: true)] });
        Set(Ordered("web", 1), Ordered("box", 1, host: "local-lxc"));
        await LookAsync();
        var looks = 0;
        var keeper = Keeper(() => looks++ is 0 ? throw new IOException("no proc") : "boot-2");

        await keeper.LookAsync(Cancel);
        await _rig.IdleAsync();
        Assert.Equal(["box"], Starts.Select(task => task.Target));
        await keeper.LookAsync(Cancel);
        Assert.Equal(2, looks);

        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        await keeper.LookAsync(Cancel);
        await _rig.IdleAsync();
        Assert.Equal(["box", "web"], Starts.Select(task => task.Target));
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    /// <summary>WebConsole as it starts anew.</summary>
    private async Task LookAsync()
    {
        await Keeper().LookAsync(Cancel);
        await _rig.IdleAsync();
    }

    private BootStartKeeper Keeper(Func<string>? current = null) => new(_rig.Inventory, _rig.Runner, new KnownBoots(_state, _rig.Logs.CreateLogger<KnownBoots>()) { Current = current ?? (() => _boot), Uptime = () => _uptime }, _rig.Time, _rig.Logs.CreateLogger<BootStartKeeper>());

    private void Set(params Machine[] machines)
    {
        foreach (var machine in machines)
            _rig.Inventory.Update(known => known.WithMachine(machine));
    }

    private static Machine Ordered(string name, int number, int delay = 0, string host = "local") =>
        TestMachines.Named(name, MachineState.ShutOff, host) with { StartOrder = new StartOrder(number, delay) };

    private static HostStatus Host(string name, bool isLocal) =>
        TestMachines.Host(name) with { Facts = new HostFacts { HostName = name, Driver = "QEMU", LibvirtVersion = new Version(9, 0), IsLocal = isLocal } };
}
