using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebConsole.Features.Metrics;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class MetricsHubTests : IAsyncLifetime
{
    private readonly MetricsHubServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Stream_begins_with_the_history_and_goes_on_with_each_tick()
    {
        await _server.TickAsync(5);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = Watch(connection, Item(0, 0, "cpu", "network"));

        var history = await Next(frames);
        Assert.Equal([0], history.Items!);
        Assert.Equal(5, history.Times.Length);
        Assert.Equal(10, history.Values.Length);
        Assert.Equal(float.NaN, history.Values[0]);
        Assert.All(history.Values[1..5], value => Assert.Equal(5, value, 0.01));

        await _server.TickAsync(1);
        var news = await Next(frames);
        Assert.Null(news.Items);
        Assert.Equal(1000, Assert.Single(news.Times) - history.Times[^1]);
        Assert.Equal(5, news.Values[0], 0.01);
        Assert.Equal(1_500_000, news.Values[1], 1.0);
    }

    [Fact]
    public async Task Since_gives_only_what_is_newer_to_each_item()
    {
        await _server.TickAsync(5);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        MetricsFrame all;
        await using (var first = Watch(connection, Item(0, 0, "cpu")))
            all = await Next(first);

        await using var frames = Watch(connection, Item(0, all.Times[2], "cpu"), Item(1, 0, "cpu"), Item(2, all.Times[2], "cpu"));
        var known = await Next(frames);
        var fresh = await Next(frames);

        Assert.Equal([0, 2], known.Items!);
        Assert.Equal(all.Times[3..], known.Times);
        Assert.Equal([1], fresh.Items!);
        Assert.Equal(all.Times, fresh.Times);
    }

    [Fact]
    [Trait("Attack", "Z3")]
    public async Task Stream_has_what_was_asked_for_and_nothing_else()
    {
        await _server.TickAsync(3);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = Watch(connection, Item(7, 0, "cpu"), new WatchItem("local", null, ["load"], 0),
            new WatchItem("nowhere", null, ["cpu"], 0));

        var history = await Next(frames);
        Assert.Equal("local", history.Host);
        Assert.Equal([0, 1], history.Items!);
        Assert.Equal(12, history.Values[2], 0.01);
        Assert.Equal(1.5f, history.Values[5]);

        await _server.TickAsync(1);
        Assert.Equal(2, (await Next(frames)).Values.Length);
    }

    [Fact]
    public async Task Unknown_machine_and_device_are_unknown_values()
    {
        await _server.TickAsync(2);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = Watch(connection, new WatchItem("local", Guid.NewGuid().ToString("D"), ["cpu"], 0), Item(0, 0, "disk-read:sdz"));

        Assert.All((await Next(frames)).Values, value => Assert.Equal(float.NaN, value));
    }

    [Fact]
    public async Task Host_is_watched_for_as_long_as_a_stream_is_open()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using (var frames = Watch(connection, Item(0, 0, "cpu")))
        {
            await Next(frames);
            Assert.True(_server.Watchers.IsWatched("local"));
        }
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);

        await using var again = Watch(connection, Item(0, 0, "cpu"));
        await Next(again);
        await connection.StopAsync(Token);
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);
    }

    [Fact]
    public async Task Stream_opens_while_another_is_open_so_that_nothing_is_missed_between()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var first = Watch(connection, Item(0, 0, "cpu"));
        await Next(first);
        await using var second = Watch(connection, Item(1, 0, "cpu"));

        Assert.Equal(6, (await NextAfterTick(second)).Values[0], 0.01);
        Assert.Equal(5, (await Next(first)).Values[0], 0.01);

        async Task<MetricsFrame> NextAfterTick(HubStream frames)
        {
            await Next(frames);
            await _server.TickAsync(1);
            return await Next(frames);
        }
    }

    [Fact]
    [Trait("Attack", "D1")]
    public async Task Streams_of_a_connection_are_bounded_and_closed_ones_make_room()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        var open = new List<HubStream>();
        for (var i = 0; i < MetricsHub.MaximumStreams; i++)
        {
            open.Add(Watch(connection, Item(0, 0, "cpu")));
            await Next(open[i]);
        }
        await using (var tooMany = Watch(connection, Item(0, 0, "cpu")))
            await Assert.ThrowsAsync<HubException>(async () => await tooMany.Frames.MoveNextAsync());

        foreach (var frames in open)
            await frames.DisposeAsync();
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);
        await using var again = Watch(connection, Item(0, 0, "cpu"));
        await Next(again);
    }

    [Fact]
    [Trait("Attack", "D1")]
    public async Task Series_of_one_person_are_bounded_over_all_connections_and_closed_ones_make_room()
    {
        await _server.TickAsync(1);
        var most = Item(0, 0, [.. Enumerable.Repeat("cpu", WatchRequest.MaximumSeries)]);
        await using var connections = new Connections();
        var open = new Stack<HubStream>();
        for (var i = 0; i < WatchLimits.Series / WatchRequest.MaximumSeries; i++)
        {
            if (i % MetricsHub.MaximumStreams == 0)
                connections.Add(await _server.ConnectAsync(Role.Viewer));
            open.Push(Watch(connections[^1], most));
            await Next(open.Peek());
        }
        connections.Add(await _server.ConnectAsync(Role.Viewer));
        await using (var tooMany = Watch(connections[^1], Item(0, 0, "cpu")))
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
        await using var frames = Watch(connection, [.. Enumerable.Range(0, 300).Select(machine => Item(machine, 0, words))]);

        List<long> times = [];
        while (times.Count < 20)
        {
            var frame = await Next(frames);
            Assert.Equal(300, frame.Items!.Length);
            Assert.Equal(3000 * frame.Times.Length, frame.Values.Length);
            Assert.InRange(frame.Values.Length, 1, HostWatch.MostValues);
            times.AddRange(frame.Times);
        }
        Assert.Equal(20, times.Count);
        Assert.Equal(times.Order().Distinct(), times);
        await _server.TickAsync(1);
        Assert.Null((await Next(frames)).Items);
    }

    [Fact]
    public async Task Largest_request_within_bounds_is_heard_out()
    {
        await _server.TickAsync(1);
        var word = "disk-write-requests:" + new string('d', 28);
        var item = new WatchItem(new string('h', 63), Guid.NewGuid().ToString("D"), [.. Enumerable.Repeat(word, WatchRequest.MaximumSeries / WatchRequest.MaximumItems)], long.MinValue);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = Watch(connection, [.. Enumerable.Repeat(item, WatchRequest.MaximumItems - 1), item with { Host = "local" }]);

        var history = await Next(frames);
        Assert.Equal([WatchRequest.MaximumItems - 1], history.Items!);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task Request_beyond_the_bounds_or_malformed_is_refused()
    {
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        var item = Item(0, 0, "cpu");
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
            await using var frames = Watch(connection, items);
            await Assert.ThrowsAsync<HubException>(() => frames.Frames.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));
        }
        Assert.False(_server.Watchers.IsWatched("local"));
    }

    [Fact]
    [Trait("Attack", "A2")]
    public async Task Without_sign_in_there_is_no_connection()
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _server.ConnectAsync(role: null));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, exception.StatusCode);
    }

    [Fact]
    public void Silent_connection_is_heard_of_well_before_the_browser_gives_it_up()
    {
        var browserGivesUp = TimeSpan.FromSeconds(15);

        Assert.True(_server.Services.GetRequiredService<IOptions<HubOptions<MetricsHub>>>().Value.KeepAliveInterval * 2 < browserGivesUp);
    }

    [Fact]
    public async Task Json_client_is_refused()
    {
        await using var connection = _server.Connection(Role.Viewer, messagePack: false);

        await Assert.ThrowsAnyAsync<Exception>(() => connection.StartAsync(Token));
    }

    private static HubStream Watch(HubConnection connection, params WatchItem[] items) => new(connection, items, Token);

    private static async Task<MetricsFrame> Next(HubStream stream)
    {
        Assert.True(await stream.Frames.MoveNextAsync());
        return stream.Frames.Current;
    }

    private WatchItem Item(int machine, long since, params string[] series) =>
        new("local", _server.Source.Machines[machine].ToString("D"), series, since);

    private sealed class Connections : List<HubConnection>, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var connection in this)
                await connection.DisposeAsync();
        }
    }

    /// <summary>A stream that ends when disposed of: the client's enumerator alone does not tell the server.</summary>
    private sealed class HubStream : IAsyncDisposable
    {
        private readonly CancellationTokenSource _closing;

        public HubStream(HubConnection connection, WatchItem[] items, CancellationToken token)
        {
            _closing = CancellationTokenSource.CreateLinkedTokenSource(token);
            Frames = connection.StreamAsync<MetricsFrame>(nameof(MetricsHub.Watch), items, _closing.Token).GetAsyncEnumerator(token);
        }

        public IAsyncEnumerator<MetricsFrame> Frames { get; }

        public async ValueTask DisposeAsync()
        {
            await _closing.CancelAsync();
            await Frames.DisposeAsync();
            _closing.Dispose();
        }
    }
}
