using System.Globalization;

namespace WebConsole.Components.Shared;

/// <summary>A server and what is behind a colon: an IPv6 address, which has colons of its own, stands in brackets then.</summary>
internal static class ServerAddress
{
    /// <summary><c>host:port</c>; the host alone where there is no port.</summary>
    public static string WithPort(string host, int? port) =>
        port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Bracketed(host)}:{number}") : host;

    /// <summary><c>host:/path</c>, as mount has it.</summary>
    public static string WithPath(string host, string path) => $"{Bracketed(host)}:{path}";

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
}
