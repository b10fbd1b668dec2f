using System.Threading.Channels;

namespace Libvirt;

// Events of the host.
public sealed partial class LibvirtConnection
{
    private readonly Lock _gate = new();
    private EventSubscription? _subscription;
    private bool _closed;

    /// <summary>
    /// Sends the host's events to a channel. The loop's thread writes and never waits: events that do not fit into a
    /// bounded channel are counted in <see cref="EventSubscription.Dropped"/>. Subscribe first, then list.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectDomainEventRegisterAny">virConnectDomainEventRegisterAny</see>.
    /// </summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="topics">Which; those that the driver lacks are in <see cref="EventSubscription.Unsupported"/>.</param>
    /// <returns>The subscription; it ends with its disposal or the connection's.</returns>
    /// <exception cref="InvalidOperationException">The connection has a subscription: libvirt takes each callback once.</exception>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public EventSubscription SubscribeEvents(ChannelWriter<LibvirtEvent> writer, EventTopics topics = EventTopics.All)
    {
        ArgumentNullException.ThrowIfNull(writer);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_subscription is { IsEnded: false })
                throw new InvalidOperationException("The connection has a subscription.");
            return _subscription = new EventSubscription(_handle, writer, topics);
        }
    }

    /// <summary>
    /// Registers a handler for a broken connection; it is called at once if the connection is already broken. A driver
    /// in our own process cannot lose its connection, so it never calls handlers.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectRegisterCloseCallback">virConnectRegisterCloseCallback</see>.
    /// </summary>
    /// <param name="handler">Called once, on a thread of the pool; what it throws ends the process.</param>
    /// <returns>Ends the notice with its disposal or the connection's; a call in progress may still arrive.</returns>
    public IDisposable OnClose(Action<ConnectionCloseReason> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _closeWatch.Add(handler);
    }

    // Each registration references the native connection, which would otherwise stay open forever.
    private void EndSubscriptions()
    {
        lock (_gate)
        {
            _closed = true;
            _subscription?.Dispose();
        }
        _closeWatch.Dispose();
    }
}
