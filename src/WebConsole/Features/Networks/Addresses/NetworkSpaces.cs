using Libvirt.Xml;
using WebConsole.CloudInit.Rules;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>Which of a network's ranges an address lies in.</summary>
internal static class NetworkSpaces
{
    /// <summary>The place, among the network's own addresses, of the one beside an address; <c>null</c> for an address of none of its ranges.</summary>
    public static int? PlaceOf(NetworkXml network, string? text) => !IpText.TryParse(text, out var address) ? null
        : network.Ips.Index().Where(ip => IpText.TryParse(ip.Item.Address, out var own) && own.AddressFamily == address.AddressFamily && NetworkWords.Prefix(ip.Item) is { } prefix && IpNetworks.Around(own, prefix).Contains(address)).Select(ip => (int?)ip.Index).FirstOrDefault();

    /// <summary>Whether the network has addresses of that kind, and this one is in none of its ranges: it may be from before they were changed.</summary>
    public static bool IsOutside(NetworkXml network, string? text) => IpText.TryParse(text, out var address)
        && network.Ips.Any(ip => IpText.TryParse(ip.Address, out var own) && own.AddressFamily == address.AddressFamily) && PlaceOf(network, text) is null;
}
