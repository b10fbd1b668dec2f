using MessagePack;

namespace WebConsole.Features.Metrics;

/// <summary>Some series that a client wants, of one machine or of a host. Travels as an array, in this order.</summary>
/// <param name="Host">The configured name.</param>
/// <param name="Machine">UUID; <c>null</c> for the host's own series.</param>
/// <param name="Series">Words of the form that <see cref="Hypervisor.Metrics.Series.ToString"/> writes.</param>
/// <param name="Since">
/// The history after this moment comes first, as far as it is kept: Unix milliseconds by our clock, or, for who knows
/// only his own, so many milliseconds before now as a negative number.
/// </param>
[MessagePackObject]
public sealed record WatchItem(
    [property: Key(0)] string? Host,
    [property: Key(1)] string? Machine,
    [property: Key(2)] IReadOnlyList<string>? Series,
    [property: Key(3)] long Since);
