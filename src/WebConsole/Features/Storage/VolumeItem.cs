using System.Collections.Immutable;

namespace WebConsole.Features.Storage;

/// <summary>A volume in the API; sizes in bytes.</summary>
/// <param name="Mode">Of its file or device, octal.</param>
/// <param name="Owner">The number of the user who owns it.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Label">SELinux's.</param>
/// <param name="UsedBy">Names of machines with a disk on it, or on an image above it.</param>
/// <param name="Above">Names of the images that rest on it directly.</param>
internal sealed record VolumeItem(string Name, string? Path, string? Format, long? Capacity, long? Allocation, string? Backing, bool Encrypted,
    string? Mode, int? Owner, int? Group, string? Label, ImmutableArray<string> UsedBy, ImmutableArray<string> Above)
{
    public static VolumeItem Of(VolumeRow row) => new(row.Volume.Name, row.Volume.Path, row.Volume.Format, row.Volume.CapacityBytes, row.Volume.AllocationBytes, row.Volume.BackingPath, row.Volume.Encrypted,
        row.Volume.Access?.Mode, row.Volume.Access?.Owner, row.Volume.Access?.Group, row.Volume.Access?.Label,
        [.. row.Users.Select(machine => machine.Name)], [.. row.Above.Select(image => image.Name)]);
}
