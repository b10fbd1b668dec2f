using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using WebConsole.Access;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Metrics;

/// <summary>
/// Streams metrics to browsers and other programs, by MessagePack only. A stream's request never changes; to watch
/// something else, a client opens another stream, with "since" at the end of its data, and closes the first.
/// </summary>
[Authorize(Policy = Policies.Viewer)]
public sealed class MetricsHub(MetricsStore store, VisibleMetrics visible, MetricsWatchers watchers, VisibleInventory inventory, WatchLimits limits) : Hub
{
    /// <summary>One for what is shown and one that replaces it; the rest is for slow networks.</summary>
    internal const int MaximumStreams = 4;

    /// <summary>
    /// Sends the history of <paramref name="items"/>, then the new values of each tick while the client listens.
    /// </summary>
    public IAsyncEnumerable<MetricsFrame> Watch(IReadOnlyList<WatchItem> items, CancellationToken cancellationToken)
    {
        var request = WatchRequest.Read(items);
        var known = inventory.Current.Hosts.Select(host => host.Name).Where(request.Contains).ToHashSet(StringComparer.Ordinal);
        var open = OpenStreams();
        var series = request.Sum(host => host.Sum(item => item.Series.Length));
        if (Interlocked.Increment(ref open.Value) > MaximumStreams || limits.TryEnter(SessionPrincipal.PersonOf(Context.User!), series) is not { } room)
        {
            Interlocked.Decrement(ref open.Value);
            throw new HubException($"At most {MaximumStreams} streams can be open at once, and of one person {WatchLimits.Streams} with {WatchLimits.Series} series.");
        }
        var hosts = known.Select(name => new HostWatch(name, store.Host(name), store, request[name].Select(item => item.Seen(machine => visible.Sees(name, machine))))).ToList();
        return StreamAsync(known, hosts, open, room, cancellationToken);
    }

    private async IAsyncEnumerable<MetricsFrame> StreamAsync(
        HashSet<string> names, List<HostWatch> hosts, StrongBox<int> open, IDisposable room, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Holds at most one signal: a slow client only needs to know that there are newer values.
        var ticked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Note(string host)
        {
            if (names.Contains(host))
                ticked.Writer.TryWrite(true);
        }

        store.Ticked += Note;
        var watching = hosts.Select(host => watchers.Watch(host.Name, host.HasCpus)).ToList();
        try
        {
            foreach (var frame in hosts.SelectMany(host => host.History()))
                yield return frame;
            await foreach (var _ in ticked.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var frame in hosts.SelectMany(host => host.News()))
                    yield return frame;
            }
        }
        finally
        {
            store.Ticked -= Note;
            watching.ForEach(watch => watch.Dispose());
            room.Dispose();
            Interlocked.Decrement(ref open.Value);
        }
    }

    private StrongBox<int> OpenStreams()
    {
        lock (Context.Items)
        {
            if (Context.Items.TryGetValue(nameof(OpenStreams), out var found))
                return (StrongBox<int>)found!;
            var open = new StrongBox<int>();
            Context.Items[nameof(OpenStreams)] = open;
            return open;
        }
    }
}
