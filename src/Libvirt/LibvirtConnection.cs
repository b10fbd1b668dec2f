using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A connection to a hypervisor host. Calls block; they may come from any thread, and a remote daemon serves several
/// at once.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectOpen">virConnectOpen</see>.
/// </summary>
public sealed partial class LibvirtConnection : IDisposable
{
    private readonly ConnectionHandle _handle;
    private readonly CloseWatch _closeWatch;

    private LibvirtConnection(ConnectionHandle handle, string uri)
    {
        _handle = handle;
        _closeWatch = new CloseWatch(handle);
        Uri = uri;
    }

    /// <summary>The URI that it was opened with.</summary>
    public string Uri { get; }

    /// <summary>Opens a connection.</summary>
    /// <param name="uri">Which driver and host, for instance <c>qemu:///system</c>.
    /// See <see href="https://libvirt.org/uri.html">connection URIs</see>. It can name programs to run and files to
    /// read (<c>qemu+ext</c>, <c>command=</c>, <c>keyfile=</c>): never take it from someone without the administrator's rights.</param>
    /// <exception cref="LibvirtNotInstalledException">The client library is not installed.</exception>
    /// <exception cref="LibvirtException">The host cannot be reached, refuses us, or has no such driver.</exception>
    public static LibvirtConnection Open(string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        LibvirtLibrary.Initialize();
        return new LibvirtConnection(NativeCheck.Handle(() => NativeMethods.virConnectOpen(NativeText.Checked(uri))), uri);
    }

    /// <summary>The driver's name, such as <c>QEMU</c>, <c>LXC</c> or <c>TEST</c>.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetType">virConnectGetType</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public unsafe string Driver => NativeCheck.Text(() => NativeText.Read(NativeMethods.virConnectGetType(_handle)));

    /// <summary>The host's own name.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetHostname">virConnectGetHostname</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken, or the driver does not say.</exception>
    public string HostName => NativeCheck.Text(() => NativeMethods.virConnectGetHostname(_handle));

    /// <summary>The URI as the driver completed it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetURI">virConnectGetURI</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public string CanonicalUri => NativeCheck.Text(() => NativeMethods.virConnectGetURI(_handle));

    /// <summary>The version of libvirt at the other end.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetLibVersion">virConnectGetLibVersion</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public Version LibraryVersion
    {
        get
        {
            var version = NativeCheck.Out<CULong>((out value) => NativeMethods.virConnectGetLibVersion(_handle, out value));
            return LibvirtLibrary.DecodeVersion(version);
        }
    }

    /// <summary>The version of the hypervisor (for QEMU that of the default binary), null when the driver does not know.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectGetVersion">virConnectGetVersion</see>.</summary>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public Version? HypervisorVersion
    {
        get
        {
            var version = NativeCheck.Out<CULong>((out value) => NativeMethods.virConnectGetVersion(_handle, out value));
            return version.Value == 0 ? null : LibvirtLibrary.DecodeVersion(version);
        }
    }

    /// <summary>Whether the connection still works, as far as keep-alive and the transport know. Asks no daemon.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectIsAlive">virConnectIsAlive</see>.</summary>
    /// <exception cref="LibvirtException">The driver cannot say.</exception>
    public bool IsAlive => NativeCheck.Flag(() => NativeMethods.virConnectIsAlive(_handle));

    /// <summary>Whether the connection can't be eavesdropped.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectIsEncrypted">virConnectIsEncrypted</see>.</summary>
    /// <exception cref="LibvirtException">The driver cannot say.</exception>
    public bool IsEncrypted => NativeCheck.Flag(() => NativeMethods.virConnectIsEncrypted(_handle));

    /// <summary>Whether it is encrypted or stays on this machine.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectIsSecure">virConnectIsSecure</see>.</summary>
    /// <exception cref="LibvirtException">The driver cannot say.</exception>
    public bool IsSecure => NativeCheck.Flag(() => NativeMethods.virConnectIsSecure(_handle));

    /// <summary>
    /// Asks the other end for a sign of life when it has been silent, and closes the connection when none comes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectSetKeepAlive">virConnectSetKeepAlive</see>.
    /// </summary>
    /// <param name="intervalSeconds">Seconds of silence before each question; 0 or less turns it off.</param>
    /// <param name="count">How many messages may stay unanswered.</param>
    /// <returns>False where there is no other end that could answer: a driver in our own process, or an old daemon.</returns>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public bool SetKeepAlive(int intervalSeconds, uint count)
    {
        try
        {
            return NativeCheck.NotNegative(() => NativeMethods.virConnectSetKeepAlive(_handle, intervalSeconds, count)) == 0;
        }
        catch (LibvirtException failure) when (failure.Code == LibvirtErrorCode.NoSupport)
        {
            return false;
        }
    }

    /// <summary>Makes a stream for a console, a picture or a volume's content.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-stream.html#virStreamNew">virStreamNew</see>.</summary>
    /// <param name="nonBlocking">True for <see cref="LibvirtStream.ReceiveAsync"/> and <see cref="LibvirtStream.SendAsync"/>.</param>
    /// <exception cref="LibvirtException">The connection is broken.</exception>
    public LibvirtStream NewStream(bool nonBlocking = false)
    {
        var handle = NativeCheck.Handle(() => NativeMethods.virStreamNew(_handle, nonBlocking ? LibvirtStream.NonBlockingFlag : 0));
        return new LibvirtStream(handle, nonBlocking ? _closeWatch : null);
    }

    /// <summary>
    /// Ends the subscriptions and releases the connection; it closes when its objects are also disposed and running
    /// calls have ended. Waits for a daemon that does not answer.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virConnectClose">virConnectClose</see>.
    /// </summary>
    public void Dispose()
    {
        EndSubscriptions();
        _handle.Dispose();
    }
}
