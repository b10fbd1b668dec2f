using System.Collections.Concurrent;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest;

/// <summary>Thaws guests when their time is up, as a task of WebConsole's own, and forgets those that have stopped or restarted: these are frozen no more.</summary>
internal sealed partial class FrozenGuestKeeper(FrozenGuests frozen, InventoryStore inventory, MachineEdges edges, OperationRunner operations, TimeProvider time, ILogger<FrozenGuestKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), AfterRefusal = TimeSpan.FromSeconds(30);

    /// <summary>An agent that does not answer now may do so later. After that only people can help, or an agent that connects anew.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private readonly ConcurrentDictionary<MachineId, (FrozenGuest Of, int Tries, DateTimeOffset Next)> _tried = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        inventory.Changed += Look;
        edges.Happened += Look;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TryAsync(frozen.LoadAsync, stoppingToken).ConfigureAwait(false);
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await TryAsync(ThawDueAsync, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // WebConsole stops; the next run goes on.
        }
        finally
        {
            inventory.Changed -= Look;
            edges.Happened -= Look;
        }
    }

    /// <summary>What goes wrong here must not end WebConsole: the next tick tries again.</summary>
    internal async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken stoppingToken)
    {
        try
        {
            await act(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            Failed(log, error);
        }
    }

    /// <summary>Begins to thaw those whose time is up. A machine whose host is away, that does not run, or whose agent is not connected waits, and that counts as no try.</summary>
    internal async Task ThawDueAsync(CancellationToken cancellationToken)
    {
        foreach (var gone in _tried.Where(tried => frozen.Of(tried.Key) != tried.Value.Of))
            _tried.TryRemove(gone);
        var (known, now) = (inventory.Current, time.GetUtcNow());
        foreach (var guest in frozen.All)
        {
            if (known.Machines.GetValueOrDefault(guest.Machine) is not { Stale: false } machine || known.Host(guest.Machine.Host) is not { } host)
                continue;
            if (machine is not { IsActive: true, State: MachineState.Running })
                _tried.TryRemove(guest.Machine, out _);
            else
                await ThawAsync(guest, machine, host, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ThawAsync(FrozenGuest guest, Machine machine, HostStatus host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (_, tries, next) = _tried.GetValueOrDefault(guest.Machine, (guest, 0, guest.Until));
        if (now < next || tries > Pauses.Length || GuestAgent.StateOf(machine) is not GuestAgentState.Connected)
            return;
        var thaw = new ThawFileSystems { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Frozen = frozen, IsByClock = tries < Pauses.Length };
        var isAccepted = (await operations.StartAsync(thaw, Caller.System, cancellationToken).ConfigureAwait(false)).TaskId is not null;
        _tried[guest.Machine] = !isAccepted ? (guest, tries, now + AfterRefusal)
            : (guest, tries + 1, tries < Pauses.Length ? now + Pauses[tries] : DateTimeOffset.MaxValue);
    }

    /// <summary>One whose memory was saved goes on frozen when it is started again.</summary>
    private void Look(InventoryChange change)
    {
        foreach (var guest in frozen.All)
        {
            if (change.After.Machines.GetValueOrDefault(guest.Machine) is { IsActive: false, Stale: false, HasManagedSave: false })
                _ = frozen.EndAsync(guest);
        }
    }

    private void Look(MachineEdge edge)
    {
        if (edge.Kind is MachineEdgeKind.GuestRestarted)
            _ = frozen.EndAsync(frozen.Of(edge.Machine));
        else if (edge.Kind is MachineEdgeKind.AgentConnected)
            _tried.TryRemove(edge.Machine, out _);
    }

    [LoggerMessage(2521, LogLevel.Error, "Can't thaw the guests whose time is up; trying again")]
    private static partial void Failed(ILogger log, Exception error);
}
