namespace Libvirt;

/// <summary>A device of the host appeared, changed, or vanished.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virConnectNodeDeviceEventLifecycleCallback">virConnectNodeDeviceEventLifecycleCallback</see>.</summary>
/// <param name="Name">The device's name.</param>
/// <param name="Event">What happened.</param>
public sealed record NodeDeviceEvent(string Name, NodeDeviceEventKind Event) : LibvirtEvent;
