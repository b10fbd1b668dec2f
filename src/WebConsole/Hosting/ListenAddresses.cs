using System.Net;
using System.Net.Sockets;

namespace WebConsole.Hosting;

/// <summary>
/// The addresses that the server listens on. Passwords and sessions never cross a network unencrypted: http is allowed
/// for loopback and behind a proxy with TLS; everything else needs a certificate of our own.
/// </summary>
public static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls : Default)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static IEnumerable<string> Errors(IConfiguration configuration, WebConsoleOptions options)
    {
        // Kestrel would listen on these too, which would bypass the rule above.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            yield return "Kestrel:Endpoints: not used here; set --urls and WebConsole:Tls";
        foreach (var url in Of(configuration))
            if (Error(url, options) is { } error)
                yield return error;
    }

    /// <summary>Whether only this machine can reach the address.</summary>
    public static bool IsLoopback(BindingAddress address) => address.IsUnixPipe || IsLoopback(address.Host);

    /// <summary>Whether a name or address is a loopback name or address.</summary>
    public static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    public static BindingAddress? TryParse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0 ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Tries to listen on each address for a moment. The server opens its ports last, and without this check a second
    /// process with the same port would already have connected to the hosts and changed machines.
    /// </summary>
    /// <exception cref="IOException">An address is in use, or may not be used.</exception>
    public static void ThrowIfTaken(IConfiguration configuration)
    {
        foreach (var url in Of(configuration))
        {
            try
            {
                if (EndPointOf(BindingAddress.Parse(url)) is { } endPoint)
                    using (var probe = new TcpListener(endPoint))
                        probe.Start();
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new IOException($"can't listen at {url}: {exception.Message}", exception);
            }
        }
    }

    private static IPEndPoint? EndPointOf(BindingAddress address) =>
        address.IsUnixPipe || address.Port == 0 ? null
        : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new IPEndPoint(IPAddress.Loopback, address.Port)
        // Any other name means all interfaces.
        : new IPEndPoint(IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Any, address.Port);

    private static string? Error(string url, WebConsoleOptions options)
    {
        if (TryParse(url) is not { } address)
            return $"urls: \"{url}\" is not an address to listen on as in {Default}";
        if (address.Scheme == "https")
            return options.Tls.IsConfigured ? null : $"urls: {url} needs a certificate: set WebConsole:Tls:Certificate and WebConsole:Tls:Key";
        return IsLoopback(address) || options.Proxy.IsConfigured ? null
            : $"urls: {url} would carry passwords over the network in the clear: use https with WebConsole:Tls:Certificate and WebConsole:Tls:Key, " +
              "or name the proxy that does TLS in WebConsole:Proxy:Addresses";
    }
}
