using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Boots;

/// <summary>
/// Has the machines that have an order started after a boot of the host that WebConsole runs on. A host that it sees for the first
/// time has not booted, as far as anybody knows, and of hosts elsewhere libvirt does not tell.
/// </summary>
internal sealed partial class BootStartKeeper(InventoryStore inventory, OperationRunner operations, KnownBoots boots, TimeProvider time, ILogger<BootStartKeeper> log) : BackgroundService
{
    /// <summary>How long after a boot machines are started: whoever starts WebConsole later has started them, or does not expect it.</summary>
    internal static readonly TimeSpan OldestBoot = TimeSpan.FromHours(1);

    /// <summary>How long machines are waited for that libvirt lists, and that can't be read.</summary>
    internal static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The hosts that have booted and whose task has not begun yet, with the time at which that was seen.</summary>
    private readonly Dictionary<string, long> _due = [];

    /// <summary>The hosts with which something went wrong: how often in a row, and when last.</summary>
    private readonly Dictionary<string, (int Times, long Last)> _failed = [];

    private volatile ImmutableHashSet<string> _compared = [];

    /// <summary>The hosts of which it is known whether they have booted.</summary>
    internal ImmutableHashSet<string> Compared => _compared;

    /// <summary>Whether WebConsole starts a machine after a boot. Where libvirt's autostart is on, too, libvirt does.</summary>
    internal static bool Starts(Machine machine) => machine is { Persistent: true, StartOrder: not null, Autostart: false };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await LookAsync(stoppingToken).ConfigureAwait(false);
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var known = inventory.Current;
        // A host is connected once its machines have been read.
        foreach (var host in known.Hosts.Where(host => host is { Connection: ConnectionState.Connected or ConnectionState.Degraded, Facts.IsLocal: true } && !IsPaused(host.Name)))
        {
            try
            {
                if (await TryAsync(host, known, cancellationToken).ConfigureAwait(false))
                    _failed.Remove(host.Name);
                else
                    Pause(host.Name);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing is started, since it might have been started before.
                if (!_failed.ContainsKey(host.Name))
                    Failed(log, host.Name, error);
                Pause(host.Name);
            }
        }
    }

    private bool IsPaused(string host) => _failed.TryGetValue(host, out var failed) && time.GetElapsedTime(failed.Last) < TimeSpan.FromSeconds(Math.Min(1 << Math.Min(failed.Times, 16), LongestPause.TotalSeconds));

    private void Pause(string host) => _failed[host] = (_failed.GetValueOrDefault(host).Times + 1, time.GetTimestamp());

    /// <returns>False where the task was refused.</returns>
    private async Task<bool> TryAsync(HostStatus host, InventorySnapshot known, CancellationToken cancellationToken)
    {
        if (!_compared.Contains(host.Name))
            Compare(host.Name, known);
        if (!_due.TryGetValue(host.Name, out var since))
            return true;
        var unread = known.ListedMachines.GetValueOrDefault(host.Name, []).Count(uuid => !known.Machines.ContainsKey(new(host.Name, uuid)));
        if (unread > 0 && time.GetElapsedTime(since) < LongestReading)
            return true;
        if (!await StartAsync(host, known, cancellationToken).ConfigureAwait(false))
            return false;
        if (unread > 0)
            Unread(log, unread, host.Name);
        _due.Remove(host.Name);
        return true;
    }

    /// <summary>Notes the boot before anything is started: what is interrupted then is not begun again.</summary>
    private void Compare(string host, InventorySnapshot known)
    {
        var (before, current) = (boots.Read(), boots.Current());
        var seen = before.GetValueOrDefault(host);
        if (seen != current)
            boots.Write(before.Where(boot => known.Host(boot.Key) is not null && boot.Key != host).Append(KeyValuePair.Create(host, current)).ToDictionary());
        if (seen is not null && seen != current)
            NoteBoot(host, known);
        _compared = _compared.Add(host);
    }

    private void NoteBoot(string host, InventorySnapshot known)
    {
        var age = boots.Uptime();
        if (age < OldestBoot)
            _due[host] = time.GetTimestamp();
        else if (known.Machines.Values.Any(machine => machine.Id.Host == host && Starts(machine)))
            TooOld(log, host, (long)age.TotalMinutes);
    }

    /// <summary>Whether it has begun, or there is nothing to start.</summary>
    private async Task<bool> StartAsync(HostStatus host, InventorySnapshot known, CancellationToken cancellationToken)
    {
        var ordered = known.Machines.Values.Where(machine => machine.Id.Host == host.Name && Starts(machine)).ToArray();
        if (ordered is [])
            return true;
        return (await operations.StartAsync(new StartAfterBoot { Target = host.Name, Uri = host.Uri, Machines = [.. ordered] }, Caller.System, cancellationToken).ConfigureAwait(false)).TaskId is not null;
    }

    [LoggerMessage(2531, LogLevel.Error, "Which boot of {Host} this is can't be noted, or its machines can't be started in order; trying again")]
    private static partial void Failed(ILogger log, string host, Exception error);

    [LoggerMessage(2532, LogLevel.Warning, "{Host} booted {Minutes} min ago, which is too long: its machines are not started in order")]
    private static partial void TooOld(ILogger log, string host, long minutes);

    [LoggerMessage(2533, LogLevel.Warning, "{Count} machines of {Host} can't be read, so those of them that have an order are not started")]
    private static partial void Unread(ILogger log, int count, string host);
}
