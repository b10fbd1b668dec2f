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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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

    private ResponseStream Output(Stream body) => new(new DownloadResponse(new DefaultHttpContext { Response = { Body = body } }, "web.ova"), Patience, _time, _ => { });

    private sealed class StalledStream : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
