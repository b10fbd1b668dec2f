using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WebConsole.Tests.Consoles;

/// <summary>Two connected sockets, made as libvirt makes them for a display.</summary>
internal static class SocketPair
{
    private const int UnixFamily = 1;
    private const int StreamType = 1;

    public static (NetworkStream Ours, NetworkStream Theirs) Create()
    {
        var fds = new int[2];
        if (socketpair(UnixFamily, StreamType, 0, fds) != 0)
            throw new Win32Exception();
        return (Wrap(fds[0]), Wrap(fds[1]));
    }

    private static NetworkStream Wrap(int fd) => new(new Socket(new SafeSocketHandle(fd, ownsHandle: true)), ownsSocket: true);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int socketpair(int domain, int type, int protocol, int[] fds);
}
