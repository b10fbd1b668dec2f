using System.Runtime.InteropServices;

namespace WebConsole.Appliances.Confinement;

/// <summary>The calls by which a process gives up rights. The names are those of Linux.</summary>
internal static unsafe partial class ConfinementNative
{
    public const int PR_SET_SECCOMP = 22;
    public const int PR_SET_NO_NEW_PRIVS = 38;
    public const int SECCOMP_MODE_FILTER = 2;

    // The same numbers on every architecture.
    public const nint SYS_landlock_create_ruleset = 444;
    public const nint SYS_landlock_add_rule = 445;
    public const nint SYS_landlock_restrict_self = 446;
    public const nint LANDLOCK_CREATE_RULESET_VERSION = 1;
    public const nint LANDLOCK_RULE_PATH_BENEATH = 1;

    public const int O_PATH = 0x200000;
    public const int O_CLOEXEC = 0x80000;

    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int prctl(int option, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int open(string path, int flags);

    [LibraryImport(Library)]
    public static partial int close(int file);

    /// <summary>Both arrays end with a null.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int execve(string path, string?[] arguments, string?[] environment);

    /// <summary>The most that a kernel knows; older ones are given only its beginning.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LandlockRuleset
    {
        public ulong handled_access_fs;
        public ulong handled_access_net;
        public ulong scoped;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public struct LandlockPathBeneath
    {
        public ulong allowed_access;
        public int parent_fd;
    }

    /// <summary>An instruction of the filter language BPF.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    [StructLayout(LayoutKind.Sequential)]
    public struct FilterProgram
    {
        public ushort len;
        public FilterInstruction* filter;
    }
}
