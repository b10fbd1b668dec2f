using System.Threading.Channels;
using Libvirt;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor.Connections;

/// <summary>A connection that receives a host's events, and a notification when the connection ends.</summary>
internal sealed class HostSession : IDisposable
{
    private const int EventCapacity = 4096;

    private readonly Channel<LibvirtEvent> _events = Channel.CreateBounded<LibvirtEvent>(EventCapacity);
    // Never disposed: libvirt may still deliver the notification after everything else has stopped.
    private readonly CancellationTokenSource _ended = new();
    private readonly HostConnector _connector;
    private readonly LibvirtConnection _connection;
    private readonly List<IDisposable> _registrations = [];
    private readonly EventSubscription _subscription;
    private long _seenDropped;

    private HostSession(HostConnector connector)
    {
        _connector = connector;
        _connection = connector.Acquire();
        try
        {
            _registrations.Add(_connection.OnClose(_ => _ended.Cancel()));
            _registrations.Add(_subscription = _connection.SubscribeEvents(_events.Writer));
        }
        catch
        {
            Release();
            throw;
        }
    }

    public ChannelReader<LibvirtEvent> Events => _events.Reader;

    /// <summary>Cancelled when the connection breaks.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether the event queue has overflowed since the last call.</summary>
    public bool HasLostEvents()
    {
        var dropped = _subscription.Dropped;
        return Interlocked.Exchange(ref _seenDropped, dropped) != dropped;
    }

    /// <summary>
    /// Opens on its own thread: a host that does not answer blocks that thread until the network's timeout.
    /// </summary>
    public static async Task<HostSession> OpenAsync(HostConnector connector, CancellationToken cancellationToken)
    {
        var opening = Task.Factory.StartNew(() => new HostSession(connector), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DiscardAsync(opening);
            throw;
        }
    }

    /// <summary>Closes without waiting: a daemon that hangs would block the caller.</summary>
    public void Dispose() => new Thread(Release) { IsBackground = true, Name = "libvirt close" }.Start();

    /// <summary>Nobody waits for it any more: if it opens after all, it is closed.</summary>
    private static async Task DiscardAsync(Task<HostSession> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
            (await opening.ConfigureAwait(false)).Dispose();
    }

    private void Release()
    {
        try
        {
            foreach (var registration in _registrations)
                registration.Dispose();
        }
        catch (Exception exception) when (exception is LibvirtException or ObjectDisposedException)
        {
            // The daemon, or at the end of the process the connection, is already gone, and the registrations with it.
        }
        finally
        {
            _connector.Release(_connection);
        }
    }
}
