namespace WebConsole.Hypervisor.Lanes;

/// <summary>What one lane of one host may take.</summary>
/// <param name="Workers">Threads, each with a connection of its own.</param>
/// <param name="Patience">How long a caller waits, from asking to answer.</param>
/// <param name="Spares">Workers that may replace ones whose call has not come back.</param>
internal sealed record LaneLimits(int Workers, TimeSpan Patience, int Spares)
{
    /// <summary>
    /// Together at most fourteen calls of ours are in libvirtd at once (2 + 3 + 3 + 3 + 1 + 2), spares included,
    /// of the twenty that its workers serve: virsh always finds a free one.
    /// </summary>
    public static LaneLimits Of(Lane lane) => lane switch
    {
        Lane.Inventory => new(1, TimeSpan.FromSeconds(10), 1),
        Lane.Metrics => new(1, TimeSpan.FromSeconds(2), 2),
        Lane.Commands => new(2, TimeSpan.FromSeconds(30), 1),
        Lane.Consoles => new(2, TimeSpan.FromSeconds(10), 1),
        Lane.Storage => new(1, TimeSpan.FromMinutes(1), 0),
        Lane.Jobs => new(2, TimeSpan.FromHours(6), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };
}
