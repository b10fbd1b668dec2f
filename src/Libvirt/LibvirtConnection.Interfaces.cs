using Libvirt.Native;

namespace Libvirt;

// The host's own network interfaces.
public sealed partial class LibvirtConnection
{
    /// <summary>
    /// The network interfaces of the host that libvirt's interface driver knows, each with its description and whether it is up. One
    /// that goes meanwhile is left out.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-interface.html#virConnectListAllInterfaces">virConnectListAllInterfaces</see>,
    /// <see href="https://libvirt.org/html/libvirt-libvirt-interface.html#virInterfaceGetXMLDesc">virInterfaceGetXMLDesc</see>,
    /// <see href="https://libvirt.org/html/libvirt-libvirt-interface.html#virInterfaceIsActive">virInterfaceIsActive</see>.
    /// </summary>
    /// <exception cref="LibvirtException">The host has no such driver, or the connection is broken.</exception>
    public unsafe IReadOnlyList<(string Xml, bool Active)> ListInterfaces() => [.. NativeList.Read<InterfaceHandle, (string Xml, bool Active)?>(
        interfaces => NativeMethods.virConnectListAllInterfaces(_handle, interfaces, 0), Read).OfType<(string, bool)>()];

    private static (string, bool)? Read(InterfaceHandle found)
    {
        using (found)
        {
            try
            {
                return (NativeCheck.Text(() => NativeMethods.virInterfaceGetXMLDesc(found, 0)), NativeCheck.NotNegative(() => NativeMethods.virInterfaceIsActive(found)) == 1);
            }
            catch (LibvirtException gone) when (gone.Code is LibvirtErrorCode.NoInterface)
            {
                return null;
            }
        }
    }
}
