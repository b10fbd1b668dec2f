using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebConsole.Features.Metrics;
using WebConsole.Security;
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
        await using var frames = HubStream.Watch(connection, _server.Item(0, 0, "cpu", "network"));

        var history = await frames.NextAsync();
        Assert.Equal([0], history.Items!);
        Assert.Equal(5, history.Times.Length);
        Assert.Equal(10, history.Values.Length);
        Assert.Equal(float.NaN, history.Values[0]);
        Assert.All(history.Values[1..5], value => Assert.Equal(5, value, 0.01));

        await _server.TickAsync(1);
        var news = await frames.NextAsync();
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
        await using (var first = HubStream.Watch(connection, _server.Item(0, 0, "cpu")))
            all = await first.NextAsync();

        await using var frames = HubStream.Watch(connection, _server.Item(0, all.Times[2], "cpu"), _server.Item(1, 0, "cpu"), _server.Item(2, all.Times[2], "cpu"));
        var known = await frames.NextAsync();
        var fresh = await frames.NextAsync();

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
        await using var frames = HubStream.Watch(connection, _server.Item(7, 0, "cpu"), new WatchItem("local", null, ["load"], 0),
            new WatchItem("nowhere", null, ["cpu"], 0));

        var history = await frames.NextAsync();
        Assert.Equal("local", history.Host);
        Assert.Equal([0, 1], history.Items!);
        Assert.Equal(12, history.Values[2], 0.01);
        Assert.Equal(1.5f, history.Values[5]);

        await _server.TickAsync(1);
        Assert.Equal(2, (await frames.NextAsync()).Values.Length);
    }

    [Fact]
    public async Task Unknown_machine_and_device_are_unknown_values()
    {
        await _server.TickAsync(2);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var frames = HubStream.Watch(connection, new WatchItem("local", Guid.NewGuid().ToString("D"), ["cpu"], 0), _server.Item(0, 0, "disk-read:sdz"));

        Assert.All((await frames.NextAsync()).Values, value => Assert.Equal(float.NaN, value));
    }

    [Fact]
    public async Task Host_is_watched_for_as_long_as_a_stream_is_open()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using (var frames = HubStream.Watch(connection, _server.Item(0, 0, "cpu")))
        {
            await frames.NextAsync();
            Assert.True(_server.Watchers.IsWatched("local"));
        }
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);

        await using var again = HubStream.Watch(connection, _server.Item(0, 0, "cpu"));
        await again.NextAsync();
        await connection.StopAsync(Token);
        await Eventually.TrueAsync(() => !_server.Watchers.IsWatched("local"), Token);
    }

    [Fact]
    public async Task Cpus_of_a_host_are_watched_only_by_who_asks_for_one_of_them()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using (var machine = HubStream.Watch(connection, _server.Item(0, 0, "cpu:0"), new WatchItem("local", null, ["cpu"], 0)))
        {
            await machine.NextAsync();
            Assert.True(_server.Watchers.IsWatched("local"));
            Assert.False(_server.Watchers.AreCpusWatched("local"));
        }
        await using (var cpus = HubStream.Watch(connection, new WatchItem("local", null, ["cpu", "cpu:3"], 0)))
        {
            await cpus.NextAsync();
            Assert.True(_server.Watchers.AreCpusWatched("local"));
        }
        await Eventually.TrueAsync(() => !_server.Watchers.AreCpusWatched("local"), Token);
    }

    [Fact]
    public async Task Stream_opens_while_another_is_open_so_that_nothing_is_missed_between()
    {
        await _server.TickAsync(1);
        await using var connection = await _server.ConnectAsync(Role.Viewer);
        await using var first = HubStream.Watch(connection, _server.Item(0, 0, "cpu"));
        await first.NextAsync();
        await using var second = HubStream.Watch(connection, _server.Item(1, 0, "cpu"));

        Assert.Equal(6, (await NextAfterTick(second)).Values[0], 0.01);
        Assert.Equal(5, (await first.NextAsync()).Values[0], 0.01);

        async Task<MetricsFrame> NextAfterTick(HubStream frames)
        {
            await frames.NextAsync();
            await _server.TickAsync(1);
            return await frames.NextAsync();
        }
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
}
