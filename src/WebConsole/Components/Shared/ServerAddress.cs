using System.Globalization;

namespace WebConsole.Components.Shared;

/// <summary>Formats a server with a port or path after a colon; an IPv6 address is put in brackets.</summary>
internal static class ServerAddress
{
    /// <summary><c>host:port</c>; the host alone where there is no port.</summary>
    public static string WithPort(string host, int? port) =>
        port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Bracketed(host)}:{number}") : host;

    /// <summary><c>host:/path</c>, as in mount.</summary>
    public static string WithPath(string host, string path) => $"{Bracketed(host)}:{path}";

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
}
