using System.Threading.Channels;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// Supervises one host: connect, listen, list, then re-read the objects that events name, until the connection ends;
/// then start again.
/// </summary>
internal sealed class HostSupervisor(HostLanes lanes, InventoryStore store, InventoryCollector collector, MachineEdges edges, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryLocal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryRemote = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskQemuAgain = TimeSpan.FromSeconds(5);

    private readonly ConfiguredHost _host = lanes.Host;

    /// <summary>Machines that a disk has stopped. Of more than these the slow list brings those whose disk is not known.</summary>
    private readonly Channel<MachineId> _stopped = Channel.CreateBounded<MachineId>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    private HostStatus? Status => store.Current.Host(_host.Name);

    public HostStatus InitialStatus => new() { Name = _host.Name, Uri = _host.DisplayUri, Connection = ConnectionState.Connecting, StorageUnread = true };

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(stop).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                Lost(exception);
                await Task.Delay(_host.IsRemote ? RetryRemote : RetryLocal, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
        }
    }

    /// <summary>Serves one connection. Always ends by an exception: the connection has ended, or the server stops.</summary>
    private async Task ServeAsync(CancellationToken stop)
    {
        // Subscribe before listing, so that no change is missed in between.
        using var session = await HostSession.OpenAsync(lanes.Connector, stop).ConfigureAwait(false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, session.Ended);
        try
        {
            var storage = new StorageKeeper(_host, store, collector, time);
            // As many at once as the lane has workers: one that does not answer does not delay the others.
            var others = new DueReadings((target, ended) => collector.RereadAsync(_host, target, _stopped.Writer, ended), time, LaneLimits.Of(Lane.Inventory).Most);
            var jobs = new DiskJobsKeeper(_host, store, collector, edges, time);
            store.BeginReading(_host.Name, target =>
            {
                if (target.Machine is { } machine)
                    jobs.AskAgain(machine);
                return target.Kind is ObjectKind.Pool ? storage.Read(target) : others.Ask(target);
            });
            Task[] readings = [storage.RunAsync(ended.Token), others.RunAsync(ended.Token), KeepDiskErrorsAsync(ended.Token), jobs.RunAsync(ended.Token)];
            await ListAsync(storage, ended.Token).ConfigureAwait(false);
            Connected();
            await UntilOneEndsAsync(ended, [FollowEventsAsync(session, storage, ended.Token), KeepFreshAsync(storage, ended.Token), .. readings]).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new HypervisorException("The connection to libvirt ended");
        }
        finally
        {
            store.EndReading(_host.Name);
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// When one of these loops ends, the others would present old data as current: so they end too, with the same
    /// exception.
    /// </summary>
    private static async Task UntilOneEndsAsync(CancellationTokenSource ended, Task[] loops)
    {
        var first = await Task.WhenAny(loops).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
        throw new HypervisorException("The connection to libvirt ended");
    }

    private Task ListAsync(StorageKeeper storage, CancellationToken ended)
    {
        storage.ReadAll();
        return collector.ListAsync(_host, _stopped.Writer, ended);
    }

    private async Task FollowEventsAsync(HostSession session, StorageKeeper storage, CancellationToken ended)
    {
        while (await session.Events.WaitToReadAsync(ended).ConfigureAwait(false))
        {
            while (session.Events.TryRead(out var libvirtEvent))
            {
                if (EventObjects.Of(libvirtEvent, _host.Name) is { } target)
                    _ = store.AskFor(target);
                if (MachineEdge.Of(libvirtEvent, _host.Name) is { } edge)
                    edges.Tell(edge);
            }
            if (session.HasLostEvents())
                await ListAsync(storage, ended).ConfigureAwait(false);
        }
    }

    /// <summary>What no event tells: leases, packet filters, what lies in pools, a lane that hangs, and, slowly, whatever an event should have told and did not.</summary>
    private async Task KeepFreshAsync(StorageKeeper storage, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var silent = new SilentMachines(_host.Name, store, QemuProcess.IsSilent);
        for (var second = 1; await timer.WaitForNextTickAsync(ended).ConfigureAwait(false); second++)
        {
            SetConnection(lanes.IsDegraded ? ConnectionState.Degraded : ConnectionState.Connected);
            if (_host.IsLocal && second % 5 == 0)
                silent.Look();
            if (second % 120 == 0)
            {
                await ListAsync(storage, ended).ConfigureAwait(false);
            }
            else if (second % 10 == 1)
            {
                storage.Look();
                await collector.RereadLeasesAsync(_host, ended).ConfigureAwait(false);
                await collector.RereadFiltersAsync(_host, ended).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The disks that stopped machines, which only QEMU knows, and one that hangs does not say. So this holds up nothing
    /// else, and those that did not answer are asked again after the others.
    /// </summary>
    private async Task KeepDiskErrorsAsync(CancellationToken ended)
    {
        var due = new HashSet<MachineId>();
        while (due.Count > 0 || await _stopped.Reader.WaitToReadAsync(ended).ConfigureAwait(false))
        {
            while (_stopped.Reader.TryRead(out var machine))
                due.Add(machine);
            foreach (var machine in due.ToArray())
            {
                if (await collector.ReadDiskErrorsAsync(_host, machine, ended).ConfigureAwait(false))
                    due.Remove(machine);
            }
            if (due.Count > 0)
                await Task.Delay(AskQemuAgain, time, ended).ConfigureAwait(false);
        }
    }

    private void Connected()
    {
        SupervisorLog.Connected(logger, _host.Name, _host.DisplayUri);
        UpdateStatus(status => status with { Connection = ConnectionState.Connected, Error = null, Advice = null });
    }

    private void SetConnection(ConnectionState connection) =>
        UpdateStatus(status => status.Connection == connection ? status : status with { Connection = connection });

    private void Lost(Exception exception)
    {
        var advice = ConnectionAdvice.For(_host, exception);
        if (Status?.Error != exception.Message)
            SupervisorLog.Lost(logger, _host.Name, exception.Message);
        UpdateStatus(status => status with { Connection = ConnectionState.Disconnected, Error = exception.Message, Advice = advice });
        collector.MarkStale(_host);
    }

    private void UpdateStatus(Func<HostStatus, HostStatus> change) => store.Update(snapshot => snapshot.WithHost(_host.Name, change));
}
