using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// Keeps the inventory's <see cref="Machine.DiskJobs"/>. Each machine is asked when it is found running, since a job may be older than
/// the connection; and, while it has a job, whenever it is read again and once a second, however many browsers watch. libvirt raises no
/// event when a job begins, so all are asked now and then. Only QEMU has such jobs.
/// </summary>
internal sealed class DiskJobsKeeper
{
    private const int SecondsBetweenLooks = 10, MostInALook = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly string _host;
    private readonly InventoryStore _store;
    private readonly MachineEdges _edges;
    private readonly TimeProvider _time;
    private readonly DueReadings _due;

    /// <summary>The last machine of the last look at others.</summary>
    private Guid _last;

    public DiskJobsKeeper(ConfiguredHost host, InventoryStore store, InventoryCollector collector, MachineEdges edges, TimeProvider time)
    {
        (_host, _store, _edges, _time) = (host.Name, store, edges, time);
        // Those that hang hold up neither each other nor the consoles, whose lane this is.
        _due = new DueReadings((machine, ended) => collector.ReadDiskJobsAsync(host, machine.Machine!.Value, ended), time, LaneLimits.Of(Lane.Consoles).Workers);
    }

    /// <summary>Runs until the connection ends.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        _store.Changed += Look;
        _edges.Happened += Look;
        try
        {
            var first = await Task.WhenAny(_due.RunAsync(ended), FollowAsync(ended)).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        finally
        {
            _store.Changed -= Look;
            _edges.Happened -= Look;
        }
    }

    /// <summary>Has a machine's jobs read again, where it has any.</summary>
    public void AskAgain(MachineId machine)
    {
        if (_store.Current.Machines.GetValueOrDefault(machine) is { DiskJobs.IsEmpty: false })
            Ask(machine);
    }

    private void Ask(MachineId machine)
    {
        if (_store.Current.Host(_host)?.Facts is not { } facts || facts.Driver.Equals("QEMU", StringComparison.OrdinalIgnoreCase))
            _ = _due.Ask(machine);
    }

    private async Task FollowAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Pace, _time);
        for (var second = 1; await timer.WaitForNextTickAsync(ended).ConfigureAwait(false); second++)
        {
            Machine[] running = [.. _store.Current.Machines.Values.Where(machine => machine.Id.Host == _host && machine is { IsActive: true, Stale: false })];
            foreach (var machine in running.Where(machine => !machine.DiskJobs.IsEmpty))
                Ask(machine.Id);
            if (second % SecondsBetweenLooks == 0)
                LookAtNext(running);
        }
    }

    /// <summary>A few at a time, so that a host with many machines has no more to answer than one with few.</summary>
    private void LookAtNext(Machine[] running)
    {
        var next = running.Select(machine => machine.Id.Uuid).Order().SkipWhile(uuid => uuid <= _last).Take(MostInALook).ToArray();
        foreach (var uuid in next)
            Ask(new MachineId(_host, uuid));
        // The next look begins anew where this one came to the end.
        _last = next is [.., var last] && next.Length == MostInALook ? last : Guid.Empty;
    }

    private void Look(InventoryChange change)
    {
        if (!change.Touches(ObjectKind.Machine))
            return;
        foreach (var (id, machine) in change.After.Machines)
        {
            if (id.Host == _host && IsFoundRunning(change.Before.Machines.GetValueOrDefault(id), machine))
                Ask(id);
        }
    }

    private static bool IsFoundRunning(Machine? before, Machine now) => !ReferenceEquals(before, now) && now is { IsActive: true, Stale: false } && before is not { IsActive: true, Stale: false };

    private void Look(MachineEdge edge)
    {
        if (edge.Machine.Host == _host && edge.Kind is MachineEdgeKind.BlockJobChanged)
            Ask(edge.Machine);
    }
}
