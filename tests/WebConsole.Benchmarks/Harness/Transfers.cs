using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace WebConsole.Benchmarks.Harness;

/// <summary>What a page has received, by URL, in bytes on the network.</summary>
internal sealed class Transfers
{
    private readonly ConcurrentBag<IRequest> _requests = [];
    private readonly ConcurrentDictionary<string, long> _sockets = new(StringComparer.Ordinal);

    public Transfers(IPage page)
    {
        page.RequestFinished += (_, request) => _requests.Add(request);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            var length = frame.Binary?.Length ?? Encoding.UTF8.GetByteCount(frame.Text ?? "");
            _sockets.AddOrUpdate(socket.Url, length, (_, before) => before + length);
        };
    }

    /// <summary>The largest, one per line.</summary>
    public async Task<IReadOnlyList<string>> LargestAsync(int count)
    {
        var all = _sockets.Select(socket => (Address: socket.Key, Bytes: socket.Value)).ToList();
        foreach (var request in _requests)
        {
            var sizes = await request.SizesAsync();
            all.Add((request.Url, sizes.ResponseHeadersSize + sizes.ResponseBodySize));
        }
        return [.. all.OrderByDescending(one => one.Bytes).Take(count).Select(one => $"{one.Bytes / 1e3,8:0.0} kB {one.Address}")];
    }
}
