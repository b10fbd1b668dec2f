namespace Libvirt;

/// <summary>A virtual network was defined, started, stopped, or vanished.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virConnectNetworkEventLifecycleCallback">virConnectNetworkEventLifecycleCallback</see>.</summary>
/// <param name="Uuid">The network's UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Event">What happened.</param>
public sealed record NetworkEvent(Guid Uuid, string Name, NetworkEventKind Event) : LibvirtEvent;
