using Libvirt.Native;

namespace Libvirt;

// Its state, who has it, and devices that are made.
public sealed partial class NodeDevice
{
    /// <summary>Whether it is there; one that is only defined is not.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceIsActive">virNodeDeviceIsActive</see>.</summary>
    /// <exception cref="LibvirtException">The device is gone, or the connection is broken.</exception>
    public bool IsActive => NativeCheck.Flag(() => NativeMethods.virNodeDeviceIsActive(_handle));

    /// <summary>Whether libvirt keeps a definition of it, from which it can be made again.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceIsPersistent">virNodeDeviceIsPersistent</see>.</summary>
    /// <exception cref="LibvirtException">The device is gone, or the connection is broken.</exception>
    public bool IsPersistent => NativeCheck.Flag(() => NativeMethods.virNodeDeviceIsPersistent(_handle));

    /// <summary>Whether it is made when its parent appears, as at the start of the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceGetAutostart">virNodeDeviceGetAutostart</see>.</summary>
    /// <exception cref="LibvirtException">The device is gone, or the connection is broken.</exception>
    public bool Autostart => NativeCheck.Out<int>((out value) => NativeMethods.virNodeDeviceGetAutostart(_handle, out value)) != 0;

    /// <summary>Sets whether it is made when its parent appears.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceSetAutostart">virNodeDeviceSetAutostart</see>.</summary>
    /// <param name="autostart">True: it is.</param>
    /// <exception cref="LibvirtException">It has no lasting definition, or the connection is broken.</exception>
    public void SetAutostart(bool autostart) => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceSetAutostart(_handle, autostart ? 1 : 0));

    /// <summary>Takes a PCI device from the host's driver, so that a domain can have it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceDetachFlags">virNodeDeviceDetachFlags</see>.</summary>
    /// <param name="driver">The driver that gives it to domains; null for libvirt's choice.</param>
    /// <exception cref="LibvirtException">It is no PCI device, a domain has it, or the host has no such driver.</exception>
    public void Detach(string? driver = null) => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceDetachFlags(_handle, driver, 0));

    /// <summary>Gives a PCI device back to the host's driver.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceReAttach">virNodeDeviceReAttach</see>.</summary>
    /// <exception cref="LibvirtException">It is no PCI device, or a domain has it.</exception>
    public void Reattach() => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceReAttach(_handle));

    /// <summary>Resets a PCI device; what it was doing is lost.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceReset">virNodeDeviceReset</see>.</summary>
    /// <exception cref="LibvirtException">It is no PCI device, a domain has it, or it cannot be reset alone.</exception>
    public void Reset() => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceReset(_handle));

    /// <summary>Takes away a device that was made: a mediated device, a virtual host bus adapter.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceDestroy">virNodeDeviceDestroy</see>.</summary>
    /// <exception cref="LibvirtException">It was not made, or a domain has it.</exception>
    public void Destroy() => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceDestroy(_handle));

    /// <summary>Makes it by its definition.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceCreate">virNodeDeviceCreate</see>.</summary>
    /// <exception cref="LibvirtException">It is there already, or the host cannot make it.</exception>
    public void Start() => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceCreate(_handle, 0));

    /// <summary>Forgets its definition; while it is there, it stays.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceUndefine">virNodeDeviceUndefine</see>.</summary>
    /// <exception cref="LibvirtException">It has no lasting definition, or the connection is broken.</exception>
    public void Undefine() => NativeCheck.NotNegative(() => NativeMethods.virNodeDeviceUndefine(_handle, 0));
}
