using System.Net;
using WebConsole.Operations;
using WebConsole.Storage.Fetching;
using WebConsole.Storage.Packed;

namespace WebConsole.OsInfo.Archives;

/// <summary>Gets archives of osinfo-db from web servers, by the rules of all that the server fetches.</summary>
internal sealed class OsArchiveFetch(FetchClient client, FetchAddresses addresses, TimeProvider time)
{
    /// <summary>For all of it: such an archive is small.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string? MistakeOf(string url) => FetchUrl.Mistake(url, addresses);

    public static string Shown(string url) => FetchUrl.Shown(FetchUrl.Parse(url)!);

    /// <exception cref="OperationFailedException">It is refused, or the server has no such file.</exception>
    /// <exception cref="IOException">The server does not answer.</exception>
    public async Task<Stream> OpenAsync(string url, CancellationToken cancellation)
    {
        var response = await client.GetAsync(FetchUrl.Parse(url)!, _ => { }, time, cancellation).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK)
            return new Body(response, new CancellationTokenSource(Patience, time));
        response.Dispose();
        throw OsArchive.Wrong($"The server answers {(int)response.StatusCode}, and not with the file.");
    }

    private sealed class Body(HttpResponseMessage response, CancellationTokenSource patience) : ReadStream
    {
        private Stream? _stream;

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                _stream ??= await response.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
                return await _stream.ReadAsync(buffer, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"The server has not sent all of it within {Patience.TotalMinutes} minutes.");
            }
            catch (HttpRequestException error)
            {
                throw new IOException(error.Message, error);
            }
        }

        protected override void Dispose(bool disposing)
        {
            response.Dispose();
            patience.Dispose();
            base.Dispose(disposing);
        }
    }
}
