using System.Collections.Immutable;
using System.Globalization;
using Libvirt;

namespace WebConsole.Hypervisor.Guests;

/// <summary>
/// Reads the typed parameters of virDomainGetGuestInfo. What is missing, of another type or out of range is unknown; of lists only the
/// first entries are kept, because a guest may name as many as it likes.
/// </summary>
/// <param name="info">What libvirt passes on.</param>
/// <param name="disks">The disks of the machine.</param>
internal sealed class GuestInfoReader(TypedParameterSet info, GuestDisks disks)
{
    public const int MostUsers = 50, MostFileSystems = 100, MostInterfaces = 64, MostAddresses = 16, MostDisks = 100;

    private const int MostDisksOfOne = 8;

    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] LoadNames = ["load.1m", "load.5m", "load.15m"];

    private bool _isCut;

    /// <param name="readAt">When it was read.</param>
    public GuestFacts Read(DateTimeOffset readAt)
    {
        var facts = new GuestFacts
        {
            ReadAt = readAt,
            HostName = Line("hostname"),
            System = Line("os.pretty-name") ?? Join(Line("os.name"), Line("os.version")),
            SystemId = Line("os.id"),
            SystemVersion = Line("os.version-id"),
            Kernel = Join(Line("os.kernel-release"), Line("os.machine")),
            TimeZone = Line("timezone.name"),
            TimeZoneOffset = info.GetInt64("timezone.offset") is >= -86_400 and <= 86_400 and var offset ? (int)offset : null,
            Load = Load(),
            Users = List("user", MostUsers, User),
            FileSystems = List("fs", MostFileSystems, FileSystem),
            Interfaces = List("if", MostInterfaces, Interface),
            Disks = List("disk", MostDisks, Disk),
        };
        return facts with { IsCut = _isCut };
    }

    /// <summary>The same bounds for what <see cref="Domain.GetInterfaceAddresses"/> says, which older versions of libvirt ask for.</summary>
    public static ImmutableArray<GuestInterface> Read(IEnumerable<DomainInterface> interfaces) => [.. interfaces.Take(MostInterfaces).Select(each => new GuestInterface(
        GuestText.Line(each.Name) ?? "?", GuestText.Line(each.HardwareAddress),
        [.. each.Addresses.Take(MostAddresses).Select(address => Address(GuestText.Line(address.Address), address.Prefix)).OfType<string>()]))];

    /// <summary>Whether there are interfaces in it: libvirt 7 has none.</summary>
    public bool HasInterfaces => info.GetUInt64("if.count") is not null;

    private ImmutableArray<double> Load()
    {
        double[] load = [.. LoadNames.Select(name => info.TryGetDouble(name, out var value) && double.IsFinite(value) && value >= 0 ? value : double.NaN)];
        return load.Any(double.IsNaN) ? [] : [.. load];
    }

    private GuestUser? User(string at) => Line($"{at}.name") is { } name
        ? new GuestUser(Line($"{at}.domain") is { } domain ? $@"{domain}\{name}" : name, Moment(info.GetUInt64($"{at}.login-time")))
        : null;

    private GuestFileSystem? FileSystem(string at) => Line($"{at}.mountpoint") is { } mountPoint
        ? new GuestFileSystem(mountPoint, Line($"{at}.name"), Line($"{at}.fstype"), Bytes($"{at}.used-bytes"), Bytes($"{at}.total-bytes"), List($"{at}.disk", MostDisksOfOne, disk => Target(disk) ?? Line($"{disk}.device")))
        : null;

    private GuestInterface? Interface(string at) => Line($"{at}.name") is { } name
        ? new GuestInterface(name, Line($"{at}.hwaddr"), List($"{at}.addr", MostAddresses, address => Address(Line($"{address}.addr"), info.GetInt64($"{address}.prefix"))))
        : null;

    private GuestDisk? Disk(string at) => Line($"{at}.name") is { } name
        ? new GuestDisk(name, info.TryGetBoolean($"{at}.partition", out var isPartition) && isPartition, Target(at), Line($"{at}.serial"))
        : null;

    private string? Target(string at) => disks.Target(Line($"{at}.alias"), Line($"{at}.serial"));

    private ImmutableArray<T> List<T>(string name, int most, Func<string, T?> read) where T : class
    {
        var count = info.GetUInt64($"{name}.count") ?? 0;
        _isCut |= count > (ulong)most;
        return [.. Enumerable.Range(0, (int)Math.Min(count, (ulong)most)).Select(index => read(string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"))).OfType<T>()];
    }

    private string? Line(string name) => GuestText.Line(info.GetString(name));

    private long? Bytes(string name) => info.GetInt64(name) is >= 0 and var bytes ? bytes : null;

    private static string? Address(string? address, long? prefix) => address is null ? null
        : prefix is >= 0 and <= 128 ? string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}") : address;

    private static string? Join(string? one, string? other) => string.Join(' ', new[] { one, other }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>A moment, where it can be shown in any time zone.</summary>
    public static DateTimeOffset? Known(DateTimeOffset? moment) => moment < Latest ? moment : null;

    private static DateTimeOffset? Moment(ulong? milliseconds) => milliseconds is { } value && value > 0 && value < (ulong)Latest.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)value) : null;
}
