using MessagePack;

namespace WebConsole.Features.Metrics;

/// <summary>One or more ticks of a host, for the requested series. It is sent as an array, in this order.</summary>
/// <param name="Host">The configured name.</param>
/// <param name="Items">The indexes of its items in the request; <c>null</c> for all items of this host, in the order of
/// the request.</param>
/// <param name="Times">The time of each tick, in Unix milliseconds, ascending.</param>
/// <param name="Values">All ticks of the first series, then of the next; NaN is unknown, ∞ "not read at this tick, as before".</param>
[MessagePackObject]
public sealed record MetricsFrame(
    [property: Key(0)] string Host,
    [property: Key(1)] int[]? Items,
    [property: Key(2)] long[] Times,
    [property: Key(3)] float[] Values);
