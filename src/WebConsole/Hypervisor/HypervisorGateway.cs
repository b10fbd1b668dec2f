using System.Collections.Concurrent;
using System.Collections.Frozen;
using Libvirt;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor;

/// <summary>The one way into the binding: runs calls on the threads of a host's lane, each with a time limit that frees the caller.</summary>
public sealed class HypervisorGateway : IDisposable
{
    private readonly FrozenDictionary<string, HostLanes> _hosts;
    private readonly ConcurrentDictionary<(MachineId Machine, Lane Lane), string> _inFlight = new();

    public HypervisorGateway(IEnumerable<ConfiguredHost> hosts, TimeProvider time) =>
        _hosts = hosts.ToFrozenDictionary(host => host.Name, host => new HostLanes(host, time));

    internal IEnumerable<HostLanes> Hosts => _hosts.Values;

    /// <summary>Runs <paramref name="call"/> on a connection of the lane.</summary>
    /// <exception cref="HypervisorException">There is no such host, or libvirt does not answer in time.</exception>
    /// <exception cref="LibvirtException">libvirt refused, or its daemon is away.</exception>
    public Task<T> RunAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken) =>
        RunAsync(host, lane, call, released: null, cancellationToken);

    /// <summary>
    /// Runs <paramref name="call"/> on a new connection, which it has to close: for streams, whose traffic can hold up
    /// whatever else a connection carries.
    /// </summary>
    /// <exception cref="HypervisorException">As above.</exception>
    /// <exception cref="LibvirtException">As above.</exception>
    public Task<T> RunDetachedAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken) =>
        RunAsync(host, lane, _ =>
        {
            var connection = _hosts[host].Connector.Open();
            try
            {
                return call(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }, cancellationToken);

    /// <summary>
    /// Runs <paramref name="call"/> on one machine. While it runs, another call to the same machine in the same lane is
    /// refused with what it would wait for, so that a stuck machine holds one worker and not all of them.
    /// </summary>
    /// <exception cref="HypervisorBusyException">The machine is busy.</exception>
    /// <exception cref="HypervisorException">As above.</exception>
    /// <exception cref="LibvirtException">libvirt refused, the machine is gone, or the daemon is away.</exception>
    public async Task<T> RunAsync<T>(MachineId machine, Lane lane, Func<Domain, T> call, CancellationToken cancellationToken, string doing = "another call")
    {
        var key = (machine, lane);
        if (!_inFlight.TryAdd(key, doing))
            throw new HypervisorBusyException($"The machine is busy: waiting for {_inFlight.GetValueOrDefault(key, doing)} to come back from libvirt");
        return await RunAsync(machine.Host, lane, Call, Release, cancellationToken).ConfigureAwait(false);

        // Called by the worker, not when the caller's patience ends: a call that is left behind still occupies the machine.
        void Release() => _inFlight.TryRemove(key, out _);

        T Call(LibvirtConnection connection)
        {
            using var domain = connection.LookupDomain(machine.Uuid);
            return call(domain);
        }
    }

    private Task<T> RunAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, Action? released, CancellationToken cancellationToken)
    {
        if (_hosts.TryGetValue(host, out var lanes))
            return lanes[lane].RunAsync(call, released, cancellationToken);
        released?.Invoke();
        return Task.FromException<T>(new HypervisorException($"No host is named {host}"));
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
            host.Dispose();
    }
}
