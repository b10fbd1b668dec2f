using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest;

/// <summary>Thaws guests when their time is up, as a task of WebConsole's own, and forgets those that have stopped or restarted: these are frozen no more.</summary>
internal sealed class FrozenGuestKeeper(FrozenGuests frozen, InventoryStore inventory, MachineEdges edges, OperationRunner operations, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>An agent that does not answer now may do so later. After that only people can help.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private readonly Dictionary<MachineId, (FrozenGuest Of, int Tries, DateTimeOffset Next)> _tried = [];

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
            await frozen.LoadAsync(stoppingToken).ConfigureAwait(false);
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await ThawDueAsync(stoppingToken).ConfigureAwait(false);
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

    /// <summary>Begins to thaw those whose time is up. A machine whose host is away waits for it.</summary>
    internal async Task ThawDueAsync(CancellationToken cancellationToken)
    {
        foreach (var gone in _tried.Where(tried => frozen.Of(tried.Key) != tried.Value.Of).Select(tried => tried.Key).ToList())
            _tried.Remove(gone);
        var (known, now) = (inventory.Current, time.GetUtcNow());
        foreach (var guest in frozen.All)
        {
            var (_, tries, next) = _tried.GetValueOrDefault(guest.Machine, (guest, 0, guest.Until));
            if (now < next || tries > Pauses.Length || known.Machines.GetValueOrDefault(guest.Machine) is not { Stale: false } machine || known.Host(guest.Machine.Host) is not { } host)
                continue;
            _tried[guest.Machine] = (guest, tries + 1, tries < Pauses.Length ? now + Pauses[tries] : DateTimeOffset.MaxValue);
            await operations.StartAsync(new ThawFileSystems { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Frozen = frozen, IsByClock = tries < Pauses.Length }, Caller.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Look(InventoryChange change)
    {
        foreach (var guest in frozen.All)
        {
            if (change.After.Machines.GetValueOrDefault(guest.Machine) is { IsActive: false, Stale: false })
                _ = frozen.EndAsync(guest.Machine);
        }
    }

    private void Look(MachineEdge edge)
    {
        if (edge.Kind is MachineEdgeKind.GuestRestarted)
            _ = frozen.EndAsync(edge.Machine);
    }
}
