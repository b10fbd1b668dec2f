using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A virtual network. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html">libvirt-network</see>.
/// </summary>
public sealed class Network : IDisposable
{
    private readonly NetworkHandle _handle;

    internal Network(NetworkHandle handle)
    {
        _handle = handle;
        (Uuid, Name) = ReadIdentity(handle.DangerousGetHandle());
    }

    /// <summary>Its UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetUUID">virNetworkGetUUID</see>.</summary>
    public Guid Uuid { get; }

    /// <summary>Its name when this object was made.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetName">virNetworkGetName</see>.</summary>
    public string Name { get; }

    /// <summary>Whether it runs.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkIsActive">virNetworkIsActive</see>.</summary>
    /// <exception cref="LibvirtException">The network is gone, or the connection is broken.</exception>
    public bool IsActive => NativeCheck.Flag(() => NativeMethods.virNetworkIsActive(_handle));

    /// <summary>Whether it stays defined when it stops.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkIsPersistent">virNetworkIsPersistent</see>.</summary>
    /// <exception cref="LibvirtException">The network is gone, or the connection is broken.</exception>
    public bool IsPersistent => NativeCheck.Flag(() => NativeMethods.virNetworkIsPersistent(_handle));

    /// <summary>Whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetAutostart">virNetworkGetAutostart</see>.</summary>
    /// <exception cref="LibvirtException">The network is gone, or the connection is broken.</exception>
    public bool Autostart => NativeCheck.Out<int>((out value) => NativeMethods.virNetworkGetAutostart(_handle, out value)) != 0;

    /// <summary>The host's bridge that carries it, null for a network without one.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetBridgeName">virNetworkGetBridgeName</see>.</summary>
    /// <exception cref="LibvirtException">The network is gone, or the connection is broken.</exception>
    public string? BridgeName
    {
        get
        {
            try
            {
                return NativeCheck.Text(() => NativeMethods.virNetworkGetBridgeName(_handle));
            }
            catch (LibvirtException failure) when (failure.Code == LibvirtErrorCode.InternalError)
            {
                // libvirt has no code of its own for "this network has no bridge".
                return null;
            }
        }
    }

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetXMLDesc">virNetworkGetXMLDesc</see>.</summary>
    /// <param name="inactive">As it will be at the next start, instead of as it is.</param>
    /// <exception cref="LibvirtException">The network is gone, or the connection is broken.</exception>
    public string GetXml(bool inactive = false) =>
        NativeCheck.Text(() => NativeMethods.virNetworkGetXMLDesc(_handle, inactive ? 1u : 0));

    /// <summary>Starts it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkCreate">virNetworkCreate</see>.</summary>
    /// <exception cref="LibvirtException">It runs already, or the start failed.</exception>
    public void Start() => NativeCheck.NotNegative(() => NativeMethods.virNetworkCreate(_handle));

    /// <summary>Stops it; machines on it lose their connection.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkDestroy">virNetworkDestroy</see>.</summary>
    /// <exception cref="LibvirtException">It does not run.</exception>
    public void Stop() => NativeCheck.NotNegative(() => NativeMethods.virNetworkDestroy(_handle));

    /// <summary>Sets whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkSetAutostart">virNetworkSetAutostart</see>.</summary>
    /// <param name="autostart">True: it does.</param>
    /// <exception cref="LibvirtException">The network is gone or not persistent, or the connection is broken.</exception>
    public void SetAutostart(bool autostart) =>
        NativeCheck.NotNegative(() => NativeMethods.virNetworkSetAutostart(_handle, autostart ? 1 : 0));

    /// <summary>Deletes its definition; a running one continues until it stops.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUndefine">virNetworkUndefine</see>.</summary>
    /// <exception cref="LibvirtException">The network is gone or not persistent, or the connection is broken.</exception>
    public void Undefine() => NativeCheck.NotNegative(() => NativeMethods.virNetworkUndefine(_handle));

    /// <summary>Changes a part of it; machines on it keep their connection. libvirt 7.1 and older took command and section the other way round
    /// over the wire: the library of either side knows.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUpdate">virNetworkUpdate</see>.</summary>
    /// <param name="command">What is done.</param>
    /// <param name="section">To what.</param>
    /// <param name="parentIndex">Within which of several elements, such as addresses, from 0; -1 lets libvirt find it.</param>
    /// <param name="xml">The part.</param>
    /// <param name="flags">Where.</param>
    /// <exception cref="LibvirtException">The driver can't, the part does not fit, or the connection is broken.</exception>
    public void Update(NetworkUpdateCommand command, NetworkSection section, int parentIndex, string xml, NetworkUpdateFlags flags) =>
        NativeCheck.NotNegative(() => NativeMethods.virNetworkUpdate(_handle, (uint)command, (uint)section, parentIndex, NativeText.Checked(xml), (uint)flags));

    /// <summary>The addresses that its DHCP server gave out.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkGetDHCPLeases">virNetworkGetDHCPLeases</see>.</summary>
    /// <exception cref="LibvirtException">The driver keeps no leases, the network is gone, or the connection is broken.</exception>
    public unsafe IReadOnlyList<DhcpLease> GetDhcpLeases() => NativeArray<NativeDhcpLease>.Read(
        leases => NativeMethods.virNetworkGetDHCPLeases(_handle, null, leases, 0), DhcpLease.Read, NativeMethods.virNetworkDHCPLeaseFree);

    /// <summary>Releases the object; the network itself does not change.</summary>
    public void Dispose() => _handle.Dispose();

    internal static unsafe (Guid Uuid, string Name) ReadIdentity(nint network)
    {
        var uuid = stackalloc byte[NativeUuid.Length];
        _ = NativeMethods.virNetworkGetUUID(network, uuid);
        return (NativeUuid.Read(uuid), NativeText.Read(NativeMethods.virNetworkGetName(network)) ?? "");
    }
}
