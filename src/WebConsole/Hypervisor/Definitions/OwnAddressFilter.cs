using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>libvirt's own packet filters that drop what a guest sends under another IPv4 address than they were told.</summary>
internal static class OwnAddressFilter
{
    private static readonly string[] Names = ["clean-traffic", "clean-traffic-gateway", "no-ip-spoofing", "no-arp-ip-spoofing"];

    /// <summary>The IPv4 addresses that a card may only use; none where it may use any, or the one that its filter learns.</summary>
    public static string[] AddressesOf(InterfaceXml card) => !Names.Contains(card.Filter) ? []
        : [.. card.FilterParameters.Where(parameter => parameter.Name is "IP").Select(parameter => parameter.Value).OfType<string>()];
}
