using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Metrics;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A program that watches machines' numbers through the hub, as a page does.</summary>
internal sealed class MetricsClient : IAsyncDisposable
{
    private static readonly string[] Series = ["cpu", "memory", "disk", "network"];

    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private int _ticks;

    private MetricsClient(HubConnection connection) => _connection = connection;

    /// <summary>Ticks that have come, history left out.</summary>
    public int Ticks => Volatile.Read(ref _ticks);

    /// <summary>Watches the four numbers that the table of machines shows of each of <paramref name="machines"/>.</summary>
    public static async Task<MetricsClient> WatchAsync(string url, string cookie, string host, IEnumerable<Guid> machines)
    {
        var client = new MetricsClient(new HubConnectionBuilder().WithUrl(url + AppUrls.MetricsHub, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
            options.Headers["Origin"] = url;
        }).AddMessagePackProtocol().Build());
        await client._connection.StartAsync();
        WatchItem[] items = [.. machines.Select(machine => new WatchItem(host, machine.ToString("D"), Series, Since: 0))];
        var frames = client._connection.StreamAsync<MetricsFrame>(nameof(MetricsHub.Watch), items, client._stop.Token);
        client._reading = client.ReadAsync(frames);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<MetricsFrame> frames)
    {
        await foreach (var frame in frames)
        {
            if (frame.Items is null)
                Interlocked.Add(ref _ticks, frame.Times.Length);
        }
    }
}
