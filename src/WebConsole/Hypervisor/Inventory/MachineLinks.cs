using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// The networks, pools and volumes that a machine's definitions use, the one in force and that of the next start, so that networks and pools can show their users.
/// </summary>
/// <param name="Cards">MAC addresses of its network cards, with the network of libvirt's that each is on.</param>
/// <param name="Networks">Names of libvirt's networks.</param>
/// <param name="Pools">Names of the pools of its volumes.</param>
/// <param name="Volumes">Its volumes by pool and name.</param>
/// <param name="Images">What its disks are on, the images below them, and copies that are being made of them, by <see cref="ImageName"/>; and its kernel, firmware and other files that it starts from.</param>
/// <param name="Below">Those of them that are below a disk's own.</param>
/// <param name="Ends">Where its definitions do not tell what its disks rest on; they do while it runs.</param>
public sealed record MachineLinks(ImmutableArray<(string MacAddress, string? Network)> Cards, ImmutableArray<string> Networks, ImmutableArray<string> Pools, ImmutableArray<(string Pool, string Name)> Volumes, ImmutableArray<string> Images, ImmutableArray<string> Below, ImmutableArray<DiskEnd> Ends)
{
    private static readonly ConditionalWeakTable<Machine, MachineLinks> Known = [];

    /// <summary>Volumes that WebConsole wrote for its first boot or its installation, by the UUID of their pool and their name: they may hold secrets.</summary>
    public ImmutableArray<(Guid Pool, string Name)> Seeds { get; init; } = [];

    /// <summary>Those of the images to which it may write while it runs; not those below, which it only reads.</summary>
    public ImmutableArray<string> Written { get; init; } = [];

    /// <summary>Those of the volumes by pool and name to which it may write.</summary>
    public ImmutableArray<(string Pool, string Name)> WrittenVolumes { get; init; } = [];

    /// <summary>Names of the packet filters of its network cards.</summary>
    public ImmutableArray<string> Filters { get; init; } = [];

    /// <summary>Its kernel and its initial RAM disk, which are only read.</summary>
    public ImmutableArray<string> Kernels { get; init; } = [];

    /// <summary>Parsed once for each machine object of the inventory.</summary>
    public static MachineLinks Of(Machine machine) => Known.GetValue(machine, Read);

    /// <summary>Whether one of its disks is in <paramref name="pool"/>, by the volume's pool or by its path.</summary>
    public bool Uses(StoragePool pool, string? targetPath) => Pools.Contains(pool.Name)
        || (targetPath is { Length: > 0 } && Images.Any(file => file.StartsWith(targetPath.TrimEnd('/') + "/", StringComparison.Ordinal)));

    /// <summary>Where one of its images lies in a folder of a pool's directory, of which libvirt lists no volumes: its path there.</summary>
    public string? InAFolderOf(string? targetPath) => targetPath?.TrimEnd('/') is { Length: > 0 } directory
        ? Images.Where(file => file.StartsWith(directory + "/", StringComparison.Ordinal)).Select(file => file[(directory.Length + 1)..]).FirstOrDefault(file => file.Contains('/', StringComparison.Ordinal))
        : null;

    private static MachineLinks Read(Machine machine)
    {
        DomainXml[] both = [.. Parsed(machine.Xml), .. Parsed(machine.InactiveXml)];
        var (cards, disks) = (both.SelectMany(domain => domain.Interfaces).ToArray(), both.SelectMany(domain => domain.Disks).ToArray());
        var written = disks.Where(disk => disk is { ReadOnly: false, Device: not "cdrom" }).ToArray();
        return new MachineLinks(
            [.. cards.Where(nic => nic.MacAddress is not null).Select(nic => (nic.MacAddress!, nic.SourceNetwork)).Distinct()],
            Distinct(cards.Select(nic => nic.SourceNetwork)),
            Distinct(disks.Select(disk => disk.Source.Pool)),
            NamedBy(disks),
            Distinct(disks.SelectMany(disk => ChainOf(disk.BackingStore).Prepend(ImageName.OfDisk(disk)).Append(CopyOf(disk))).Concat(both.SelectMany(StartedFrom))),
            Distinct(disks.SelectMany(disk => ChainOf(disk.BackingStore))),
            EndsOf(disks))
        {
            Written = Distinct([.. written.Select(ImageName.OfDisk), .. disks.Select(CopyOf), .. both.Select(domain => domain.NvramPath)]),
            WrittenVolumes = NamedBy(written),
            Filters = Distinct(cards.Select(nic => nic.Filter)),
            Kernels = Distinct(both.SelectMany(domain => new[] { domain.Kernel, domain.Initrd })),
            Seeds = [.. both.SelectMany(domain => domain.SetupMedia).Where(medium => medium is { IsDeleted: true, Pool: not null, Volume: not null }).Select(medium => (medium.Pool!.Value, medium.Volume!)).Distinct()],
        };
    }

    private static ImmutableArray<(string Pool, string Name)> NamedBy(IEnumerable<DiskXml> disks) =>
        [.. disks.Where(disk => disk is { Source.Pool: not null, Source.Volume: not null }).Select(disk => (disk.Source.Pool!, disk.Source.Volume!)).Distinct()];

    /// <summary>What a job copies or merges it into.</summary>
    private static string? CopyOf(DiskXml disk) => disk.Mirror.Source.File ?? disk.Mirror.Source.Device;

    private static IEnumerable<string?> StartedFrom(DomainXml domain) => [domain.Kernel, domain.Initrd, domain.LoaderPath, domain.NvramPath, domain.NvramTemplate, .. domain.SystemInfo.SelectMany(info => info.Entries).Select(entry => entry.File)];

    private static IEnumerable<DomainXml> Parsed(string? xml) => DomainXml.TryParse(xml, out var domain) ? [domain] : [];

    private static IEnumerable<string?> ChainOf(BackingStoreXml? image)
    {
        for (; image is not null; image = image.BackingStore)
            yield return image.SourcePath;
    }

    private static ImmutableArray<DiskEnd> EndsOf(IReadOnlyCollection<DiskXml> disks)
    {
        var told = disks.Where(disk => disk.BackingStore is not null).Select(DiskEndOf).ToHashSet();
        return [.. disks.Select(End).OfType<DiskEnd>().Distinct().Where(end => !told.Contains(end))];
    }

    private static DiskEnd? End(DiskXml disk)
    {
        var (end, format, next) = (DiskEndOf(disk), disk.DriverType, disk.BackingStore);
        // An empty element ends the chain.
        for (; RestsOnOthers(format) && next is not null; next = next.BackingStore)
        {
            if (next.Type is null)
                return null;
            (end, format) = (new DiskEnd(next.SourcePath, null, null), next.Format);
        }
        return RestsOnOthers(format) && end != default ? end : null;
    }

    private static DiskEnd DiskEndOf(DiskXml disk) => disk is { Source.Pool: { } pool, Source.Volume: { } volume } ? new DiskEnd(null, pool, volume) : new DiskEnd(ImageName.OfDisk(disk), null, null);

    /// <summary>libvirt reads as raw what has no format.</summary>
    private static bool RestsOnOthers(string? format) => format is "qcow2" or "qcow" or "qed" or "vmdk";

    private static ImmutableArray<string> Distinct(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Distinct(StringComparer.Ordinal)];
}
