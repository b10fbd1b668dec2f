using System.Collections.Concurrent;
using Libvirt;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>
/// The network interfaces of each host. They are read while somebody looks, every three seconds, once however many look; a program
/// that asks gets a reading of that age. One reading of a host at a time, so that one that hangs costs one thread.
/// </summary>
public sealed class HostInterfaceStore(InventoryStore inventory, InterfaceFiles files, HypervisorGateway gateway, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(10), LongestForRates = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, CancellationTokenSource Ended)> _watchers = [];
    private readonly ConcurrentDictionary<string, HostInterfaceReading> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<HostInterfaceReading>> _inFlight = [];

    /// <summary>Raised after each look at a host.</summary>
    public event Action? Changed;

    /// <summary>What was read last; <c>null</c> as long as nothing was.</summary>
    public HostInterfaceReading? Latest(string host) => _known.GetValueOrDefault(host);

    /// <summary>Has them read until the returned object is disposed of.</summary>
    public IDisposable Watch(string host)
    {
        lock (_gate)
        {
            var (count, ended) = _watchers.GetValueOrDefault(host);
            if (count == 0)
                _ = FollowAsync(host, (ended = new CancellationTokenSource()).Token);
            _watchers[host] = (count + 1, ended!);
        }
        return new Watcher(this, host);
    }

    /// <summary>A reading that is at most three seconds old.</summary>
    public async Task<HostInterfaceReading> ReadAsync(string host, CancellationToken cancellationToken)
    {
        if (Latest(host) is { Problem: null } known && time.GetUtcNow() - known.At < Pace)
            return known;
        return await LookAsync(host).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of the host that WebConsole runs on, at most three seconds old. It may read files of the kernel.</summary>
    public HostInterfaceReading Recent(string host)
    {
        var known = Latest(host);
        return known is { Problem: null, IsWhole: true } && time.GetUtcNow() - known.At < Pace ? known : _known[host] = WithRates(Now(host), known);
    }

    /// <summary>Reads them anew, for whoever has just changed them.</summary>
    public Task<HostInterfaceReading> LookAsync(string host)
    {
        lock (_gate)
        {
            if (_inFlight.TryGetValue(host, out var running) && !running.IsCompleted)
                return running;
            return _inFlight[host] = Task.Run(() => ReadNowAsync(host));
        }
    }

    /// <summary>Those of the host that WebConsole runs on as they are now; it reads files of the kernel.</summary>
    public HostInterfaceReading Now(string host) => new(host, files.Read(), time.GetUtcNow()) { Nameservers = files.ReadNameservers(), Routes = files.ReadRoutes() };

    /// <inheritdoc cref="InterfaceFiles.MasterOf"/>
    public string? MasterOf(string name) => files.MasterOf(name);

    private async Task FollowAsync(string host, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            do
                await ((Task)LookAsync(host)).WaitAsync(Patience, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private async Task<HostInterfaceReading> ReadNowAsync(string host)
    {
        var before = Latest(host);
        var reading = await TryAsync(host, before).ConfigureAwait(false);
        _known[host] = reading;
        Changed?.Invoke();
        return reading;
    }

    private async Task<HostInterfaceReading> TryAsync(string host, HostInterfaceReading? before)
    {
        if (inventory.Current.Host(host)?.Facts is not { } facts)
            return new HostInterfaceReading(host, before?.All ?? [], time.GetUtcNow()) { Problem = "The host is not connected." };
        if (facts.IsLocal)
            return WithRates(Now(host), before);
        var devices = inventory.Current.NodeDevices.Values.Where(device => device.Host == host);
        return new HostInterfaceReading(host, LibvirtInterfaces.Of(devices, await DescribedAsync(host).ConfigureAwait(false)), time.GetUtcNow()) { IsWhole = false };
    }

    private static HostInterfaceReading WithRates(HostInterfaceReading reading, HostInterfaceReading? before) => reading.At - before?.At < LongestForRates ? reading.Since(before) : reading;

    /// <summary>Nothing where the host has no interface driver, which many have not, or does not answer.</summary>
    private async Task<IReadOnlyList<(string Xml, bool Active)>> DescribedAsync(string host)
    {
        try
        {
            return await gateway.RunAsync(host, Lane.Inventory, connection => connection.ListInterfaces(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is LibvirtException or HypervisorException)
        {
            return [];
        }
    }

    private void Unwatch(string host)
    {
        lock (_gate)
        {
            var (count, ended) = _watchers[host];
            if (count > 1)
            {
                _watchers[host] = (count - 1, ended);
                return;
            }
            _watchers.Remove(host);
            ended.Cancel();
            ended.Dispose();
        }
    }

    private sealed class Watcher(HostInterfaceStore store, string host) : IDisposable
    {
        private HostInterfaceStore? _store = store;

        public void Dispose() => Interlocked.Exchange(ref _store, null)?.Unwatch(host);
    }
}
