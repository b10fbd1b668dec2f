using Libvirt.Native;

namespace Libvirt;

/// <summary>One topic: its registry, libvirt's number for it there, and the callback that fits its signature.</summary>
internal sealed unsafe class EventRegistration
{
    private readonly EventRegistry _registry;
    private readonly int _eventId;
    private readonly void* _callback;

    private EventRegistration(EventTopics topic, EventRegistry registry, int eventId, void* callback)
    {
        Topic = topic;
        _registry = registry;
        _eventId = eventId;
        _callback = callback;
    }

    internal static IReadOnlyList<EventRegistration> All { get; } =
    [
        new(EventTopics.DomainLifecycle, EventRegistry.Domains, 0, DomainCallbacks.Lifecycle),
        .. Enum.GetValues<DomainChange>().Select(change =>
            new EventRegistration((EventTopics)(1L << (int)change), EventRegistry.Domains, (int)change, DomainCallbacks.For(change))),
        new(EventTopics.NetworkLifecycle, EventRegistry.Networks, 0, HostCallbacks.NetworkLifecycle),
        new(EventTopics.StoragePoolLifecycle, EventRegistry.StoragePools, 0, HostCallbacks.StoragePoolLifecycle),
        new(EventTopics.StoragePoolRefresh, EventRegistry.StoragePools, 1, HostCallbacks.StoragePoolRefresh),
        new(EventTopics.NodeDeviceLifecycle, EventRegistry.NodeDevices, 0, HostCallbacks.NodeDeviceLifecycle),
        new(EventTopics.NodeDeviceUpdate, EventRegistry.NodeDevices, 1, HostCallbacks.NodeDeviceUpdate),
    ];

    internal EventTopics Topic { get; }

    /// <summary>For a topic about a domain's changes: which.</summary>
    internal DomainChange Change => (DomainChange)_eventId;

    internal int Add(ConnectionHandle connection, nint opaque) =>
        _registry.Add(connection, 0, _eventId, _callback, opaque, free: 0);

    internal int Remove(ConnectionHandle connection, int id) => _registry.Remove(connection, id);
}
