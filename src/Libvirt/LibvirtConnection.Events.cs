using System.Threading.Channels;

namespace Libvirt;

// What the host tells by itself.
public sealed partial class LibvirtConnection
{
    private readonly List<ISubscription> _subscriptions = [];
    private bool _closed;

    /// <summary>
    /// Sends the host's events to a channel. The loop's thread writes and never waits: what a bounded channel does not
    /// take is counted in <see cref="EventSubscription.Dropped"/>. Subscribe first, then list.
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
        return Keep(() => new EventSubscription(_handle, writer, topics));
    }

    /// <summary>
    /// Has a handler called when the connection breaks. One handler for a connection; a driver in our own
    /// process cannot lose its connection and calls none.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectRegisterCloseCallback">virConnectRegisterCloseCallback</see>.
    /// </summary>
    /// <param name="handler">Called on the loop's thread: it must return at once, call no libvirt and throw nothing.</param>
    /// <returns>Ends the notice with its disposal or the connection's.</returns>
    /// <exception cref="InvalidOperationException">The connection has a handler.</exception>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public IDisposable OnClose(Action<ConnectionCloseReason> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Keep(() => new CloseNotice(_handle, handler));
    }

    private T Keep<T>(Func<T> subscribe) where T : ISubscription
    {
        lock (_subscriptions)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _subscriptions.RemoveAll(held => held.IsEnded);
            if (_subscriptions.OfType<T>().Any())
                throw new InvalidOperationException($"The connection has its {typeof(T).Name} already.");
            var subscription = subscribe();
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    // Each registration holds the native connection: without this it would stay open for good.
    private void EndSubscriptions()
    {
        lock (_subscriptions)
        {
            _closed = true;
            foreach (var subscription in _subscriptions)
                subscription.Dispose();
            _subscriptions.Clear();
        }
    }
}
