using Microsoft.AspNetCore.SignalR.Client;
using WebConsole.Features.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

/// <summary>A stream that ends when disposed of: the client's enumerator alone does not tell the server.</summary>
internal sealed class HubStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing;

    private HubStream(HubConnection connection, WatchItem[] items, CancellationToken token)
    {
        _closing = CancellationTokenSource.CreateLinkedTokenSource(token);
        Frames = connection.StreamAsync<MetricsFrame>(nameof(MetricsHub.Watch), items, _closing.Token).GetAsyncEnumerator(token);
    }

    public IAsyncEnumerator<MetricsFrame> Frames { get; }

    public static HubStream Watch(HubConnection connection, params WatchItem[] items) => new(connection, items, TestContext.Current.CancellationToken);

    public async Task<MetricsFrame> NextAsync()
    {
        Assert.True(await Frames.MoveNextAsync());
        return Frames.Current;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Frames.DisposeAsync();
        _closing.Dispose();
    }
}
