using System.Runtime.InteropServices;

namespace WebConsole.Security.HostAccounts;

/// <summary>The C library's look-ups of accounts. Names are its own.</summary>
internal static unsafe partial class UnixNative
{
    public const int ERANGE = 34;

    private const string Library = "libc";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int getpwnam_r(string name, PasswordEntry* entry, byte* buffer, nuint size, out PasswordEntry* result);

    [LibraryImport(Library)]
    public static partial int getpwuid_r(uint user, PasswordEntry* entry, byte* buffer, nuint size, out PasswordEntry* result);

    [LibraryImport(Library)]
    public static partial void setpwent();

    [LibraryImport(Library)]
    public static partial PasswordEntry* getpwent();

    [LibraryImport(Library)]
    public static partial void endpwent();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int getspnam_r(string name, ShadowEntry* entry, byte* buffer, nuint size, out ShadowEntry* result);

    [LibraryImport(Library)]
    public static partial int getgrgid_r(uint gid, GroupEntry* entry, byte* buffer, nuint size, out GroupEntry* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int getgrouplist(string user, uint group, uint* groups, ref int count);

    [StructLayout(LayoutKind.Sequential)]
    public struct PasswordEntry
    {
        public byte* pw_name;
        public byte* pw_passwd;
        public uint pw_uid;
        public uint pw_gid;
        public byte* pw_gecos;
        public byte* pw_dir;
        public byte* pw_shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ShadowEntry
    {
        public byte* sp_namp;
        public byte* sp_pwdp;
        public nint sp_lstchg;
        public nint sp_min;
        public nint sp_max;
        public nint sp_warn;
        public nint sp_inact;
        public nint sp_expire;
        public nuint sp_flag;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct GroupEntry
    {
        public byte* gr_name;
        public byte* gr_passwd;
        public uint gr_gid;
        public byte** gr_mem;
    }
}
