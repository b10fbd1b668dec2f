using System.Net;
using System.Net.Sockets;

namespace WebConsole.Security;

/// <summary>Where a request comes from.</summary>
internal static class RequestOrigin
{
    /// <summary>The caller's address for people and the audit log.</summary>
    public static string From(this HttpContext context) => Text(context.Connection.RemoteIpAddress);

    public static string Text(IPAddress? address) => Plain(address)?.ToString() ?? "local socket";

    /// <summary>What one caller can't change at will: the address, in IPv6 its network of 64 bits.</summary>
    public static string Network(IPAddress? address)
    {
        if (Plain(address) is not { AddressFamily: AddressFamily.InterNetworkV6 } v6)
            return Text(address);
        var bytes = v6.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>
    /// Whether the caller is a program of this machine. A proxy that nobody told us of betrays itself by its headers:
    /// behind it is anyone.
    /// </summary>
    public static bool IsLoopback(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(Plain(address)!) &&
        !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Whether the connection itself never left this machine.</summary>
    public static bool IsLocal(this HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static IPAddress? Plain(IPAddress? address) => address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address;
}
