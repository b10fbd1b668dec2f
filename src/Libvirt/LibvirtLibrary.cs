using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>libvirt's client library in this process: one set-up, one event loop.</summary>
public static class LibvirtLibrary
{
    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>The version of the client library.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virGetVersion">virGetVersion</see>.</summary>
    /// <exception cref="LibvirtNotInstalledException">The library is not installed.</exception>
    public static Version Version
    {
        get
        {
            Initialize();
            return DecodeVersion(NativeCheck.Out<CULong>((out version) => NativeMethods.virGetVersion(out version, 0, 0)));
        }
    }

    /// <summary>
    /// Loads the library, silences its own printing of errors, and starts the event loop with its thread. Does nothing
    /// the second time; every <see cref="LibvirtConnection.Open"/> calls it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virInitialize">virInitialize</see>.
    /// </summary>
    /// <exception cref="LibvirtNotInstalledException">The library is not installed.</exception>
    /// <exception cref="LibvirtException">libvirt could not be set up.</exception>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (_ready)
                return;
            NativeCheck.NotNegative(NativeMethods.virInitialize);
            NativeError.Silence();
            // libvirt asks for the loop before the first connection, or that connection has no events and no keep-alive.
            EventLoop.Start();
            _ready = true;
        }
    }

    /// <summary>libvirt counts versions as major × 1,000,000 + minor × 1,000 + release.</summary>
    internal static Version DecodeVersion(CULong version)
    {
        var number = (long)version.Value;
        return new Version((int)(number / 1_000_000), (int)(number / 1_000 % 1_000), (int)(number % 1_000));
    }
}
