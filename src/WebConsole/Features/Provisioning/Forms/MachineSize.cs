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

    /// <summary>What is recommended, half of it where a system can do with less, and twice as much.</summary>
    internal static ImmutableArray<MachineSize> Of(MachineDefaults defaults)
    {
        var medium = new MachineSize(Medium, defaults.VirtualCpus, defaults.MemoryBytes, defaults.DiskBytes);
        var small = medium with { Word = "small", Vcpus = Math.Max(defaults.LeastVirtualCpus, defaults.VirtualCpus / 2), Memory = Math.Max(defaults.LeastMemoryBytes, defaults.MemoryBytes / 2) };
        var large = new MachineSize("large", defaults.VirtualCpus * 2, defaults.MemoryBytes * 2, defaults.DiskBytes * 2);
        return small with { Word = Medium } == medium ? [medium, large] : [small, medium, large];
    }
}
