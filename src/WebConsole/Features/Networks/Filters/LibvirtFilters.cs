using System.Collections.Frozen;

namespace WebConsole.Features.Networks.Filters;

/// <summary>The packet filters that libvirt's package brings, by their names: libvirt itself does not tell them from others.</summary>
internal static class LibvirtFilters
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "allow-arp", "allow-dhcp", "allow-dhcp-server", "allow-dhcpv6", "allow-dhcpv6-server", "allow-incoming-ipv4", "allow-incoming-ipv6", "allow-ipv4", "allow-ipv6", "clean-traffic", "clean-traffic-gateway",
        "no-arp-ip-spoofing", "no-arp-mac-spoofing", "no-arp-spoofing", "no-ip-multicast", "no-ip-spoofing", "no-ipv6-multicast", "no-ipv6-spoofing", "no-mac-broadcast", "no-mac-spoofing", "no-other-l2-traffic", "no-other-rarp-traffic",
        "qemu-announce-self", "qemu-announce-self-rarp",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Has(string name) => Names.Contains(name);
}
