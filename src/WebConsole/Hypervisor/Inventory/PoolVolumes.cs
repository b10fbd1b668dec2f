using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What lies in a pool.</summary>
/// <param name="Listed">Its volumes in the order of the names, of a large pool the first.</param>
/// <param name="Total">How many there are.</param>
public sealed record PoolVolumes(ImmutableArray<StorageVolume> Listed, int Total)
{
    // By name; of two that libvirt gives one name, the first.
    private readonly Dictionary<string, StorageVolume> _byName = Listed.DistinctBy(volume => volume.Name).ToDictionary(volume => volume.Name);

    public PoolVolumes(params ImmutableArray<StorageVolume> all) : this(all, all.Length)
    {
    }

    /// <summary>What its volumes take when all are full, in bytes; <c>null</c> where not all are listed.</summary>
    public long? PromisedBytes { get; } = Total == Listed.Length ? Listed.Sum(volume => Math.Max(volume.CapacityBytes ?? 0, volume.AllocationBytes ?? 0)) : null;

    /// <summary>By how much they may still grow.</summary>
    public long? GrowthBytes { get; } = Total == Listed.Length ? Listed.Sum(volume => Math.Max(0, (volume.CapacityBytes ?? 0) - (volume.AllocationBytes ?? 0))) : null;

    public StorageVolume? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Equality that looks into the list, which a record's own does not.</summary>
    public bool IsSameAs(PoolVolumes? other) => other is not null && Total == other.Total && Listed.SequenceEqual(other.Listed);
}
