using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>The interfaces and routes that hosts have as their kernel tells them, for hosts whose libvirt runs on this machine.</summary>
internal sealed class HostNetworks(HostInterfaceStore interfaces)
{
    /// <summary><c>null</c> for a host elsewhere.</summary>
    public HostInterfaceReading? Of(HostStatus? host) => host?.Facts is { IsLocal: true } ? interfaces.Recent(host.Name) : null;

    /// <summary>Tells the bridge or bond that a device is a port of now; <c>null</c> for a host elsewhere.</summary>
    public Func<string, string?>? MasterOf(HostStatus? host) => host?.Facts is { IsLocal: true } ? interfaces.MasterOf : null;
}
