using WebConsole.Features.Storage.Uploads;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Requests and the operation of one upload, which meet in any order.</summary>
public sealed class PendingUploadTests
{
    private readonly PendingUpload _upload = new(new UploadRecord(Guid.NewGuid(), "local", Guid.NewGuid(), "a.img", "raw", 1_000, null, "tester"), isSaved: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RequestThatHasEnded_IsNotStopped()
    {
        using (var taken = new UploadPiece(Stream.Null, CancellationToken.None))
        {
            Assert.True(_upload.Offer(taken));
            _upload.Took(taken, null);
        }
        await _upload.StopPieceAsync();
        using (var waiting = new UploadPiece(Stream.Null, CancellationToken.None))
        {
            Assert.True(_upload.Offer(waiting));
            // One after the other: the second is refused, and the first stays.
            using (var second = new UploadPiece(Stream.Null, CancellationToken.None))
                Assert.False(_upload.Offer(second));
            await _upload.StopPieceAsync();
            Assert.True(waiting.Stopped.IsCancellationRequested);
            _upload.End("It failed.");
            Assert.Equal("It failed.", await waiting.Taken.WaitAsync(Cancel));
        }
        await _upload.StopPieceAsync();
        using (var late = new UploadPiece(Stream.Null, CancellationToken.None))
            Assert.False(_upload.Offer(late));
        await _upload.StopPieceAsync();
    }

    [Fact]
    public void NewOperation_KnowsNothingOfTheFailureBefore()
    {
        _upload.End("It failed.");
        _upload.Begin();

        Assert.Null(_upload.Failure);
        using var piece = new UploadPiece(Stream.Null, CancellationToken.None);
        Assert.True(_upload.Offer(piece));
    }
}
