using Microsoft.AspNetCore.SignalR;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Features.Metrics;

/// <summary>A client's request, parsed and checked against the limits.</summary>
internal static class WatchRequest
{
    /// <summary>Far more than a screen shows; a page requests only what it shows.</summary>
    public const int MaximumItems = 500;
    public const int MaximumSeries = 4000;

    /// <summary>The longest name of a series; libvirt's names of disks and interfaces are short.</summary>
    private const int LongestWord = 64;

    /// <summary>One item, with its index in the request.</summary>
    public sealed record Item(int Index, long Since, SeriesAddress[] Series)
    {
        /// <summary>
        /// The same request with empty series in place of those that the user may not see, because a frame has a value
        /// for each requested series.
        /// </summary>
        public Item Seen(Func<Guid?, bool> sees) => this with { Series = [.. Series.Select(series => sees(series.Machine) ? series : series with { Machine = Guid.Empty })] };
    }

    /// <summary>The items of each host, in the order of the request.</summary>
    /// <exception cref="HubException">The request exceeds a limit, or is malformed.</exception>
    public static ILookup<string, Item> Read(IReadOnlyList<WatchItem>? items)
    {
        if (items is null || items.Count > MaximumItems)
            throw new HubException($"At most {MaximumItems} items can be watched at once.");
        if (items.Sum(item => item?.Series?.Count ?? 0) > MaximumSeries)
            throw new HubException($"At most {MaximumSeries} series can be watched at once.");
        return items.Select(Read).ToLookup(item => item.Host, item => item.Item, StringComparer.Ordinal);
    }

    private static (string Host, Item Item) Read(WatchItem? item, int index)
    {
        if (item is not { Host: { } host, Series: { } words })
            throw new HubException("An item names no host or no series.");
        Guid? machine = null;
        if (item.Machine is { } text)
            machine = Guid.TryParseExact(text, "D", out var uuid) ? uuid : throw new HubException("A machine is not named by its UUID.");
        return (host, new Item(index, item.Since, [.. words.Select(word => new SeriesAddress(machine, SeriesOf(word)))]));
    }

    private static Series SeriesOf(string? word) =>
        word?.Length <= LongestWord && Series.TryParse(word, out var series) ? series : throw new HubException("There is no such series.");
}
