namespace Libvirt;

/// <summary>Something other than its lifecycle changed at a domain.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainEventID">virDomainEventID</see>.</summary>
/// <param name="Uuid">The domain's UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="What">What changed.</param>
/// <param name="Subject">Which part of it, where the event says so; <see cref="DomainChange"/> tells what it is.</param>
/// <param name="Detail">A number, where the event has one; <see cref="DomainChange"/> tells what it is.</param>
public sealed record DomainChangedEvent(Guid Uuid, string Name, DomainChange What, string? Subject = null, long Detail = 0)
    : LibvirtEvent;
