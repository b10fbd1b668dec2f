using System.Numerics;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Text;

namespace WebConsole.Storage.Volumes;

/// <summary>What the arguments of a new volume may be, in the pool that it is for.</summary>
internal sealed class NewVolumeRules(InventorySnapshot inventory, StoragePool pool, NewVolume asked)
{
    // What every format and file system of libvirt's pools can hold is less.
    internal const long Most = 1L << 60;

    internal const int LongestPassphrase = 512;
    private const long LeastCluster = 512, MostCluster = 2L << 20;

    /// <summary>Names of volumes that are made before this one.</summary>
    public IReadOnlyCollection<string> Before { get; init; } = [];

    private readonly StoragePoolXml? _xml = StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml : null;

    private PoolKind? Kind => PoolKinds.Of(_xml?.Type);

    private string? Format => VolumeRecipe.FormatOf(Kind, asked);

    private long? Capacity => VolumeRecipe.CapacityOf(inventory, pool.Host, asked);

    /// <summary>Errors by their names in the API.</summary>
    public IReadOnlyDictionary<string, string[]> Mistakes() => new[]
    {
        ("name", Name()), ("format", WrongFormat()), ("backing", Backing()), ("capacity", WrongCapacity()), ("allocation", Allocation()), ("preallocation", Preallocation()), ("clusterSize", ClusterSize()),
        ("passphrase", Passphrase()),
    }.Where(check => check.Item2 is not null).ToDictionary(check => check.Item1, check => new[] { check.Item2! });

    private string? Name()
    {
        var name = asked.Name ?? "";
        var there = inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid));
        return ObjectName.Mistake(name)
            ?? (Kind is { HasPartitions: true } && PoolWords.NextPartition(_xml!, [.. there?.Listed.Select(volume => volume.Name) ?? [], .. Before]) is { } next && name != next ? $"The disk names its partitions: this one is {next}." : null)
            ?? (Kind is { HasFiles: false } ? PoolPartRules.Name(name) : null)
            ?? (inventory.Find(ObjectId.Volume(pool.Host, pool.Uuid, name)) is not null ? $"There is a volume {name} in the pool already." : null);
    }

    private string? WrongFormat() => Kind is not { } kind ? null
        : VolumeFormats.Of(kind, inventory.Host(pool.Host)) is var formats && formats.Count == 0
            ? asked.Format is null or VolumeFormats.Raw ? null : "Volumes of such a pool are raw."
        : !formats.Contains(Format) ? $"One of {string.Join(", ", formats)}."
        : asked.Backing is not null && Format != VolumeFormats.Qcow2 ? "Only a qcow2 image can rest on another volume."
        : null;

    private string? Backing() => asked.Backing is not { } backing ? null
        : Kind is { HasFiles: false } ? "Only an image file can rest on another volume."
        : BackingRules.Mistake(inventory, pool.Host, backing);

    private string? WrongCapacity() => Capacity switch
    {
        not > 0 => asked.Backing is null || asked.Capacity is not null ? "A size in bytes greater than zero." : null,
        > Most => $"At most {SizeLimit.Most(Most)}.",
        var capacity when asked.Backing is { } backing && BackingRules.Find(inventory, pool.Host, backing) is { Volume.CapacityBytes: { } least } below && least > capacity => $"At least {SizeLimit.Least(least)}, the size of {below.Name}.",
        _ when VolumeRecipe.AllocationOf(Kind, asked, Capacity) is { } takes && takes > pool.AvailableBytes => $"It takes {Text.Format.Bytes(takes)} at once, and the pool has {Text.Format.Bytes(pool.AvailableBytes)} left.",
        _ => null,
    };

    private string? Allocation() => asked.Allocation switch
    {
        null => null,
        < 0 => "Zero or more bytes.",
        { } more when more > Capacity => "At most the capacity.",
        { } less when less < Capacity && Kind is { CanBeThin: false } => "Volumes of such a pool take all their space at once.",
        > 0 when Kind is { CanBeFull: false } => "Volumes of such a pool take their space as they are filled.",
        > 0 when asked.Backing is not null => "A volume that rests on another takes its space as it is filled.",
        { } part when part > 0 && part < Capacity && Kind is not null && Format is not VolumeFormats.Raw => "Zero, or the capacity.",
        > 0 when Kind is { HasFiles: true } && Format is not (VolumeFormats.Raw or VolumeFormats.Qcow2) => "Images of this format take their space as they are filled.",
        _ => null,
    };

    private string? Preallocation() => asked.Preallocation switch
    {
        null or "off" => null,
        not "metadata" => "One of off, metadata.",
        _ when Format != VolumeFormats.Qcow2 => "Only a qcow2 image has tables.",
        _ when asked.Backing is not null => "Not of a volume that rests on another.",
        _ => null,
    };

    private string? Passphrase() => asked.Passphrase switch
    {
        null => null,
        "" => "At least one letter.",
        { Length: > LongestPassphrase } => $"At most {LongestPassphrase} letters.",
        _ when Kind is { HasFiles: false } || Format is not (VolumeFormats.Raw or VolumeFormats.Qcow2) => "Only a raw or qcow2 image can be encrypted.",
        _ when asked.Backing is not null => "Not of a volume that rests on another.",
        _ when PoolDirectories.Of(pool) is null => "The pool has no directory, by which libvirt would find the passphrase.",
        _ => null,
    };

    private string? ClusterSize() => asked.ClusterSize switch
    {
        null => null,
        _ when Format != VolumeFormats.Qcow2 => "Only a qcow2 image has clusters.",
        < LeastCluster or > MostCluster => "A power of two from 512 bytes to 2 MiB.",
        var size when !BitOperations.IsPow2(size.Value) => "A power of two from 512 bytes to 2 MiB.",
        _ => null,
    };
}
