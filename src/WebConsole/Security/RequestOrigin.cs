using System.Net;
using System.Net.Sockets;

namespace WebConsole.Security;

/// <summary>The origin of a request.</summary>
internal static class RequestOrigin
{
    /// <summary>The caller's address for people and the audit log.</summary>
    public static string From(this HttpContext context) => Text(context.Connection.RemoteIpAddress);

    public static string Text(IPAddress? address) => Plain(address)?.ToString() ?? "local socket";

    /// <summary>
    /// The part of the address that a caller can't change at will: the whole IPv4 address, or the /64 network of an
    /// IPv6 address.
    /// </summary>
    public static string Network(IPAddress? address)
    {
        if (Plain(address) is not { AddressFamily: AddressFamily.InterNetworkV6 } v6)
            return Text(address);
        var bytes = v6.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>
    /// Whether the caller is a program of this machine. Forwarding headers reveal a proxy that is not configured; its
    /// clients can be anywhere.
    /// </summary>
    public static bool IsLoopback(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(Plain(address)!) &&
        !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Whether the connection comes from this machine.</summary>
    public static bool IsLocal(this HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static IPAddress? Plain(IPAddress? address) => address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address;
}
