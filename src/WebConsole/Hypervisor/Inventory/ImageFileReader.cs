using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using WebConsole.Hosting.Files;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Looks at the files that machines and volumes name, for <see cref="ImageFiles"/>. On a remote host there are none to look at:
/// there it only tells of what libvirt does not list.
/// </summary>
/// <param name="inventory">What is known.</param>
/// <param name="subject">The volume, or the pool, whose users are wanted.</param>
/// <param name="refreshed">Pools that libvirt has just read: what is not listed there is not there.</param>
internal sealed class ImageFileReader(InventorySnapshot inventory, ObjectId subject, IReadOnlySet<ObjectId> refreshed)
{
    private readonly bool _isLocal = inventory.Host(subject.Host)?.Facts is { IsLocal: true };
    // Two can have one directory, of which libvirt can read the one that runs.
    private readonly StoragePool[] _pools = [.. inventory.StoragePools.Values.Where(pool => pool.Host == subject.Host).OrderBy(pool => pool.State != "running")];
    private readonly Dictionary<string, string> _real = [], _below = [];
    private readonly HashSet<string> _listed = [], _followed = [];
    private readonly List<(string, string)> _unknown = [];
    private readonly HashSet<ObjectId> _stale = [];
    private string[] _silent = [];
    private volatile string _at = "";

    /// <summary>What is being looked at.</summary>
    public string At => _at;

    /// <summary>Looks; this may block.</summary>
    /// <returns>Besides, the pools that libvirt should read anew: images lie in their directories that it does not list.</returns>
    public (ImageFiles Files, ImmutableArray<ObjectId> Stale) Read()
    {
        // What they list is known, and they would not answer.
        _silent = [.. _pools.Where(pool => pool.Silent).Select(PoolDirectories.Of).OfType<string>()];
        var machines = inventory.Machines.Values.Where(machine => machine.Id.Host == subject.Host).Select(machine => (machine.Name, Links: MachineLinks.Of(machine))).ToArray();
        PoolVolume[] volumes = [.. _pools.SelectMany(pool => (inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed ?? []).Select(volume => new PoolVolume(pool, volume)))];
        // Thousands of volumes that nothing names need no look.
        string?[] names =
        [
            .. _pools.Select(PoolDirectories.Of),
            .. machines.SelectMany(machine => machine.Links.Images.Concat(machine.Links.Volumes.Select(its => ImageOf(its.Pool, its.Name)))),
            .. volumes.Where(volume => volume.Id == subject || volume.Pool.Id == subject || volume.Volume.BackingImage is not null).SelectMany(volume => new[] { volume.Volume.Image, volume.Volume.BackingImage }),
        ];
        foreach (var name in names)
            LookAt(name);
        _listed.UnionWith(volumes.Select(volume => volume.Volume.Image).OfType<string>().Select(RealOf));
        foreach (var (name, links) in machines)
        {
            foreach (var end in links.Ends)
                Follow(end.Image ?? ImageOf(end.Pool!, end.Volume!), name);
        }
        foreach (var volume in volumes.Where(volume => !volume.Volume.RestsOnRaw))
            Follow(volume.Volume.BackingImage, volume.Name);
        return (new ImageFiles { Real = _real.ToImmutableDictionary(), Below = _below.ToImmutableDictionary(), Unknown = [.. _unknown] }, [.. _stale]);
    }

    private string? ImageOf(string pool, string volume) => VolumeNames.ImageOf(inventory, subject.Host, pool, volume);

    private string RealOf(string image) => _real.GetValueOrDefault(image, image);

    private bool CanLookAt(string path) => _isLocal && path.StartsWith('/') && !_silent.Any(directory => path.StartsWith(directory + "/", StringComparison.Ordinal));

    private void LookAt(string? path)
    {
        if (path is null || _real.ContainsKey(path) || !CanLookAt(path))
            return;
        _at = path;
        _real[path] = RealPath.Of(path);
    }

    /// <summary>Goes down from an image to one that is listed, whose backing image libvirt tells, or to the lowest.</summary>
    private void Follow(string? image, string user)
    {
        while (image is not null && RealOf(image) is var real && real.StartsWith('/') && !_listed.Contains(real) && _followed.Add(real))
        {
            if (Below(real) is not { } below)
            {
                _unknown.Add((real, user));
                return;
            }
            if (below is "")
                return;
            _below[real] = below;
            LookAt(below);
            image = below;
        }
    }

    /// <returns>Empty if it rests on nothing, <c>null</c> if nobody can tell.</returns>
    private string? Below(string image)
    {
        var pool = _pools.FirstOrDefault(pool => PoolDirectories.Of(pool) is { } directory && RealOf(directory) == Path.GetDirectoryName(image));
        if (pool is { State: "running", Silent: false } && !refreshed.Contains(pool.Id))
        {
            _stale.Add(pool.Id);
            return "";
        }
        var below = CanLookAt(image) ? BelowByItsHead(image) : null;
        // libvirt lists no hidden files.
        return below is null && pool is not null && refreshed.Contains(pool.Id) && !Path.GetFileName(image).StartsWith('.') && inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid)) is { } volumes && volumes.Total == volumes.Listed.Length ? "" : below;
    }

    private string? BelowByItsHead(string image)
    {
        _at = image;
        try
        {
            // A pipe would never open.
            if (FileFacts.Of(image) is { IsFile: false })
                return null;
            using var file = File.OpenHandle(image, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> head = stackalloc byte[20];
            head = head[..RandomAccess.Read(file, head, 0)];
            if (!head.StartsWith((ReadOnlySpan<byte>)[0x51, 0x46, 0x49, 0xfb]))
                return head.StartsWith("QED\0"u8) || head.StartsWith("KDMV"u8) || head.StartsWith("COWD"u8) || head.StartsWith("# Disk Descriptor"u8) ? null : "";
            if (head.Length < 20)
                return "";
            var (at, length) = (BinaryPrimitives.ReadUInt64BigEndian(head[8..]), BinaryPrimitives.ReadUInt32BigEndian(head[16..]));
            if (at == 0)
                return "";
            // QEMU takes no longer one.
            Span<byte> name = stackalloc byte[1023];
            return at > long.MaxValue || length > name.Length || RandomAccess.Read(file, name[..(int)length], (long)at) != length ? null : PathOf(Encoding.UTF8.GetString(name[..(int)length]), image);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // The service has temporary directories of its own.
            return image.StartsWith("/tmp/", StringComparison.Ordinal) || image.StartsWith("/var/tmp/", StringComparison.Ordinal) ? null : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file that an image names as the one below it, <c>null</c> for what is no path: <c>nbd://host/disk</c>, <c>json:{…}</c>.</summary>
    private static string? PathOf(string name, string image) => name.StartsWith("file:/", StringComparison.Ordinal) && !name.StartsWith("file://", StringComparison.Ordinal) ? name[5..]
        : name.StartsWith('/') ? name
        : name.Contains('\0', StringComparison.Ordinal) || name.Split('/')[0].Contains(':', StringComparison.Ordinal) ? null
        : $"{Path.GetDirectoryName(image)}/{name}";
}
