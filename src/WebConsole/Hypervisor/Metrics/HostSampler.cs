using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Samples one host: asks the schedule what to read, computes rates, and writes them to the store.</summary>
internal sealed class HostSampler(string host, IStatisticsSource source, MetricsStore store, InventoryStore inventory, TimeProvider clock, ILogger logger)
{
    private readonly SamplingSchedule _schedule = new(clock);
    private readonly StatisticsReading _reading = new();
    private readonly SampleBuffer _sample = new();
    private readonly HostMeter _hostMeter = new(clock);
    private readonly Dictionary<Guid, MachineMeter> _meters = [];
    private readonly HashSet<Guid> _seen = [];
    private readonly HostSeries _series = store.Host(host);
    private bool _failing;

    /// <summary>Makes the readings of one tick: of each CPU of the host only with <paramref name="cpus"/>. A reading that fails leaves its values unknown; the tick counts all the same.</summary>
    public async Task SampleAsync(bool watched, bool cpus, CancellationToken cancellationToken)
    {
        var away = IsAway;
        var calls = away ? [] : _schedule.Next(watched, cpus);
        if (calls.Count == 0 && !away)
            return;
        var started = clock.GetTimestamp();
        _series.Begin(started);
        if (!away && await TryReadAsync(calls, cancellationToken).ConfigureAwait(false))
            _schedule.Took(clock.GetElapsedTime(started));
        store.Publish(host);
    }

    // Do not read an unreachable host: it costs time and threads, and its supervisor tries to reconnect anyway.
    private bool IsAway => inventory.Current.Host(host) is { Connection: ConnectionState.Connecting or ConnectionState.Disconnected };

    private async Task<bool> TryReadAsync(IReadOnlyList<SamplingCall> calls, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var call in calls)
            {
                _reading.Begin(call.Groups, call.Hold);
                await source.ReadAsync(host, _reading, cancellationToken).ConfigureAwait(false);
                Store();
            }
            Report(null);
            return true;
        }
        catch (HypervisorException exception)
        {
            Report(exception);
            return false;
        }
    }

    private void Store()
    {
        _hostMeter.Begin();
        foreach (var machine in _reading.Machines)
        {
            _sample.Clear();
            MeterOf(machine.Uuid).Measure(_reading, machine, _sample);
            _hostMeter.Count(_sample);
            _series.SetMachine(machine.Uuid, _sample, _reading.Hold);
            if (_reading.Has(StatisticsGroups.Disks))
                _series.SetDiskSizes(machine.Uuid, machine.Disks);
        }
        _sample.Clear();
        _hostMeter.Measure(_reading, _sample);
        _series.SetHost(_sample, _reading.Hold);
        if (_reading.Has(StatisticsGroups.State))
            ForgetUnseen();
    }

    private MachineMeter MeterOf(Guid uuid)
    {
        if (!_meters.TryGetValue(uuid, out var meter))
            _meters[uuid] = meter = new MachineMeter(clock);
        return meter;
    }

    private void ForgetUnseen()
    {
        _seen.Clear();
        foreach (var machine in _reading.Machines)
            _seen.Add(machine.Uuid);
        foreach (var (uuid, meter) in _meters)
        {
            if (_seen.Contains(uuid))
                meter.Prune(_reading.Timestamp);
            else
                _meters.Remove(uuid);
        }
        var machines = inventory.Current.Machines;
        _series.EndUnseen(uuid => machines.ContainsKey(new MachineId(host, uuid)));
    }

    // Log the first failure and the recovery only: a host that is down for a day must not cause 86,400 log lines.
    private void Report(HypervisorException? exception)
    {
        if (exception is not null && !_failing)
            logger.ReadingFailed(host, exception.Message);
        else if (exception is null && _failing)
            logger.ReadingRecovered(host);
        _failing = exception is not null;
    }
}
