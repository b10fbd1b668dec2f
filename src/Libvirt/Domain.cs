using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A machine as libvirt knows it: running, or defined. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html">libvirt-domain</see>.
/// </summary>
/// <remarks>Names and all other text of a domain come from whoever defined it, or from the guest: treat them as hostile.</remarks>
public sealed partial class Domain : IDisposable
{
    private readonly DomainHandle _handle;

    internal Domain(DomainHandle handle)
    {
        _handle = handle;
        (Uuid, Name) = ReadIdentity(handle.DangerousGetHandle());
    }

    /// <summary>Its UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetUUID">virDomainGetUUID</see>.</summary>
    public Guid Uuid { get; }

    /// <summary>Its name when this object was made.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetName">virDomainGetName</see>.</summary>
    public string Name { get; }

    /// <summary>Its ID at the time when this object was created; null if it was not running.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetID">virDomainGetID</see>.</summary>
    public int? Id => ReadId(NativeMethods.virDomainGetID(_handle));

    internal DomainHandle Handle => _handle;

    /// <summary>State, memory, number of virtual CPUs and their time.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetInfo">virDomainGetInfo</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public DomainInfo GetInfo()
    {
        var info = NativeCheck.Out<NativeDomainInfo>((out value) => NativeMethods.virDomainGetInfo(_handle, out value));
        return new DomainInfo(
            (DomainState)info.state, info.maxMem.Value, info.memory.Value, info.nrVirtCpu, info.cpuTime);
    }

    /// <summary>The state and its reason.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetState">virDomainGetState</see>.</summary>
    /// <returns>The state, and a number whose meaning depends on it: <see cref="DomainRunningReason"/>, <see cref="DomainPausedReason"/>,
    /// <see cref="DomainShutdownReason"/>, <see cref="DomainShutOffReason"/>, <see cref="DomainCrashedReason"/>. The other states have none.</returns>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public (DomainState State, int Reason) GetState()
    {
        int state = 0, reason = 0;
        NativeCheck.NotNegative(() => NativeMethods.virDomainGetState(_handle, out state, out reason, 0));
        return ((DomainState)state, reason);
    }

    /// <summary>Whether it is active: it runs, is paused, or has crashed and is kept for inspection.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainIsActive">virDomainIsActive</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public bool IsActive => NativeCheck.Flag(() => NativeMethods.virDomainIsActive(_handle));

    /// <summary>Whether it stays defined when it stops.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainIsPersistent">virDomainIsPersistent</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public bool IsPersistent => NativeCheck.Flag(() => NativeMethods.virDomainIsPersistent(_handle));

    /// <summary>Whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetAutostart">virDomainGetAutostart</see>.</summary>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public bool Autostart => NativeCheck.Out<int>((out value) => NativeMethods.virDomainGetAutostart(_handle, out value)) != 0;

    /// <summary>Sets whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetAutostart">virDomainSetAutostart</see>.</summary>
    /// <param name="autostart">True: it does.</param>
    /// <exception cref="LibvirtException">The domain is gone or not persistent, or the connection is broken.</exception>
    public void SetAutostart(bool autostart) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetAutostart(_handle, autostart ? 1 : 0));

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetXMLDesc">virDomainGetXMLDesc</see>.</summary>
    /// <param name="flags">Which description. None: as it runs, or as it is defined when it does not, without secrets.</param>
    /// <exception cref="LibvirtException">The domain is gone, or the connection is broken.</exception>
    public string GetXml(DomainXmlFlags flags = default) =>
        NativeCheck.Text(() => NativeMethods.virDomainGetXMLDesc(_handle, (uint)flags));

    /// <summary>Releases the object; the machine itself does not change.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Both are kept in libvirt's object: this asks no daemon and takes no lock, so event callbacks may use it.</summary>
    internal static int? ReadId(uint id) => id == uint.MaxValue ? null : (int)id;

    internal static unsafe (Guid Uuid, string Name) ReadIdentity(nint domain)
    {
        var uuid = stackalloc byte[NativeUuid.Length];
        _ = NativeMethods.virDomainGetUUID(domain, uuid);
        return (NativeUuid.Read(uuid), NativeText.Read(NativeMethods.virDomainGetName(domain)) ?? "");
    }
}
