using WebConsole.Features.Machines.Guest;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
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
        _keeper = new FrozenGuestKeeper(_frozen, _rig.Inventory, _rig.Edges, _rig.Runner, _rig.Time);
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
        await next.EndAsync(Guest.Id);
        var last = new FrozenGuests(_rig.Database);
        await last.LoadAsync(Cancel);
        Assert.Empty(last.All);
    }

    [Fact]
    public async Task GuestThatStopsOrRestarts_IsFrozenNoMore()
    {
        await _keeper.StartAsync(Cancel);
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

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        await _rig.DisposeAsync();
    }

    private FrozenGuest Until(int minutes) => new(Guest.Id, DateTimeOffset.FromUnixTimeMilliseconds(_rig.Time.Start.ToUnixTimeMilliseconds()), _rig.Time.Start.AddMinutes(minutes));
}
