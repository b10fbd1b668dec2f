using System.Net;

namespace WebConsole.Security;

/// <summary>The other end of the connection itself, whatever its headers say.</summary>
/// <param name="Address">Of the proxy, where there is one.</param>
/// <param name="IsKnownProxy">Whether its headers are believed; <c>null</c> where no proxy is set.</param>
/// <param name="ForwardsFor">Whether X-Forwarded-For came: it asks for somebody else.</param>
/// <param name="ForwardsProto">Whether X-Forwarded-Proto came.</param>
internal sealed record RequestPeer(IPAddress? Address, bool? IsKnownProxy, bool ForwardsFor = false, bool ForwardsProto = false)
{
    /// <summary>Whether it asks for itself, as a browser or a program does.</summary>
    public bool AsksForItself => IsKnownProxy is not true || !ForwardsFor;

    public string Words => IsKnownProxy switch
    {
        true => "a proxy of WebConsole:Proxy:Addresses",
        false => "not in WebConsole:Proxy:Addresses",
        null => "WebConsole:Proxy:Addresses is empty",
    };
}
