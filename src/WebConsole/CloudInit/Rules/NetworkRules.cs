using System.Net;
using System.Net.Sockets;
using WebConsole.Text;

namespace WebConsole.CloudInit.Rules;

/// <summary>Networks: of each, how its interface is found and what addresses it gets.</summary>
internal static class NetworkRules
{
    public static IEnumerable<(string Field, string? Text)> Mistakes(CloudInitSettings settings)
    {
        var networks = settings.Networks ?? [];
        yield return ("networks", EntryRules.TooMany(networks));
        for (var at = 0; at < networks.Count && at < CloudInitRules.MostEntries; at++)
            if (networks[at] is { } network)
                foreach (var (field, text) in OfOne(network, networks))
                    yield return ($"networks[{at}].{field}", text);
    }

    /// <summary>Some providers route a /64 by a gateway outside of it.</summary>
    public static IEnumerable<(string Field, string? Text)> Warnings(CloudInitSettings settings) =>
        (settings.Networks ?? []).Take(CloudInitRules.MostEntries).Index().Where(network => network.Item is not null).SelectMany(network => new (string, string?)[]
        {
            ($"networks[{network.Index}].gateway", Outside(network.Item, network.Item.Gateway)),
            ($"networks[{network.Index}].gateway6", Outside(network.Item, network.Item.Gateway6)),
        });

    private static IEnumerable<(string Field, string? Text)> OfOne(CloudInitNetwork network, IReadOnlyList<CloudInitNetwork> all) =>
    [
        ("mac", Mac(network, all)),
        ("dhcp", network is { Dhcp: false, HasAddresses: false } ? "DHCP, or fixed addresses." : null),
        ("addresses", EntryRules.Mistake(network.Addresses, Address)),
        ("gateway", string.IsNullOrEmpty(network.Gateway) ? null : Gateway(network, network.Gateway)),
        ("gateway6", string.IsNullOrEmpty(network.Gateway6) ? null : Gateway6(network, network.Gateway6)),
        ("dns", OnlyFixed(network, network.Dns) ?? EntryRules.Mistake(network.Dns, text => IpText.TryParse(text, out _) ? null : "An address such as 192.0.2.53 or 2001:db8::53.")),
        ("search", OnlyFixed(network, network.Search) ?? EntryRules.Mistake(network.Search, domain => domain.Length == 0 ? "A domain." : HostNameRule.Mistake(domain))),
    ];

    private static string? Mac(CloudInitNetwork network, IReadOnlyList<CloudInitNetwork> all) =>
        string.IsNullOrEmpty(network.Mac) ? "The MAC address of its interface, by which the guest finds it."
        : MacAddress.Mistake(network.Mac) is { } mistake ? mistake
        : all.Count(other => string.Equals(other?.Mac, network.Mac, StringComparison.OrdinalIgnoreCase)) > 1 ? "Each interface once."
        : null;

    private static string? Address(string text) =>
        !IpText.TryParsePrefix(text, out var address, out var length) ? "An address with the length of its prefix, such as 192.0.2.10/24 or 2001:db8::10/64."
        : IpText.IsEndOf(address, length) ? $"The address of one machine: {address} stands for the whole network, or for all in it."
        : null;

    private static string? Gateway6(CloudInitNetwork network, string text) =>
        !IpText.TryParse(text, out var gateway) || gateway.AddressFamily is not AddressFamily.InterNetworkV6 ? "An address of IPv6, such as 2001:db8::1."
        : IpText.TryParse(network.Gateway, out var other) && other.AddressFamily is AddressFamily.InterNetworkV6 ? "One gateway of IPv6."
        : Gateway(network, text);

    private static string? Gateway(CloudInitNetwork network, string text)
    {
        var addresses = (network.Addresses ?? []).OfType<string>().ToList();
        return !IpText.TryParse(text, out var gateway) ? "An address such as 192.0.2.1 or 2001:db8::1."
            : !addresses.Any(address => IpText.IsOneKind(address, text)) ? "Only with a fixed address of the same kind: else DHCP or the router names the gateway."
            : gateway.AddressFamily is AddressFamily.InterNetwork && !IsReached(gateway, text, addresses) ? "In the network of one of the addresses, unless that is a /32."
            : addresses.Any(address => IpText.TryParsePrefix(address, out var own, out _) && own.Equals(gateway)) ? "Another address than the machine's own."
            : null;
    }

    private static string? Outside(CloudInitNetwork network, string? text) =>
        IpText.TryParse(text, out var gateway) && gateway.AddressFamily is AddressFamily.InterNetworkV6 && !IsReached(gateway, text!, [.. (network.Addresses ?? []).OfType<string>()])
            ? $"{text} is outside of the networks of all addresses: the guest asks for it on the link." : null;

    private static bool IsReached(IPAddress gateway, string text, List<string> addresses) =>
        addresses.Any(address => IpText.IsBeside(gateway, address) || (IpText.IsOneKind(address, text) && IpText.IsOfOne(address)));

    // Beside DHCP, netplan and systemd-networkd get none of it from cloud-init.
    private static string? OnlyFixed(CloudInitNetwork network, IReadOnlyList<string>? entries) =>
        entries is { Count: > 0 } && !network.HasAddresses ? "Only with a fixed address: else DHCP says it." : null;
}
