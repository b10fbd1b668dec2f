using Libvirt;
using Microsoft.Extensions.Logging;
using WebConsole.Features.Machines.Guest;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>A guest that WebConsole had frozen is thawed, whatever happens to WebConsole.</summary>
public sealed class FrozenGuestTests : IAsyncDisposable
{
    private static readonly Machine Guest = TestMachines.Web with { Xml = GuestCommandsTests.Xml("connected") };

    private readonly OperationsRig _rig = new();
    private readonly FrozenGuests _frozen;
    private readonly FrozenGuestKeeper _keeper;

    public FrozenGuestTests()
    {
        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest));
        _frozen = new FrozenGuests(_rig.Database);
        _keeper = new FrozenGuestKeeper(_frozen, _rig.Inventory, _rig.Edges, _rig.Runner, _rig.Time, _rig.Logs.CreateLogger<FrozenGuestKeeper>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenItsTimeIsUp_ItIsThawed_AndTriedAgainAFewTimes()
    {
        await _frozen.BeginAsync(Until(5));
        await _keeper.ThawDueAsync(Cancel);
        Assert.Empty(_rig.Tasks.Recent);

        // The rig has no libvirt, so each of them fails.
        for (var tries = 1; tries <= 8; tries++)
        {
            _rig.Time.Advance(TimeSpan.FromHours(2));
            await _keeper.ThawDueAsync(Cancel);
            await _rig.IdleAsync();
            Assert.Equal(Math.Min(tries, 5), _rig.Tasks.Recent.Count(task => task is { Action: "thaw", User: "system" }));
        }
        Assert.NotNull(_frozen.Of(Guest.Id));
    }

    [Fact]
    public async Task Restart_ForgetsNone()
    {
        await _frozen.BeginAsync(Until(5));

        var next = new FrozenGuests(_rig.Database);
        await next.LoadAsync(Cancel);

        Assert.Equal(Until(5), Assert.Single(next.All));
        await next.EndAsync(next.Of(Guest.Id));
        var last = new FrozenGuests(_rig.Database);
        await last.LoadAsync(Cancel);
        Assert.Empty(last.All);
    }

    [Fact]
    public async Task GuestThatStopsOrRestarts_IsFrozenNoMore()
    {
        await StartAsync();
        await _frozen.BeginAsync(Until(5));
        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest with { IsActive = false, State = MachineState.ShutOff }));
        Assert.Null(_frozen.Of(Guest.Id));

        await _frozen.BeginAsync(Until(5));
        _rig.Edges.Tell(new MachineEdge(Guest.Id, MachineEdgeKind.GuestRestarted, null, 0));
        Assert.Null(_frozen.Of(Guest.Id));
        await _keeper.StopAsync(Cancel);
    }

    [Fact]
    public async Task HostThatIsAway_IsWaitedFor()
    {
        await _frozen.BeginAsync(Until(5));
        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest with { Stale = true }));
        _rig.Time.Advance(TimeSpan.FromMinutes(6));

        await _keeper.ThawDueAsync(Cancel);

        Assert.Empty(_rig.Tasks.Recent);
        Assert.NotNull(_frozen.Of(Guest.Id));
    }

    /// <summary>Nothing is asked of an agent that is not there, and it is asked anew when it is.</summary>
    [Fact]
    public async Task AgentThatComesBack_IsTriedAnew()
    {
        await _frozen.BeginAsync(Until(5));
        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest with { Xml = GuestCommandsTests.Xml("disconnected") }));
        _rig.Time.Advance(TimeSpan.FromMinutes(6));
        await _keeper.ThawDueAsync(Cancel);
        Assert.Empty(_rig.Tasks.Recent);
        Assert.DoesNotContain(_rig.Audit, entry => entry.Values.Values.Contains("thaw"));

        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest));
        await ThawManyTimesAsync();
        Assert.Equal(5, _rig.Tasks.Recent.Count);

        await StartAsync();
        _rig.Edges.Tell(new MachineEdge(Guest.Id, MachineEdgeKind.AgentConnected, null, 0));
        await _keeper.StopAsync(Cancel);
        await ThawManyTimesAsync();
        Assert.Equal(10, _rig.Tasks.Recent.Count);
    }

    [Fact]
    public async Task MachineThatDoesNotRun_IsWaitedFor_AndTriedAnew()
    {
        await _frozen.BeginAsync(Until(5));
        await ThawManyTimesAsync();
        Assert.Equal(5, _rig.Tasks.Recent.Count);

        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest with { State = MachineState.Paused }));
        await ThawManyTimesAsync();
        Assert.Equal(5, _rig.Tasks.Recent.Count);

        _rig.Inventory.Update(inventory => inventory.WithMachine(Guest));
        await ThawManyTimesAsync();
        Assert.Equal(10, _rig.Tasks.Recent.Count);
    }

    /// <summary>It is frozen in its saved memory, and after the next start.</summary>
    [Fact]
    public async Task SavedMachine_StaysFrozen_UntilItsMemoryIsDiscarded()
    {
        await StartAsync();
        await _frozen.BeginAsync(Until(5));
        var saved = Guest with { IsActive = false, State = MachineState.ShutOff, HasManagedSave = true };

        _rig.Inventory.Update(inventory => inventory.WithMachine(saved));
        Assert.NotNull(_frozen.Of(Guest.Id));
        _rig.Inventory.Update(inventory => inventory.WithMachine(saved with { HasManagedSave = false }));
        Assert.Null(_frozen.Of(Guest.Id));
        await _keeper.StopAsync(Cancel);
    }

    [Fact]
    public async Task SecondFreeze_IsRefused_AndTakesNothingFromTheFirst()
    {
        FrozenGuest[] both = [Until(5), Until(10) with { Since = _rig.Time.Start.AddMilliseconds(1) }];

        var begun = await Task.WhenAll(both.Select(guest => Task.Run(async () => await Record.ExceptionAsync(() => _frozen.BeginAsync(guest)))));

        var refused = Assert.Single(both, guest => begun[Array.IndexOf(both, guest)] is OperationFailedException);
        await _frozen.EndAsync(refused);
        var kept = new FrozenGuests(_rig.Database);
        await kept.LoadAsync(Cancel);
        Assert.Equal(both.Single(guest => guest != refused), Assert.Single(_frozen.All));
        Assert.Equal(_frozen.All, kept.All);
    }

    [Fact]
    public async Task FreezeThatCantBeNoted_IsNotDone()
    {
        await _rig.Database.RunAsync(connection => connection.Execute("DROP TABLE frozen_guests"), Cancel);

        await Assert.ThrowsAsync<OperationFailedException>(() => _frozen.BeginAsync(Until(5)));

        Assert.Empty(_frozen.All);
    }

    /// <summary>Whoever has frozen it otherwise, such as a tool for backups, thaws it.</summary>
    [Fact]
    public async Task FreezeThatNeverReachedTheAgent_LeavesNothing()
    {
        var freeze = new FreezeFileSystems { Machine = Guest.Id, Target = Guest.Name, Uri = "test:///default", Frozen = _frozen, Asked = new FreezeRequest() };

        var task = await _rig.RunAsync(freeze, TestUsers.With(Role.Operator));

        Assert.Equal(TaskState.Failed, task.State);
        Assert.Empty(_frozen.All);
    }

    [Theory]
    [InlineData(LibvirtErrorCode.AgentUnresponsive, true)]
    [InlineData(LibvirtErrorCode.AgentUnsynced, true)]
    [InlineData(LibvirtErrorCode.OperationTimeout, true)]
    [InlineData((LibvirtErrorCode)112, true)]
    [InlineData(LibvirtErrorCode.Rpc, true)]
    [InlineData(LibvirtErrorCode.InternalError, false)]
    [InlineData(LibvirtErrorCode.OperationInvalid, false)]
    [InlineData(LibvirtErrorCode.OperationUnsupported, false)]
    public void RefusedFreeze_IsNotUndone(LibvirtErrorCode code, bool mayHave) => Assert.Equal(mayHave, FreezeFileSystems.MayHaveFrozen(new LibvirtException(code, LibvirtErrorDomain.Qemu, "said")));

    [Fact]
    public async Task WhatGoesWrong_IsLogged_AndEndsNothing()
    {
        await _keeper.TryAsync(_ => throw new InvalidOperationException("damaged"), Cancel);

        Assert.Contains(_rig.Logs.Entries, entry => entry.Category.EndsWith(nameof(FrozenGuestKeeper), StringComparison.Ordinal));
    }

    /// <summary>Starts it, and waits until it has read what an earlier run left.</summary>
    private async Task StartAsync()
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded() => loaded.TrySetResult();
        _frozen.Changed += Loaded;
        await _keeper.StartAsync(Cancel);
        await loaded.Task.WaitAsync(Cancel);
        _frozen.Changed -= Loaded;
    }

    private async Task ThawManyTimesAsync()
    {
        for (var tries = 0; tries < 8; tries++)
        {
            _rig.Time.Advance(TimeSpan.FromHours(2));
            await _keeper.ThawDueAsync(Cancel);
            await _rig.IdleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        await _rig.DisposeAsync();
    }

    private FrozenGuest Until(int minutes) => new(Guest.Id, DateTimeOffset.FromUnixTimeMilliseconds(_rig.Time.Start.ToUnixTimeMilliseconds()), _rig.Time.Start.AddMinutes(minutes));
}
