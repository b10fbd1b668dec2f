using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Metrics;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.Tests.Metrics;

/// <summary>What one person may have open, and how much may be asked and is told at once.</summary>
public sealed class MetricsHubBoundsTests : IAsyncLifetime
{
    private readonly MetricsHubServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    [Trait("Attack", "D1")]
    public async Task Streams_of_a_connection_are_bounded_and_closed_ones_make_room()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        var open = new List<HubStream>();
        for (var i = 0; i < MetricsHub.MaximumStreams; i++)
        {
            open.Add(HubStream.Watch(connection, _server.Item(0, 0, "cpu")));
            await open[i].NextAsync();
        }
        await using (var tooMany = HubStream.Watch(connection, _server.Item(0, 0, "cpu")))
            await Assert.ThrowsAsync<HubException>(async () => await tooMany.Frames.MoveNextAsync());

        foreach (var frames in open)
            await frames.DisposeAsync();
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);
        await using var again = HubStream.Watch(connection, _server.Item(0, 0, "cpu"));
        await again.NextAsync();
    }

    [Fact]
    [Trait("Attack", "D1")]
    public async Task Series_of_one_person_are_bounded_over_all_connections_and_closed_ones_make_room()
    {
        await _server.TickAsync(1);
        var most = _server.Item(0, 0, [.. Enumerable.Repeat("cpu", WatchRequest.MaximumSeries)]);
        await using var connections = new Connections();
        var open = new Stack<HubStream>();
        for (var i = 0; i < WatchLimits.Series / WatchRequest.MaximumSeries; i++)
        {
            if (i % MetricsHub.MaximumStreams == 0)
                connections.Add(await _server.ConnectAsync(Role.Viewer));
            open.Push(HubStream.Watch(connections[^1], most));
            await open.Peek().NextAsync();
        }
        connections.Add(await _server.ConnectAsync(Role.Viewer));
        await using (var tooMany = HubStream.Watch(connections[^1], _server.Item(0, 0, "cpu")))
            await Assert.ThrowsAsync<HubException>(async () => await tooMany.Frames.MoveNextAsync());

        await open.Pop().DisposeAsync();
        await Eventually.TrueAsync(HasRoom, Token);

        bool HasRoom()
        {
            using var room = _server.Services.GetRequiredService<WatchLimits>().TryEnter(SessionPrincipal.PersonOf(new ClaimsPrincipal()), WatchRequest.MaximumSeries);
            return room is not null;
        }
    }

    [Fact]
    [Trait("Attack", "D1")]
    public void Hundred_pages_of_one_person_have_room_and_another_person_too()
    {
        var limits = new WatchLimits();
        for (var i = 0; i < WatchLimits.Streams; i++)
            Assert.NotNull(limits.TryEnter("anna", i < 200 ? 40 * 6 : 1));

        Assert.Null(limits.TryEnter("anna", 1));
        Assert.NotNull(limits.TryEnter("bert", WatchLimits.Series));
        Assert.Null(limits.TryEnter("bert", 1));
    }

    /// <summary>However much is requested, only one frame is in memory at a time.</summary>
    [Fact]
    [Trait("Attack", "D1")]
    public async Task Long_history_comes_in_several_small_frames()
    {
        await _server.TickAsync(20);
        string[] words = ["cpu", "memory", "disk", "disk-read", "disk-write", "network", "network-receive", "network-send", "memory-total", "memory-resident"];
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = HubStream.Watch(connection, [.. Enumerable.Range(0, 300).Select(machine => _server.Item(machine, 0, words))]);

        List<long> times = [];
        while (times.Count < 20)
        {
            var frame = await frames.NextAsync();
            Assert.Equal(300, frame.Items!.Length);
            Assert.Equal(3000 * frame.Times.Length, frame.Values.Length);
            Assert.InRange(frame.Values.Length, 1, HostWatch.MostValues);
            times.AddRange(frame.Times);
        }
        Assert.Equal(20, times.Count);
        Assert.Equal(times.Order().Distinct(), times);
        await _server.TickAsync(1);
        Assert.Null((await frames.NextAsync()).Items);
    }

    [Fact]
    public async Task Largest_request_within_bounds_is_heard_out()
    {
        await _server.TickAsync(1);
        var word = "disk-write-requests:" + new string('d', 28);
        var item = new WatchItem(new string('h', 63), Guid.NewGuid().ToString("D"), [.. Enumerable.Repeat(word, WatchRequest.MaximumSeries / WatchRequest.MaximumItems)], long.MinValue);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = HubStream.Watch(connection, [.. Enumerable.Repeat(item, WatchRequest.MaximumItems - 1), item with { Host = "local" }]);

        var history = await frames.NextAsync();
        Assert.Equal([WatchRequest.MaximumItems - 1], history.Items!);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task Request_beyond_the_bounds_or_malformed_is_refused()
    {
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        var item = _server.Item(0, 0, "cpu");
        WatchItem[][] refused =
        [
            [.. Enumerable.Repeat(item, WatchRequest.MaximumItems + 1)],
            [.. Enumerable.Repeat(item with { Series = [.. Enumerable.Repeat("cpu", 100)] }, 41)],
            [item with { Host = null }],
            [item with { Machine = "not-a-uuid" }],
            [item with { Series = null }],
            [item with { Series = ["no-such-series"] }],
            [item with { Series = ["disk-read:" + new string('a', 64)] }],
            [null!],
        ];

        foreach (var items in refused)
        {
            await using var frames = HubStream.Watch(connection, items);
            await Assert.ThrowsAsync<HubException>(() => frames.Frames.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));
        }
        Assert.False(_server.Watchers.IsWatched("local"));
    }

    private sealed class Connections : List<HubConnection>, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var connection in this)
                await connection.DisposeAsync();
        }
    }
}
