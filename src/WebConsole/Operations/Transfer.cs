namespace WebConsole.Operations;

/// <summary>Bytes that a task moves.</summary>
/// <param name="Done">How many have been moved.</param>
/// <param name="Total">How many there are; <c>null</c> if unknown.</param>
/// <param name="Rate">Bytes in a second, smoothed over some seconds; <c>null</c> in the first one.</param>
/// <param name="MovedAt">When <paramref name="Done"/> last grew.</param>
public sealed record Transfer(long Done, long? Total, double? Rate, DateTimeOffset MovedAt)
{
    /// <summary>From when on a transfer that does not go on is said to stand still.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether what is counted are no bytes, but parts of a whole of which only the share is known.</summary>
    public bool IsShare { get; init; }

    // Beyond that, a rate near zero says nothing of the end.
    private const double LongestLeft = 30 * 86_400.0;

    /// <summary>How much of it is done, from 0 to 1; <c>null</c> if unknown.</summary>
    public double? Share => Total is > 0 and var total ? Math.Clamp((double)Done / total, 0, 1) : null;

    /// <summary>How long it stands still; <c>null</c> while it goes on.</summary>
    public TimeSpan? StillFor(DateTimeOffset now) => now - MovedAt is var still && still >= Patience && Done != Total ? still : null;

    /// <summary>How long the rest takes at this rate; <c>null</c> if nobody can tell.</summary>
    public TimeSpan? Left => Total is { } total && Rate is > 0 and var rate && (total - Done) / rate is >= 0 and < LongestLeft and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
