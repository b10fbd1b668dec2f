namespace Libvirt;

/// <summary>A storage pool was defined, started, stopped, read anew, or vanished.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virConnectStoragePoolEventLifecycleCallback">virConnectStoragePoolEventLifecycleCallback</see>.</summary>
/// <param name="Uuid">The pool's UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Event">What happened.</param>
public sealed record StoragePoolEvent(Guid Uuid, string Name, StoragePoolEventKind Event) : LibvirtEvent;
