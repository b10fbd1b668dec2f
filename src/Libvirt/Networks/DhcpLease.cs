using Libvirt.Native;

namespace Libvirt;

/// <summary>An address that a network's DHCP server gave out. Host name and identifiers come from the guest and are
/// untrusted.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkDHCPLease">virNetworkDHCPLease</see>.</summary>
/// <param name="Interface">The host's interface that it belongs to.</param>
/// <param name="ExpiresAt">When it ends, null for never.</param>
/// <param name="Type">The address's family.</param>
/// <param name="HardwareAddress">The MAC address that it was given to, null when unknown.</param>
/// <param name="Address">The address.</param>
/// <param name="Prefix">How many of its bits name the network.</param>
/// <param name="HostName">The name that the guest gave, null for none.</param>
/// <param name="ClientId">The identifier that the guest gave, null for none.</param>
public sealed record DhcpLease(
    string? Interface,
    DateTimeOffset? ExpiresAt,
    IPAddressType Type,
    string? HardwareAddress,
    string Address,
    int Prefix,
    string? HostName,
    string? ClientId)
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    internal static unsafe DhcpLease Read(NativeDhcpLease* lease) => new(
        NativeText.Read(lease->iface),
        lease->expirytime > 0 && lease->expirytime <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(lease->expirytime) : null,
        (IPAddressType)lease->type,
        NativeText.Read(lease->mac),
        NativeText.Read(lease->ipaddr) ?? "",
        (int)lease->prefix,
        NativeText.Read(lease->hostname),
        NativeText.Read(lease->clientid));
}
