using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-qemu.h, whose functions are in a library of their own.</summary>
internal static unsafe partial class NativeMethods
{
    private const string QemuLibrary = "libvirt-qemu.so.0";

    [LibraryImport(QemuLibrary)]
    internal static partial byte* virDomainQemuAgentCommand(DomainHandle domain, byte* cmd, int timeout, uint flags);
}
