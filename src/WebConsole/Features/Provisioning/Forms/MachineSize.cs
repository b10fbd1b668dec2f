using System.Collections.Immutable;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>A size that can be chosen by one click; what it means follows the operating system.</summary>
/// <param name="Word"><c>small</c>, <c>medium</c> or <c>large</c>.</param>
/// <param name="Vcpus">How many vCPUs.</param>
/// <param name="Memory">In bytes.</param>
/// <param name="Disk">Of the first disk, in bytes.</param>
public sealed record MachineSize(string Word, int Vcpus, long Memory, long Disk)
{
    public const string Medium = "medium";

    /// <summary>What is recommended, half of it, and twice as much.</summary>
    internal static ImmutableArray<MachineSize> Of(MachineDefaults defaults) =>
    [
        new("small", Math.Max(defaults.LeastVirtualCpus, defaults.VirtualCpus / 2), Math.Max(defaults.LeastMemoryBytes, defaults.MemoryBytes / 2), defaults.DiskBytes),
        new(Medium, defaults.VirtualCpus, defaults.MemoryBytes, defaults.DiskBytes),
        new("large", defaults.VirtualCpus * 2, defaults.MemoryBytes * 2, defaults.DiskBytes * 2),
    ];
}
