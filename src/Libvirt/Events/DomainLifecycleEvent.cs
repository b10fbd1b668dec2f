namespace Libvirt;

/// <summary>A domain was defined, started, stopped, or vanished.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectDomainEventCallback">virConnectDomainEventCallback</see>.</summary>
/// <param name="Uuid">The domain's UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Event">What happened.</param>
/// <param name="Detail">How it came about; the meaning depends on the event.</param>
public sealed record DomainLifecycleEvent(Guid Uuid, string Name, DomainLifecycleEventKind Event, int Detail) : LibvirtEvent;
