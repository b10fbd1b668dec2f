using System.Globalization;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using WebConsole.Components.Shared;

namespace WebConsole.Storage.Kinds;

/// <summary>Texts for storage pools; they are also localizer keys.</summary>
internal static partial class PoolWords
{
    public static string Kind(StoragePoolXml? pool) => PoolKinds.Of(pool?.Type)?.Label ?? pool?.Type ?? "unknown";

    /// <summary>The source of its space: a path, an export, a device.</summary>
    public static string? Source(StoragePoolXml? pool)
    {
        if (pool is null)
            return null;
        var what = pool.Type == "gluster" ? $"/{pool.SourceName}{pool.SourceDirectory}".TrimEnd('/')
            : pool.SourceDirectory ?? Joined(", ", pool.SourceDevices) ?? pool.SourceName ?? pool.SourceAdapter ?? pool.SourceWorldWidePortName;
        return (pool.SourceHosts, what) switch
        {
            ([], _) => what,
            ([{ Name: { } server, Port: null }], ['/', ..]) => ServerAddress.WithPath(server, what),
            _ => Joined(" at ", [what, Joined(" or ", pool.SourceHosts.Select(host => host.Name is { } name ? ServerAddress.WithPort(name, host.Port) : null))]),
        };
    }

    /// <summary>
    /// The options of virsh's <c>vol-create-as</c> after the pool, for a first volume; null if libvirt can't create
    /// volumes in it, or we can't name one.
    /// </summary>
    public static string? FirstVolume(StoragePoolXml? pool) => PoolKinds.Of(pool?.Type) switch
    {
        { HasFiles: true } => "first.qcow2 20G --format qcow2",
        { HasPartitions: true } => NextPartition(pool!, []) is { } name ? $"{name} 20G" : null,
        { MakesVolumes: true } => "first 20G",
        _ => null,
    };

    /// <summary>
    /// The name that the kernel will give to the next partition of a pool's disk, sdb1 or nvme0n1p1: libvirt accepts no other. Null
    /// if it can't be told.
    /// </summary>
    public static string? NextPartition(StoragePoolXml pool, IReadOnlyCollection<string> taken)
    {
        if (pool.SourceDevices is not [var device] || WholeDisk().Match(device) is not { Success: true } match)
            return null;
        var disk = match.Groups[1].Value + (char.IsAsciiDigit(device[^1]) ? "p" : "");
        return Enumerable.Range(1, taken.Count + 1).Select(number => disk + number.ToString(CultureInfo.InvariantCulture)).First(name => !taken.Contains(name));
    }

    private static string? Joined(string between, IEnumerable<string?> parts) =>
        string.Join(between, parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"\A/dev/([a-z]+[a-z0-9]*)\z")]
    private static partial Regex WholeDisk();
}
