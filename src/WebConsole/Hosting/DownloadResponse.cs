using Microsoft.Net.Http.Headers;

namespace WebConsole.Hosting;

/// <summary>The response that a download is written into; the request waits until the download has ended.</summary>
/// <param name="context">The request.</param>
/// <param name="name">The name of the file in the browser.</param>
internal sealed class DownloadResponse(HttpContext context, string name)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;
    private bool _answered;
    private long _unsent;

    /// <summary>Cancelled when the browser has gone.</summary>
    public CancellationToken Gone { get; } = context.RequestAborted;

    /// <summary>Called before anything is written.</summary>
    /// <exception cref="OperationCanceledException">The request did not wait for it.</exception>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            throw new OperationCanceledException();
    }

    /// <summary>Called when nothing will be written any more.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>
    /// Waits for <see cref="End"/>. A task that was cancelled before it began never ends: then the browser's end counts.
    /// </summary>
    public async Task EndedAsync()
    {
        using var gone = Gone.UnsafeRegister(_ =>
        {
            if (Interlocked.Exchange(ref _begun, 1) == 0)
                End();
        }, null);
        await _ended.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// What remains to be said when it has ended: of one that failed, the browser must not take the beginning for all.
    /// </summary>
    public IResult Rest()
    {
        if (!_answered)
            return TypedResults.Problem("It can't be read; its task says why.", statusCode: StatusCodes.Status409Conflict);
        if (_unsent > 0)
            context.Abort();
        return TypedResults.Empty;
    }

    /// <summary>Sends a piece of the part.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        await context.Response.Body.WriteAsync(piece, cancellation).ConfigureAwait(false);
        _unsent -= piece.Length;
    }

    /// <summary>The part that is asked for; of several parts all, as the standard allows; <c>null</c> if it lies behind the end.</summary>
    public (long First, long Length)? Part(long length)
    {
        var asked = context.Request.GetTypedHeaders();
        // Nothing tells whether the volume is still the one of which the browser has the beginning.
        if (asked.IfRange is not null || asked.Range is not { Ranges.Count: 1 } header || header.Unit != "bytes")
            return (0, length);
        var (first, last) = header.Ranges.First() switch
        {
            { From: { } from, To: var to } => (from, Math.Min(to ?? long.MaxValue, length - 1)),
            { To: { } suffix } => (Math.Max(0, length - suffix), length - 1),
            _ => (0, length - 1),
        };
        return first <= last ? (first, last - first + 1) : null;
    }

    /// <summary>Sets status and headers, and says which part is to be sent.</summary>
    /// <param name="length">The length of the volume.</param>
    /// <param name="asked">Its <see cref="Part"/>.</param>
    public (long First, long Length) Answer(long length, (long First, long Length)? asked)
    {
        _answered = true;
        var response = context.Response;
        var headers = response.GetTypedHeaders();
        headers.Set(HeaderNames.AcceptRanges, "bytes");
        if (asked is not { } part)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            headers.ContentRange = new ContentRangeHeaderValue(length);
            return default;
        }
        if (part.Length < length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = new ContentRangeHeaderValue(part.First, part.First + part.Length - 1, length);
        }
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition;
        headers.ContentLength = part.Length;
        headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        // Not a type that a browser would show.
        response.ContentType = "application/octet-stream";
        _unsent = part.Length;
        return part;
    }
}
