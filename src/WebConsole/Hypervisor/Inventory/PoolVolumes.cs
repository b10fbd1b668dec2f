using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What lies in a pool, in the order of the names.</summary>
/// <param name="Listed">Its volumes, of a large pool the first.</param>
/// <param name="Total">How many there are.</param>
public sealed record PoolVolumes(ImmutableArray<StorageVolume> Listed, int Total)
{
    public PoolVolumes(params ImmutableArray<StorageVolume> all) : this(all, all.Length)
    {
    }

    /// <summary>Equality that looks into the list, which a record's own does not.</summary>
    public bool IsSameAs(PoolVolumes? other) => other is not null && Total == other.Total && Listed.SequenceEqual(other.Listed);
}
