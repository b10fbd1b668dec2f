using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A device of the host. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html">libvirt-nodedev</see>.
/// </summary>
public sealed partial class NodeDevice : IDisposable
{
    private readonly NodeDeviceHandle _handle;

    internal NodeDevice(NodeDeviceHandle handle)
    {
        _handle = handle;
        Name = ReadName(handle.DangerousGetHandle());
    }

    /// <summary>Its name, such as <c>pci_0000_00_1f_2</c>.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceGetName">virNodeDeviceGetName</see>.</summary>
    public string Name { get; }

    /// <summary>The device that it hangs on, null for the root.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceGetParent">virNodeDeviceGetParent</see>.</summary>
    public unsafe string? Parent => NativeText.Read(NativeMethods.virNodeDeviceGetParent(_handle));

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceGetXMLDesc">virNodeDeviceGetXMLDesc</see>.</summary>
    /// <exception cref="LibvirtException">The device is gone, or the connection is broken.</exception>
    public string GetXml() => NativeCheck.Text(() => NativeMethods.virNodeDeviceGetXMLDesc(_handle, 0));

    /// <summary>Releases the object; the device itself does not change.</summary>
    public void Dispose() => _handle.Dispose();

    internal static unsafe string ReadName(nint device) => NativeText.Read(NativeMethods.virNodeDeviceGetName(device)) ?? "";
}
