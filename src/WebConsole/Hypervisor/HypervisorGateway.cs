using System.Collections.Concurrent;
using System.Collections.Frozen;
using Libvirt;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor;

/// <summary>
/// Runs libvirt calls on the worker threads of a host's lane; no other code calls the binding. A time limit frees each
/// caller.
/// </summary>
/// <param name="hosts">The configured hosts.</param>
/// <param name="time">The clock of all time limits.</param>
/// <param name="isSuspect">Whether a call to this object will probably not return; it may take a moment to find out. <c>null</c>
/// when that can't be determined.</param>
/// <param name="isSilent">Whether a pool is known not to answer; <c>null</c> when that is what <paramref name="isSuspect"/> says.</param>
public sealed class HypervisorGateway(IEnumerable<ConfiguredHost> hosts, TimeProvider time, Func<ObjectId, bool>? isSuspect = null, Func<ObjectId, bool>? isSilent = null) : IDisposable
{
    /// <summary>What libvirt waits for an agent's sign of life, before it asks, and a little more.</summary>
    private static readonly TimeSpan GuestMargin = TimeSpan.FromSeconds(7);

    private readonly FrozenDictionary<string, HostLanes> _hosts = hosts.ToFrozenDictionary(host => host.Name, host => new HostLanes(host, time));
    private readonly ConcurrentDictionary<(ObjectId Object, Lane Lane, string? Apart), InFlight> _inFlight = new();

    internal IEnumerable<HostLanes> Hosts => _hosts.Values;

