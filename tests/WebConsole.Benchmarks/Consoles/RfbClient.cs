using System.Diagnostics;
using WebConsole.Tests.Consoles;

namespace WebConsole.Benchmarks.Consoles;

/// <summary>The other end of the script.</summary>
internal sealed class RfbClient(IConsolePath path) : IAsyncDisposable
{
    private ReadOnlyMemory<byte> _left;

    public async Task ShakeHandsAsync()
    {
        await SkipAsync(RfbTalk.Version().Length);
        await path.SendAsync(RfbTalk.Version());
        await SkipAsync(2);
        await path.SendAsync([1]);
        await SkipAsync(4);
        await path.SendAsync([1]);
        await SkipAsync(ScriptedGuest.ServerInit("guest"u8).Length);
    }

    /// <summary>The time from a pointer movement to the resulting change of the screen.</summary>
    public async Task<TimeSpan> EchoAsync()
    {
        var sent = Stopwatch.GetTimestamp();
        await path.SendAsync(RfbTalk.Pointer());
        await SkipAsync(RfbSource.SmallUpdate.Length);
        return Stopwatch.GetElapsedTime(sent);
    }

    /// <summary>Requests an amount of screen data, and receives it.</summary>
    public async Task<TimeSpan> FloodAsync(int mebibytes)
    {
        var sent = Stopwatch.GetTimestamp();
        await path.SendAsync(RfbTalk.Key((uint)mebibytes));
        await SkipAsync((long)mebibytes * RfbSource.MiB);
        return Stopwatch.GetElapsedTime(sent);
    }

    public ValueTask DisposeAsync() => path.DisposeAsync();

    private async Task SkipAsync(long length)
    {
        while (length > 0)
        {
            if (_left.IsEmpty)
                _left = await path.ReceiveAsync();
            var taken = (int)Math.Min(length, _left.Length);
            _left = _left[taken..];
            length -= taken;
        }
    }
}
