using System.Net;

namespace WebConsole.Security;

/// <summary>The real peer of the connection, independent of headers.</summary>
/// <param name="Address">The peer's address; the proxy's, if there is one.</param>
/// <param name="IsKnownProxy">Whether its forwarding headers are accepted; <c>null</c> if no proxy is configured.</param>
/// <param name="ForwardsFor">Whether the request had X-Forwarded-For, so that it is for another client.</param>
/// <param name="ForwardsProto">Whether the request had X-Forwarded-Proto.</param>
internal sealed record RequestPeer(IPAddress? Address, bool? IsKnownProxy, bool ForwardsFor = false, bool ForwardsProto = false)
{
    /// <summary>Whether the peer is the client itself and no proxy.</summary>
    public bool AsksForItself => IsKnownProxy is not true || !ForwardsFor;

    public string Words => IsKnownProxy switch
    {
        true => "a proxy of WebConsole:Proxy:Addresses",
        false => "not in WebConsole:Proxy:Addresses",
        null => "WebConsole:Proxy:Addresses is empty",
    };
}
