namespace Libvirt.Xml;

/// <summary>Where a disk's data is: a kind, and what that kind needs. For <see cref="DiskXml.SetSource"/>.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed record DiskSource
{
    private DiskSource(string type) => Type = type;

    /// <summary>As <see cref="DiskXml.Type"/>.</summary>
    public string Type { get; }

    /// <summary>The path of a file, block device or directory.</summary>
    public string? Path { get; private init; }

    /// <summary>The pool of a volume.</summary>
    public string? Pool { get; private init; }

    /// <summary>The volume's name.</summary>
    public string? VolumeName { get; private init; }

    /// <summary>The protocol of a server.</summary>
    public string? Protocol { get; private init; }

    /// <summary>What is asked for by the protocol.</summary>
    public string? Name { get; private init; }

    /// <summary>The servers.</summary>
    public SourceHosts Hosts { get; private init; } = SourceHosts.None;

    /// <summary>An image's file on the host.</summary>
    public static DiskSource File(string path) => new("file") { Path = path };

    /// <summary>A block device of the host.</summary>
    public static DiskSource Block(string path) => new("block") { Path = path };

    /// <summary>A directory of the host, shown as a FAT disk.</summary>
    public static DiskSource Directory(string path) => new("dir") { Path = path };

    /// <summary>A volume of a pool.</summary>
    public static DiskSource Volume(string pool, string volume) => new("volume") { Pool = pool, VolumeName = volume };

    /// <summary>An image on a server.</summary>
    public static DiskSource Network(string protocol, string? name, params IEnumerable<(string Name, int? Port)> hosts) =>
        new("network") { Protocol = protocol, Name = name, Hosts = new SourceHosts(hosts) };

    /// <summary>The current source of a disk; null if it has none, or one of another kind.</summary>
    internal static DiskSource? Of(DiskXml disk) => (disk.Type, disk) switch
    {
        ("file", { Source.File: { } path }) => File(path),
        ("block", { Source.Device: { } path }) => Block(path),
        ("dir", { Source.Directory: { } path }) => Directory(path),
        ("volume", { Source.Pool: { } pool, Source.Volume: { } volume }) => Volume(pool, volume),
        ("network", { Source.Protocol: { } protocol }) => new("network") { Protocol = protocol, Name = disk.Source.Name, Hosts = SourceHosts.Of(disk.Source.Hosts) },
        _ => null,
    };

    internal void Write(DiskXml disk)
    {
        disk.Type = Type;
        switch (Type)
        {
            case "file": disk.Source.File = Path; break;
            case "block": disk.Source.Device = Path; break;
            case "dir": disk.Source.Directory = Path; break;
            case "volume": (disk.Source.Pool, disk.Source.Volume) = (Pool, VolumeName); break;
            default:
                (disk.Source.Protocol, disk.Source.Name) = (Protocol, Name);
                Hosts.Write(disk.Source.Hosts);
                break;
        }
    }
}
