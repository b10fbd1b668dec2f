using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using WebConsole.Storage.Packed;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Storage.Fetching;

/// <summary>A file that comes from a server. After a cut it goes on where it was, if the server can say that the file is still the same.</summary>
internal sealed class FetchedFile : ReadStream
{
    private const int MostAttempts = 5;

    /// <summary>After so much the cut before is forgotten.</summary>
    private const long Progress = 1 << 20;

    private const string Again = "Try it again, or take the file from elsewhere.";

    private readonly FetchClient _client;
    private readonly Uri _url;
    private readonly OperationContext _context;
    private readonly RangeConditionHeaderValue? _same;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private HttpResponseMessage _response;
    private Stream? _body;
    private int _attempts;
    private long _cutAt;

    private FetchedFile(FetchClient client, Uri url, OperationContext context, HttpResponseMessage response)
    {
        (_client, _url, _context, _response) = (client, url, context, response);
        Size = response.Content.Headers.ContentLength;
        Name = FetchUrl.NameOf(url, response);
        _same = response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
            : response.Content.Headers.LastModified is { } changed ? new RangeConditionHeaderValue(changed)
            : null;
    }

    /// <summary>How long it is, if the server says so.</summary>
    public long? Size { get; }

    /// <summary>What the server calls it, if that is another name than the URL's.</summary>
    public string? Name { get; }

    /// <summary>How many bytes have been read.</summary>
    public long Arrived { get; private set; }

    /// <param name="client">Asks.</param>
    /// <param name="url">The file.</param>
    /// <param name="isPacked">Whether it is packed, as its name says or whoever wants it unpacked: some servers call that an encoding.</param>
    /// <param name="context">The task.</param>
    public static async Task<FetchedFile> OpenAsync(FetchClient client, Uri url, bool isPacked, OperationContext context)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.GetAsync(url, _ => { }, context.Time, context.Cancellation).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new OperationFailedException(error.Message, Again);
        }
        var another = Another(response, isPacked);
        if (response.StatusCode is HttpStatusCode.OK && another is null)
            return new FetchedFile(client, url, context, response);
        response.Dispose();
        throw new OperationFailedException(response.StatusCode switch
        {
            HttpStatusCode.OK => another!,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => $"The server has no such file ({(int)response.StatusCode}).",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"The server does not give the file to everyone ({(int)response.StatusCode}).",
            >= HttpStatusCode.InternalServerError => $"The server can't give the file now ({Named(response.StatusCode)}).",
            var other => $"The server answers {Named(other)}, and not with the file.",
        }, Again);
    }

    /// <summary>Why what comes is not the file although the server says so; <c>null</c> if it may be.</summary>
    private static string? Another(HttpResponseMessage response, bool isPacked) =>
        response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml" ? "The server answers with a web page, and not with the file: perhaps one has to sign in there."
        : !isPacked && response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) ? "The server packs the file on the way, though it was asked not to."
        : null;

    // Not in the server's words, which may be long, or act on a terminal.
    private static string Named(HttpStatusCode status) => $"{(int)status} {ReasonPhrases.GetReasonPhrase((int)status)}".TrimEnd();

    /// <summary>The hash of what was read.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await ReadBodyAsync(buffer, cancellationToken).ConfigureAwait(false);
                Arrived += read;
                _hash.AppendData(buffer.Span[..read]);
                return read;
            }
            catch (Exception cut) when (cut is IOException or HttpRequestException)
            {
                await GoOnAsync(cut.Message, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _response.Dispose();
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(FetchClient.Patience, _context.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            _body ??= await _response.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            return await _body.ReadAsync(buffer, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"Nothing has arrived for {FetchClient.Patience.TotalSeconds} s.");
        }
    }

    /// <summary>Asks for the rest.</summary>
    private async Task GoOnAsync(string why, CancellationToken cancellation)
    {
        _response.Dispose();
        if (Arrived - _cutAt >= Progress)
            _attempts = 0;
        _cutAt = Arrived;
        while (_same is not null && ++_attempts <= MostAttempts)
        {
            _context.Note($"The connection broke after {Format.Bytes(Arrived)}: {why} Attempt {_attempts} of {MostAttempts} to go on.");
            await Task.Delay(TimeSpan.FromSeconds(1 << (_attempts - 1)), _context.Time, cancellation).ConfigureAwait(false);
            try
            {
                _response = await _client.GetAsync(_url, Rest, _context.Time, cancellation).ConfigureAwait(false);
            }
            catch (IOException error)
            {
                why = error.Message;
                continue;
            }
            if (_response.StatusCode is HttpStatusCode.PartialContent && _response.Content.Headers.ContentRange is { From: var from, Length: var length } && from == Arrived && (length is null || Size is null || length == Size))
            {
                _body = null;
                return;
            }
            _response.Dispose();
            if (_response.StatusCode is < HttpStatusCode.InternalServerError and not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout))
                throw new OperationFailedException($"The connection broke after {Format.Bytes(Arrived)}, and the server can't go on there, or has another file by now.", Again);
            why = $"the server answers {Named(_response.StatusCode)}.";
        }
        throw new OperationFailedException($"The connection broke after {Format.Bytes(Arrived)}: {why}", Again);
    }

    private void Rest(HttpRequestHeaders headers) => (headers.Range, headers.IfRange) = (new RangeHeaderValue(Arrived, null), _same);
}
