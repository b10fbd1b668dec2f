namespace WebConsole.Hypervisor.Lanes;

/// <summary>The limits of one lane of one host.</summary>
/// <param name="Workers">The number of worker threads that are kept ready, each with a connection of its own.</param>
/// <param name="Most">The most worker threads: a slow call occupies its worker, and another worker replaces it until
/// this number is reached.</param>
/// <param name="Patience">The time limit of a caller; see <see cref="LaneWorkers.RunAsync"/> for when it starts.</param>
internal sealed record LaneLimits(int Workers, int Most, TimeSpan Patience)
{
    /// <summary>A call that takes longer is slow: the lane no longer counts on its worker.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Together at most nineteen calls of ours are in libvirtd at once (2 + 3 + 4 + 3 + 4 + 3), of the twenty that its
    /// workers serve: virsh always finds a free one. What <see cref="Lane.WayOut"/> carries has workers of its own there.
    /// </summary>
    public static LaneLimits Of(Lane lane) => lane switch
    {
        Lane.Inventory => new(1, 2, TimeSpan.FromSeconds(10)),
        Lane.Metrics => new(1, 3, TimeSpan.FromSeconds(2)),
        Lane.Commands => new(2, 4, TimeSpan.FromSeconds(30)),
        Lane.Consoles => new(2, 3, TimeSpan.FromSeconds(10)),
        // One for each pool that hangs, and the last for those that answer.
        Lane.Storage => new(1, 4, TimeSpan.FromMinutes(1)),
        Lane.Jobs => new(1, 3, TimeSpan.FromHours(6)),
        // libvirt takes up to 30 seconds to end a process that does not react to a signal. Of its twenty-five workers that may do so,
        // thirteen are left to machines that react: however many stand still, nobody waits for them but they for each other.
        Lane.WayOut => new(1, 12, TimeSpan.FromMinutes(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };
}
