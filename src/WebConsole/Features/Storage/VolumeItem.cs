using System.Collections.Immutable;

namespace WebConsole.Features.Storage;

/// <summary>A volume in the API; sizes in bytes.</summary>
/// <param name="UsedBy">Names of machines with a disk on it, or on an image above it.</param>
/// <param name="Above">Names of the images that rest on it directly.</param>
internal sealed record VolumeItem(string Name, string? Path, string? Format, long? Capacity, long? Allocation, string? Backing, ImmutableArray<string> UsedBy, ImmutableArray<string> Above)
{
    public static VolumeItem Of(VolumeRow row) => new(row.Volume.Name, row.Volume.Path, row.Volume.Format, row.Volume.CapacityBytes, row.Volume.AllocationBytes, row.Volume.BackingPath,
        [.. row.Users.Select(machine => machine.Name)], [.. row.Above.Select(image => image.Name)]);
}
