using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using WebConsole.Operations;

namespace WebConsole.Storage.Fetching;

/// <summary>Resolves a name; a test replaces it.</summary>
internal delegate Task<IPAddress[]> ResolveName(string name, CancellationToken cancellation);

/// <summary>
/// Asks servers for files. Every address is checked where the connection is made, and that address is the one that is
/// connected to: what a name said a moment before counts for nothing.
/// </summary>
internal sealed class FetchClient : IDisposable
{
    private const int MostRedirects = 10;

    private static readonly TimeSpan NextAddress = TimeSpan.FromSeconds(5), ConnectPatience = TimeSpan.FromSeconds(30);

    private const string ChooseAnother = "Take the file from elsewhere.";

    private readonly FetchAddresses _addresses;
    private readonly ResolveName _resolve;
    private readonly bool _hasProxy;
    private readonly TimeSpan _connectPatience;
    private readonly HttpClient _http;

    public FetchClient(FetchAddresses addresses, ResolveName resolve, IOptions<StorageOptions> options) : this(addresses, resolve, options, ConnectPatience)
    {
    }

    internal FetchClient(FetchAddresses addresses, ResolveName resolve, IOptions<StorageOptions> options, TimeSpan connectPatience)
    {
        (_addresses, _resolve, _hasProxy, _connectPatience) = (addresses, resolve, options.Value.FetchProxy.Length > 0, connectPatience);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // A file stays as it is packed.
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = _hasProxy,
            Proxy = _hasProxy ? new WebProxy(options.Value.FetchProxy) : null,
            ConnectTimeout = connectPatience,
            ConnectCallback = ConnectAsync,
            // A connection that is kept would not be checked again.
            PooledConnectionLifetime = TimeSpan.Zero,
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("WebConsole", null) }, AcceptEncoding = { new StringWithQualityHeaderValue("identity") } },
        };
    }

    /// <summary>How long a server may be silent.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The answer of the last server to which the others send; its body is not read yet.</summary>
    /// <param name="url">The file.</param>
    /// <param name="adjust">Adds headers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It is refused; another attempt does not help.</exception>
    /// <exception cref="IOException">The server does not answer; another attempt may help.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, Action<HttpRequestHeaders> adjust, TimeProvider time, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await AskAsync(url, adjust, time, cancellation).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
                return response;
            response.Dispose();
            if (redirects == MostRedirects)
                throw new OperationFailedException($"It is redirected more than {MostRedirects} times.", ChooseAnother);
            if (!Uri.TryCreate(url, location, out var next))
                throw new OperationFailedException($"{url.IdnHost} redirects to something that is no web address.", ChooseAnother);
            if (FetchUrl.MistakeOfRedirect(url, next, _addresses) is { } mistake)
                throw new OperationFailedException(mistake, ChooseAnother);
            url = next;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(Uri url, Action<HttpRequestHeaders> adjust, TimeProvider time, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        adjust(request.Headers);
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            if (_hasProxy)
                await CheckBeforeProxyAsync(url.IdnHost, stop.Token).ConfigureAwait(false);
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException(patience.IsCancellationRequested ? $"{url.IdnHost} has not answered for {Patience.TotalSeconds} s." : $"No connection to {url.IdnHost} came about within {_connectPatience.TotalSeconds} s.");
        }
        catch (HttpRequestException error)
        {
            throw Said(error, url.IdnHost);
        }
    }

    private static Exception Said(HttpRequestException error, string host)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is OperationFailedException or IOException { InnerException: SocketException })
                return inner;
            if (inner is AuthenticationException)
                return new OperationFailedException($"The certificate of {host} is not valid. {inner.Message}", ChooseAnother);
        }
        return new IOException($"{host} does not answer as a web server does: {error.Message}", error);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] found;
        try
        {
            found = await _resolve(host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            throw new IOException($"There is no address of the name {host}: {error.Message}", error);
        }
        // The proxy itself is the administrator's word.
        if (!_hasProxy)
            Check(host, found);
        for (var index = 0; ; index++)
        {
            var isLast = index == found.Length - 1;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (!isLast)
                patience.CancelAfter(NextAddress);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(found[index], port), patience.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception error)
            {
                socket.Dispose();
                if (isLast && error is SocketException)
                    throw new IOException($"{host} can't be reached on port {port}: {error.Message}", error);
                if (isLast && error is OperationCanceledException)
                    throw new IOException($"{host} can't be reached on port {port}: it does not answer.", new SocketException((int)SocketError.TimedOut));
                if (isLast || cancellation.IsCancellationRequested || error is not (SocketException or OperationCanceledException))
                    throw;
            }
        }
    }

    /// <summary>With a proxy, that decides where to connect. What it would be told is checked as far as the server knows.</summary>
    private async Task CheckBeforeProxyAsync(string host, CancellationToken cancellation)
    {
        try
        {
            Check(host, await _resolve(host, cancellation).ConfigureAwait(false));
        }
        catch (SocketException)
        {
            // Behind a proxy, names of the outside are often not known.
        }
    }

    private void Check(string host, IPAddress[] found)
    {
        if (found.Length == 0)
            throw new IOException($"There is no address of the name {host}.");
        foreach (var address in found)
        {
            if (_addresses.WhyNot(address) is { } why)
                throw new OperationFailedException($"The server does not download from {host}: {why}", ChooseAnother);
        }
    }
}
