using MessagePack;

namespace WebConsole.Features.Metrics;

/// <summary>
/// Some series that a client requests, of one machine or of a host. It is sent as an array, in this order.
/// </summary>
/// <param name="Host">The configured name.</param>
/// <param name="Machine">UUID; <c>null</c> for the host's own series.</param>
/// <param name="Series">The series, in the form of <see cref="Hypervisor.Metrics.Series.ToString"/>.</param>
/// <param name="Since">
/// The start of the history to send first: Unix milliseconds by the server's clock, or a negative number of
/// milliseconds before now for clients that do not know the server's clock.
/// </param>
[MessagePackObject]
public sealed record WatchItem(
    [property: Key(0)] string? Host,
    [property: Key(1)] string? Machine,
    [property: Key(2)] IReadOnlyList<string>? Series,
    [property: Key(3)] long Since);
