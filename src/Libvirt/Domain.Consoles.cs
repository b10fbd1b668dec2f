using System.Net.Sockets;
using Libvirt.Native;

namespace Libvirt;

// Displays, consoles, screenshots and keyboard input.
public sealed partial class Domain
{
    /// <summary>
    /// Opens a display: a socket to the hypervisor that speaks the display's protocol (RFB for VNC). Only on this host:
    /// libvirt passes it through a UNIX socket.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainOpenGraphicsFD">virDomainOpenGraphicsFD</see>.
    /// </summary>
    /// <param name="index">Which of the machine's displays, from 0.</param>
    /// <param name="flags">Whether the display's own authentication is skipped.</param>
    /// <returns>The socket, for <c>new Socket(handle)</c>.</returns>
    /// <exception cref="LibvirtException">It does not run, has no such display, or the host is another one.</exception>
    public SafeSocketHandle OpenGraphicsFD(uint index, OpenGraphicsFlags flags = default) =>
        new(NativeCheck.NotNegative(() => NativeMethods.virDomainOpenGraphicsFD(_handle, index, (uint)flags)), ownsHandle: true);

    /// <summary>Connects a stream to a serial port or console; it ends with the machine.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainOpenConsole">virDomainOpenConsole</see>.</summary>
    /// <param name="device">The device's alias, null for the first.</param>
    /// <param name="stream">A stream of the same connection that is not in use.</param>
    /// <param name="flags">What to do if another client has it open.</param>
    /// <exception cref="LibvirtException">It does not run, has no such device, or another client has it open
    /// (<see cref="LibvirtErrorCode.OperationFailed"/>).</exception>
    /// <remarks>
    /// Give a console a connection of its own. If another client takes over the console while bytes are sent, libvirtd
    /// (seen with 9.0) drops those bytes without releasing their request. A connection has five requests; when all are
    /// lost, it does not answer until libvirtd closes it half a minute later.
    /// </remarks>
    public void OpenConsole(string? device, LibvirtStream stream, OpenConsoleFlags flags = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var name = device is null ? null : NativeText.Checked(device);
        NativeCheck.NotNegative(() => NativeMethods.virDomainOpenConsole(_handle, name, stream.Handle, (uint)flags));
    }

    /// <summary>Takes a picture of a screen; the stream then delivers the file.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainScreenshot">virDomainScreenshot</see>.</summary>
    /// <param name="stream">A stream of the same connection that is not in use.</param>
    /// <param name="screen">Which screen, from 0.</param>
    /// <returns>The file's MIME type, such as <c>image/png</c> or <c>image/x-portable-pixmap</c>.</returns>
    /// <exception cref="LibvirtException">It does not run, has no such screen, or the driver cannot.</exception>
    public string Screenshot(LibvirtStream stream, uint screen = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NativeCheck.Text(() => NativeMethods.virDomainScreenshot(_handle, stream.Handle, screen, 0));
    }

    /// <summary>Presses keys together, holds them, and releases them.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSendKey">virDomainSendKey</see>.</summary>
    /// <param name="set">The code set of the keys.</param>
    /// <param name="keys">The keys, at most 16.</param>
    /// <param name="holdMilliseconds">The time in ms; the call returns earlier. 0: the hypervisor's default.</param>
    /// <exception cref="LibvirtException">It does not run, or a key is unknown.</exception>
    public unsafe void SendKey(KeyCodeSet set, ReadOnlySpan<uint> keys, uint holdMilliseconds = 0)
    {
        var codes = keys.ToArray();
        NativeCheck.NotNegative(() =>
        {
            fixed (uint* first = codes)
                return NativeMethods.virDomainSendKey(_handle, (uint)set, holdMilliseconds, first, codes.Length, 0);
        });
    }
}
