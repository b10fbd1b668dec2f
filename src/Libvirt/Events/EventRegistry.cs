using Libvirt.Native;

namespace Libvirt;

/// <summary>libvirt keeps four registries of events that work alike: for domains, networks, storage pools and node devices.</summary>
internal sealed unsafe class EventRegistry(EventRegistry.Adder add, Func<ConnectionHandle, int, int> remove)
{
    internal delegate int Adder(
        ConnectionHandle connection, nint of, int eventId, void* callback, nint opaque, nint free);

    internal static EventRegistry Domains { get; } =
        new(NativeMethods.virConnectDomainEventRegisterAny, NativeMethods.virConnectDomainEventDeregisterAny);

    internal static EventRegistry Networks { get; } =
        new(NativeMethods.virConnectNetworkEventRegisterAny, NativeMethods.virConnectNetworkEventDeregisterAny);

    internal static EventRegistry StoragePools { get; } =
        new(NativeMethods.virConnectStoragePoolEventRegisterAny, NativeMethods.virConnectStoragePoolEventDeregisterAny);

    internal static EventRegistry NodeDevices { get; } =
        new(NativeMethods.virConnectNodeDeviceEventRegisterAny, NativeMethods.virConnectNodeDeviceEventDeregisterAny);

    internal Adder Add { get; } = add;

    internal Func<ConnectionHandle, int, int> Remove { get; } = remove;
}
