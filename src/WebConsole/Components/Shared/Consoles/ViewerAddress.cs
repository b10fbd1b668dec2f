using System.Net;
using WebConsole.Hosting;

namespace WebConsole.Components.Shared.Consoles;

/// <summary>The address at which a program on the user's computer reaches a display.</summary>
internal static class ViewerAddress
{
    /// <param name="listens">The address that the display listens on.</param>
    /// <param name="uri">libvirt's URI of the machine's host.</param>
    /// <param name="self">The name under which the browser reached us.</param>
    /// <returns><c>null</c> if it listens on loopback and the user is on another computer, so that only a tunnel leads there.</returns>
    public static string? Of(string listens, string? uri, string self)
    {
        var elsewhere = HostOf(uri);
        if (IsEverywhere(listens))
            return elsewhere ?? self.Trim('[', ']');
        return !ListenAddresses.IsLoopback(listens) || (elsewhere is null && ListenAddresses.IsLoopback(self)) ? listens : null;
    }

    /// <summary>The other computer that libvirt runs on; <c>null</c> if it runs on ours.</summary>
    private static string? HostOf(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.DnsSafeHost is { Length: > 0 } host && !ListenAddresses.IsLoopback(host) ? host : null;

    private static bool IsEverywhere(string address) => IPAddress.TryParse(address, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
}
