namespace Libvirt;

/// <summary>
/// The object behind a registration's opaque pointer: the target of its events, and the change that they mean.
/// </summary>
internal sealed record EventTarget(EventSubscription Subscription, DomainChange Change)
{
    /// <summary>
    /// Passes an event on. It catches all exceptions, because an exception that left a callback would end the process.
    /// </summary>
    internal static void Deliver(nint opaque, Func<DomainChange, LibvirtEvent> read)
    {
        if (CallbackTarget.Find<EventTarget>(opaque) is not var (subscription, change))
            return;
        try
        {
            subscription.Deliver(read(change));
        }
        catch (Exception)
        {
            subscription.CountDropped();
        }
    }
}
