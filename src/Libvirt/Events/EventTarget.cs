namespace Libvirt;

/// <summary>What a registration's opaque pointer leads to: where its events go, and which change they stand for.</summary>
internal sealed record EventTarget(EventSubscription Subscription, DomainChange Change)
{
    /// <summary>Hands an event on. An exception that left a callback would end the process, so none does.</summary>
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
