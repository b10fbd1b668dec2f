using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Provisioning.Exports;
using WebConsole.Hosting;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Provisioning;

[Trait("Attack", "D2")]
public sealed class ResponseStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), Whole = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReaderThatStalls_IsLeft()
    {
        await using var output = Output(new StalledStream());

        var writing = output.WriteAsync(new byte[1], Cancellation).AsTask();
        _time.Advance(Patience);

        Assert.Contains("too slow", (await Assert.ThrowsAsync<OperationFailedException>(() => writing)).Message, StringComparison.Ordinal);
    }

    /// <summary>A byte now and then is no progress.</summary>
    [Fact]
    public async Task ReaderThatTrickles_IsLeft()
    {
        await using var output = Output(new MemoryStream());

        await output.WriteAsync(new byte[1000], Cancellation);
        _time.Advance(Patience / 2);
        await output.WriteAsync(new byte[1000], Cancellation);
        _time.Advance(Patience / 2);

        await Assert.ThrowsAsync<OperationFailedException>(() => output.WriteAsync(new byte[1000], Cancellation).AsTask());
    }

    [Fact]
    public async Task SlowReader_GetsAll()
    {
        using var body = new MemoryStream();
        await using var output = Output(body);

        for (var piece = 0; piece < 4; piece++)
        {
            await output.WriteAsync(new byte[ResponseStream.Piece], Cancellation);
            _time.Advance(Patience * 0.9);
        }

        Assert.Equal(4 * ResponseStream.Piece, body.Length);
    }

    /// <summary>Always just fast enough not to stall, one would hold an export of 2 TB for years.</summary>
    [Fact]
    public async Task ReaderThatNeverStalls_IsLeftAfterTheTimeForAll()
    {
        await using var output = Output(new MemoryStream());

        var error = await Assert.ThrowsAsync<OperationFailedException>(async () =>
        {
            for (var piece = 0; piece < 20; piece++)
            {
                await output.WriteAsync(new byte[ResponseStream.Piece], Cancellation);
                _time.Advance(Patience * 0.9);
            }
        });

        Assert.Equal("The download was too slow: 12 MiB were taken in 10 min, in which all of it has to be.", error.Message);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1L << 30, 27)]
    [InlineData(1L << 42, 24 * 60)]
    public void TimeForAll_FollowsItsLength(long bytes, int minutes) => Assert.Equal(minutes, (int)ExportReaders.WholeOf(bytes).TotalMinutes);

    private ResponseStream Output(Stream body) => new(new DownloadResponse(new DefaultHttpContext { Response = { Body = body } }, "web.ova"), Patience, Whole, _time, _ => { });

    private sealed class StalledStream : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