    /// <summary>Runs <paramref name="call"/> on a connection of the lane.</summary>
    /// <exception cref="HypervisorException">There is no such host, or libvirt does not answer in time.</exception>
    /// <exception cref="LibvirtException">libvirt refused, or its daemon is away.</exception>
    public Task<T> RunAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken, Action? began = null, string? person = null) =>
        RunAsync(host, lane, call, new LaneOrder { Began = began, Person = person }, cancellationToken);

    /// <summary>
    /// Runs <paramref name="call"/> on a new connection, which the call must close. For streams, because their traffic
    /// can delay other calls on the same connection.
    /// </summary>
    /// <exception cref="HypervisorException">As for the first overload.</exception>
    /// <exception cref="LibvirtException">As for the first overload.</exception>
    public Task<T> RunDetachedAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken, Action? began = null, string? person = null) =>
        RunAsync(host, lane, Detached(host, call), cancellationToken, began, person);

    /// <inheritdoc cref="RunDetachedAsync{T}(string, Lane, Func{LibvirtConnection, T}, CancellationToken, Action?, string?)"/>
    /// <remarks>Other calls to <paramref name="target"/> may run beside it; it only tells whether this one will return.</remarks>
    public Task<T> RunDetachedAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken, Action? began = null, string? person = null) =>
        RunBesideAsync(target, lane, Detached(target.Host, call), cancellationToken, began, person);

    /// <summary>Runs <paramref name="call"/> on one object, beside others to the same.</summary>
    /// <inheritdoc cref="RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task<T> RunBesideAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken, Action? began = null, string? person = null) =>
        RunAsync(target.Host, lane, call, new LaneOrder { Began = began, Person = person, IsSuspect = () => isSuspect?.Invoke(target) is true }, cancellationToken);

    /// <summary>
    /// Runs <paramref name="call"/> on one machine. While it runs, another call to the same machine in the same lane is
    /// refused with the name of the running call, so that a stuck machine blocks one worker and not all. In the lane
    /// <see cref="Lane.WayOut"/> only the same call is refused, so that abort does not block force off.
    /// </summary>
    /// <param name="machine">Which one.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <param name="doing">The call in words, for the message of calls that are refused meanwhile.</param>
    /// <param name="began">Called on the worker's thread when the call begins; the time limit counts from then and not
    /// from now.</param>
    /// <param name="person">For whom: people take turns in the lane's queue.</param>
    /// <exception cref="HypervisorBusyException">The machine is busy.</exception>
    /// <exception cref="HypervisorException">As for the first overload.</exception>
    /// <exception cref="LibvirtException">libvirt refused, the machine is gone, or the daemon is away.</exception>
    public Task<T> RunAsync<T>(MachineId machine, Lane lane, Func<Domain, T> call, CancellationToken cancellationToken,
        string doing = "another call", Action? began = null, string? person = null) =>
        RunAsync(machine, lane, connection =>
        {
            using var domain = connection.LookupDomain(machine.Uuid);
            return call(domain);
        }, cancellationToken, doing, began, person: person);

    /// <summary>Runs <paramref name="call"/> on one object of a host, one call at a time in each lane, as with a machine.</summary>
    /// <param name="target">Which one.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <param name="doing">The call in words.</param>
    /// <param name="began">Called when the call begins.</param>
    /// <param name="patience">Its time limit instead of the lane's, if it may be long; then it leaves the lane's last worker to others.</param>
    /// <param name="person">For whom.</param>
    /// <inheritdoc cref="RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task<T> RunAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken,
        string doing = "another call", Action? began = null, TimeSpan? patience = null, string? person = null) =>
        RunAsync((target, lane, lane is Lane.WayOut ? doing : null), lane, call, doing, new LaneOrder { Began = began, Patience = patience, Person = person }, cancellationToken);

    /// <summary>
    /// Reads what lies in a pool, for nobody who waits: never by the lane's last worker, and one at a time of a pool. No click and
    /// no reading of the pool itself is refused meanwhile.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task<T> ReadContentAsync<T>(ObjectId pool, Func<LibvirtConnection, T> call, CancellationToken cancellationToken) =>
        RunAsync((pool, Lane.Storage, "content"), Lane.Storage, call, "an image in it to be read", new LaneOrder { Began = static () => { }, LeavesLast = true }, cancellationToken);

    /// <summary>Reads an object for the inventory: only another reading of it is refused meanwhile, and no click.</summary>
    /// <inheritdoc cref="RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    /// <param name="target">Which one.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <param name="began">Called when the call begins.</param>
    /// <param name="leavesLast">Whether the lane's last worker is left to others, because it may not come back.</param>
    public Task<T> ReadAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, CancellationToken cancellationToken, Action? began = null, bool leavesLast = false) =>
        RunAsync((target, lane, "read"), lane, call, "it to be read", new LaneOrder { Began = began, LeavesLast = leavesLast }, cancellationToken);

    /// <summary>
    /// Asks the agent in a guest, whose answers may come late or never: one question at a time of a machine, in whatever lane, beside all
    /// other calls to it, and never by the lane's last worker.
    /// </summary>
    /// <param name="machine">Which one.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="answer">How long libvirt waits for each answer of the agent, in whole seconds.</param>
    /// <param name="call">The call; it may ask several times.</param>
    /// <param name="doing">The call in words.</param>
    /// <param name="began">Called when the call begins.</param>
    /// <param name="person">For whom.</param>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <inheritdoc cref="RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task<T> RunInGuestAsync<T>(MachineId machine, Lane lane, TimeSpan answer, Func<Domain, T> call, string doing, Action? began, string? person, CancellationToken cancellationToken) =>
        RunAsync((machine, Lane.Commands, "guest"), lane, connection =>
        {
            using var domain = connection.LookupDomain(machine.Uuid);
            domain.SetAgentResponseTimeout((int)answer.TotalSeconds);
            try
            {
                return call(domain);
            }
            finally
            {
                Unlimit(domain);
            }
        }, doing, new LaneOrder { Began = began, Patience = answer + GuestMargin, Person = person }, cancellationToken);

    /// <summary>Other users of libvirt ask the agent as well, and some of their questions take longer.</summary>
    private static void Unlimit(Domain domain)
    {
        try
        {
            domain.ClearAgentResponseTimeout();
        }
        catch (LibvirtException)
        {
            // The machine has stopped, or the connection broke: what the call said counts.
        }
    }

    private async Task<T> RunAsync<T>((ObjectId Object, Lane Lane, string? Apart) key, Lane lane, Func<LibvirtConnection, T> call, string doing, LaneOrder order, CancellationToken cancellationToken)
    {
        var mine = new InFlight(doing);
        var inTheWay = InTheWayOf(key) ?? (_inFlight.TryAdd(key, mine) ? null : _inFlight.GetValueOrDefault(key, mine).Doing);
        if (inTheWay is not null)
            throw new HypervisorBusyException($"The {key.Object.Kind.ToToken()} is busy: waiting for {inTheWay} to come back from libvirt");
        return await RunAsync(key.Object.Host, lane, call, order with
        {
            IsSuspect = () => isSuspect?.Invoke(key.Object) is true,
            // The worker does this, not the caller at its time limit: an abandoned call still occupies the object.
            Released = () => Release(key),
        }, cancellationToken).ConfigureAwait(false);
    }

    private Func<LibvirtConnection, T> Detached<T>(string host, Func<LibvirtConnection, T> call) => _ =>
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
    };

    /// <summary>Of a pool that hangs, any call to it or its volumes will: one is enough.</summary>
    private string? InTheWayOf((ObjectId Object, Lane Lane, string? Apart) key)
    {
        if (key.Lane is not Lane.Storage || (isSilent ?? isSuspect)?.Invoke(key.Object) is not true)
            return null;
        return InFlightOf(key).FirstOrDefault(call => !call.WillReturn)?.Doing;
    }

    /// <summary>A call that returns shows that its pool answers, so those that waited behind it will return as well.</summary>
    private void Release((ObjectId Object, Lane Lane, string? Apart) key)
    {
        _inFlight.TryRemove(key, out _);
        if (key.Lane is Lane.Storage)
        {
            foreach (var other in InFlightOf(key))
                other.WillReturn = true;
        }
    }

    /// <summary>The calls to the same pool and its volumes.</summary>
    private IEnumerable<InFlight> InFlightOf((ObjectId Object, Lane Lane, string? Apart) key) =>
        _inFlight.Where(call => call.Key.Lane == key.Lane && (call.Key.Object.Parent ?? call.Key.Object) == (key.Object.Parent ?? key.Object)).Select(call => call.Value);

    private Task<T> RunAsync<T>(string host, Lane lane, Func<LibvirtConnection, T> call, LaneOrder order, CancellationToken cancellationToken)
    {
        if (_hosts.TryGetValue(host, out var lanes))
            return lanes[lane].RunAsync(call, order, cancellationToken);
        order.Released?.Invoke();
        return Task.FromException<T>(new HypervisorException($"No host is named {host}"));
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
            host.Dispose();
    }

    private sealed class InFlight(string doing)
    {
        /// <summary>The call in words.</summary>
        public string Doing => doing;

        public bool WillReturn { get; set; }
    }
}
