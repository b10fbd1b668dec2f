using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using static WebConsole.Security.HostAccounts.UnixNative;

namespace WebConsole.Security.HostAccounts;

/// <summary>Reads accounts and groups by the C library (NSS), including directory services such as LDAP.</summary>
internal static unsafe class UnixAccounts
{
    private const int FirstBuffer = 4096;
    private const int LargestBuffer = 1024 * 1024;
    private const int MostGroups = 65536;

    /// <summary>The C library has one iterator over all accounts, which only one thread may use at a time.</summary>
    private static readonly Lock Listing = new();

    /// <summary>The account, or <c>null</c> where there is none.</summary>
    /// <exception cref="IOException">The look-up itself failed.</exception>
    public static HostAccount? Find(string user)
    {
        var found = Look<PasswordEntry, (string Name, uint Group)?>(
            (PasswordEntry* entry, byte* buffer, nuint size, out PasswordEntry* result) => getpwnam_r(user, entry, buffer, size, out result),
            entry => (Text(entry->pw_name), entry->pw_gid));
        return found is { } account
            ? new HostAccount(account.Name, [.. GroupsOf(account.Name, account.Group).Select(GroupName).OfType<string>()], StampOf(account.Name))
            : null;
    }

    /// <summary>The name of an account, or its number where it has none.</summary>
    public static string NameOf(uint user) => Look<PasswordEntry, string?>(
        (PasswordEntry* entry, byte* buffer, nuint size, out PasswordEntry* result) => getpwuid_r(user, entry, buffer, size, out result),
        entry => Text(entry->pw_name)) ?? user.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether the group is the user's private group: it has the user's name, is the user's primary group, and has no
    /// other user as a member or by primary group.
    /// </summary>
    public static bool IsGroupOfOne(uint group, uint user)
    {
        var name = NameOf(user);
        return Look<GroupEntry, bool>(
            (GroupEntry* entry, byte* buffer, nuint size, out GroupEntry* result) => getgrgid_r(group, entry, buffer, size, out result),
            entry => Text(entry->gr_name) == name && HasNobodyBut(name, entry->gr_mem)) && IsAloneIn(group, user);
    }

    /// <summary>Whether this account is the only one with this primary group.</summary>
    private static bool IsAloneIn(uint group, uint user)
    {
        var found = false;
        lock (Listing)
        {
            setpwent();
            try
            {
                while (getpwent() is var entry && entry is not null)
                {
                    if (entry->pw_gid != group)
                        continue;
                    if (entry->pw_uid != user)
                        return false;
                    found = true;
                }
            }
            finally
            {
                endpwent();
            }
        }
        return found;
    }

    private static bool HasNobodyBut(string name, byte** members)
    {
        for (; *members is not null; members++)
            if (Text(*members) != name)
                return false;
        return true;
    }

    private static uint[] GroupsOf(string user, uint first)
    {
        for (var room = 64; room <= MostGroups; room *= 4)
        {
            var groups = new uint[room];
            fixed (uint* start = groups)
            {
                var count = room;
                if (getgrouplist(user, first, start, ref count) >= 0)
                    return groups[..count];
            }
        }
        return [];
    }

    private static string? GroupName(uint gid) => Look<GroupEntry, string?>(
        (GroupEntry* entry, byte* buffer, nuint size, out GroupEntry* result) => getgrgid_r(gid, entry, buffer, size, out result),
        entry => Text(entry->gr_name));

    /// <summary>
    /// A one-way hash of the password's hash and its expiry times: a change of one of them changes the stamp.
    /// </summary>
    private static string? StampOf(string user)
    {
        try
        {
            return Look<ShadowEntry, string?>(
                (ShadowEntry* entry, byte* buffer, nuint size, out ShadowEntry* result) => getspnam_r(user, entry, buffer, size, out result),
                entry => Hash(string.Create(CultureInfo.InvariantCulture, $"{Text(entry->sp_pwdp)}:{entry->sp_lstchg}:{entry->sp_expire}")));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private delegate int Call<TEntry>(TEntry* entry, byte* buffer, nuint size, out TEntry* result) where TEntry : unmanaged;

    private delegate TResult Read<TEntry, TResult>(TEntry* entry) where TEntry : unmanaged;

    /// <summary>Calls a re-entrant look-up of the C library with larger and larger buffers until the entry fits.</summary>
    private static TResult? Look<TEntry, TResult>(Call<TEntry> call, Read<TEntry, TResult> read) where TEntry : unmanaged
    {
        for (var size = FirstBuffer; ; size *= 4)
        {
            var buffer = new byte[size];
            fixed (byte* start = buffer)
            {
                TEntry entry;
                var error = call(&entry, start, (nuint)size, out var result);
                if (error == 0)
                    return result is null ? default : read(result);
                if (error != ERANGE || size >= LargestBuffer)
                    throw new IOException($"Accounts can't be looked up: error {error}");
            }
        }
    }
}
