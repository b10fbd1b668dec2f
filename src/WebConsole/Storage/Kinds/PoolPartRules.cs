using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace WebConsole.Storage.Kinds;

/// <summary>
/// What the arguments of a pool may be. libvirt passes many of them to programs (mount, vgcreate, iscsiadm), so none may
/// look like an option or hold what a program would read as two.
/// </summary>
internal static partial class PoolPartRules
{
    // Linux's PATH_MAX.
    private const int LongestPath = 4096;
    private const int LongestName = 255;

    /// <summary>The longest name that <see cref="Name"/> takes.</summary>
    internal const int LongestVolume = 127;
    private const int LongestSecret = 1024;

    /// <summary>A directory on the host.</summary>
    public static string? Directory(string path) =>
        path is "/" ? "A directory below the root, such as /srv/images."
        : path is not ['/', _, ..] || path.Any(char.IsControl) ? "A path from the root, such as /srv/images."
        : path.Length > LongestPath ? $"At most {LongestPath} letters."
        // Another spelling of a directory would pass all other checks.
        : path.TrimEnd('/').Split('/').Skip(1).Any(part => part is "" or "." or "..") ? "The path itself, without //, . or .."
        : null;

    /// <summary>A directory of a server.</summary>
    public static string? Export(string path) =>
        path.Length > LongestPath ? $"At most {LongestPath} letters."
        : path.StartsWith('-') || path.Any(letter => char.IsControl(letter) || letter is ',') || path.Split('/').Any(part => part is "." or "..") ? "A path on the server, such as /export/images."
        : null;

    /// <summary>A device of the host.</summary>
    public static string? Device(string path) =>
        !path.StartsWith("/dev/", StringComparison.Ordinal) || path.Length is 5 or > LongestName || path.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        || path.Split('/').Skip(1).Any(part => part is "" or "." or "..") ? "A device of the host, such as /dev/sdb." : null;

    /// <summary>One or more devices, separated by blanks.</summary>
    public static string? Devices(string paths) => paths.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Device).FirstOrDefault(wrong => wrong is not null);

    /// <summary>One server.</summary>
    public static string? Host(string text) => Hosts(text) is [_] ? null : "A name or an address, with a port if it is not the usual one: nas.example.org or [2001:db8::7]:3260.";

    /// <summary>One or more servers.</summary>
    public static string? ManyHosts(string text) => Hosts(text) is [_, ..] ? null : "Names or addresses, separated by blanks: mon1.example.org mon2.example.org:6789.";

    /// <summary>The servers of a text; empty if it is none.</summary>
    public static IReadOnlyList<(string Name, int? Port)> Hosts(string text)
    {
        var hosts = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(OneHost).ToList();
        return hosts.Exists(host => host is null) ? [] : [.. hosts.Select(host => host!.Value)];
    }

    /// <summary>The name of a volume group, a Ceph pool, a Gluster volume.</summary>
    public static string? Name(string name) => PlainName().IsMatch(name) ? null : "Letters, digits, dots, hyphens and underscores; no hyphen or dot at the beginning.";

    /// <summary>A dataset of ZFS, with the pool first.</summary>
    public static string? Dataset(string name) => name.Length <= LongestName && name.Split('/').All(part => PlainName().IsMatch(part)) ? null : "A pool, or a dataset of it, such as tank/machines.";

    /// <summary>The name of an iSCSI node (RFC 3720).</summary>
    public static string? Iqn(string name) => IqnName().IsMatch(name) ? null : "A name such as iqn.2026-01.org.example:disks.";

    /// <summary>A SCSI adapter.</summary>
    public static string? Adapter(string name) => AdapterName().IsMatch(name) ? null : "An adapter of the host, such as scsi_host5.";

    /// <summary>One of a few.</summary>
    public static Func<string, string?> OneOf(params string[] values) => value => values.Contains(value) ? null : $"One of {string.Join(", ", values)}.";

    public static string? User(string name) =>
        name.Length > LongestName ? $"At most {LongestName} letters."
        : name.StartsWith('-') || name.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) ? "A name without blanks." : null;

    /// <summary>A password, or a key of Ceph.</summary>
    public static string? Secret(string auth, string secret) =>
        secret.Length > LongestSecret ? $"At most {LongestSecret} letters."
        : secret.Contains('\0', StringComparison.Ordinal) ? "A password holds no zero character."
        : auth is "ceph" && !Convert.TryFromBase64String(secret.Trim(), new byte[LongestSecret], out _) ? "The key as Ceph prints it, in Base64." : null;

    private static (string Name, int? Port)? OneHost(string text)
    {
        if (IPAddress.TryParse(text, out var address) && !text.StartsWith('['))
            return (address.ToString(), null);
        var match = HostAndPort().Match(text);
        if (!match.Success)
            return null;
        var name = match.Groups["v6"] is { Success: true } v6 ? v6.Value : match.Groups["name"].Value;
        if (match.Groups["v6"].Success ? !IPAddress.TryParse(name, out _) : Uri.CheckHostName(name) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
            return null;
        if (match.Groups["port"] is not { Success: true } port)
            return (name, null);
        return int.TryParse(port.Value, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? (name, number) : null;
    }

    [GeneratedRegex(@"\A(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,252}))(?::(?<port>[0-9]{1,5}))?\z")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\A[A-Za-z0-9_+][A-Za-z0-9_.+-]{0,126}\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\A(?:iqn\.|eui\.|naa\.)[A-Za-z0-9.:_-]{1,219}\z")]
    private static partial Regex IqnName();

    [GeneratedRegex(@"\A(?:scsi_)?(?:host|fc_host)[0-9]{1,4}\z")]
    private static partial Regex AdapterName();
}
