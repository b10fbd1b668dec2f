using System.Globalization;
using System.Net.Sockets;
using WebConsole.CloudInit.Rules;
using WebConsole.CloudInit.Yaml;
using YamlDotNet.RepresentationModel;

namespace WebConsole.CloudInit;

/// <summary>
/// Writes network-config of version 1, which every renderer of every cloud-init reads alike; and of version 2 where a gateway lies outside
/// of all networks, which version 1 has no words for. See docs/adr/0086-cloud-init.md.
/// </summary>
/// <seealso href="https://cloudinit.readthedocs.io/en/latest/reference/network-config-format-v1.html"/>
internal static class NetworkConfigWriter
{
    public static string? Write(IReadOnlyList<CloudInitNetwork>? networks)
    {
        var given = (networks ?? []).OfType<CloudInitNetwork>().ToList();
        if (given.Any(network => network.HasGatewayOnLink))
            return YamlText.Of(Version2(given));
        var interfaces = given.Select(InterfaceOf).ToList();
        if (interfaces.Count == 0)
            return null;
        var node = new YamlMappingNode();
        node.Put("version", YamlText.Plain(1));
        node.Put("config", new YamlSequenceNode(interfaces));
        return YamlText.Of(node);
    }

    private static YamlMappingNode InterfaceOf(CloudInitNetwork network, int at)
    {
        var node = new YamlMappingNode();
        node.Put("type", "physical");
        // The guest gives this name to the interface with this MAC address.
        node.Put("name", $"eth{at.ToString(CultureInfo.InvariantCulture)}");
        node.Put("mac_address", network.Mac?.ToLowerInvariant());
        node.Put("subnets", new YamlSequenceNode(SubnetsOf(network)));
        return node;
    }

    private static IEnumerable<YamlNode> SubnetsOf(CloudInitNetwork network)
    {
        if (network.UsesDhcp)
            yield return Subnet("dhcp4");
        var addresses = (network.Addresses ?? []).OfType<string>().ToList();
        var (way, way6) = (PlaceOf(network.Gateway, addresses), PlaceOf(network.Gateway6, addresses));
        for (var at = 0; at < addresses.Count; at++)
        {
            var subnet = Subnet(IpText.TryParsePrefix(addresses[at], out var address, out _) && address.AddressFamily is AddressFamily.InterNetworkV6 ? "static6" : "static");
            subnet.Put("address", addresses[at]);
            subnet.Put("gateway", at == way ? network.Gateway : at == way6 ? network.Gateway6 : null);
            subnet.Put("dns_nameservers", at == 0 ? network.Dns : null);
            subnet.Put("dns_search", at == 0 ? network.Search : null);
            yield return subnet;
        }
    }

    /// <summary>ifupdown sets up a gateway with the address that it stands beside.</summary>
    private static int PlaceOf(string? gateway, List<string> addresses) => string.IsNullOrEmpty(gateway) ? -1
        : IpText.TryParse(gateway, out var way) ? Math.Max(addresses.FindIndex(address => IpText.IsBeside(way, address)), 0)
        : 0;

    private static YamlMappingNode Version2(IEnumerable<CloudInitNetwork> networks)
    {
        var (node, cards) = (new YamlMappingNode(), new YamlMappingNode());
        foreach (var (at, network) in networks.Index())
            cards.Put($"eth{at.ToString(CultureInfo.InvariantCulture)}", EthernetOf(network, at));
        node.Put("version", YamlText.Plain(2));
        node.Put("ethernets", cards);
        return node;
    }

    private static YamlMappingNode EthernetOf(CloudInitNetwork network, int at)
    {
        var (node, match, servers) = (new YamlMappingNode(), new YamlMappingNode(), new YamlMappingNode());
        match.Put("macaddress", network.Mac?.ToLowerInvariant());
        node.Put("match", match);
        node.Put("set-name", $"eth{at.ToString(CultureInfo.InvariantCulture)}");
        node.Put("dhcp4", YamlText.Plain(network.UsesDhcp));
        if (!network.HasAddresses)
            return node;
        node.Put("addresses", [.. network.Addresses!.OfType<string>()]);
        if (new[] { network.Gateway, network.Gateway6 }.Where(gateway => !string.IsNullOrEmpty(gateway)).Select(gateway => RouteBy(gateway!, network)).ToList() is { Count: > 0 } routes)
            node.Put("routes", new YamlSequenceNode(routes));
        servers.Put("addresses", network.Dns);
        servers.Put("search", network.Search);
        if (servers.Children.Count > 0)
            node.Put("nameservers", servers);
        return node;
    }

    /// <summary>netplan reaches a gateway outside of all networks only where it is told that it is on the link; NetworkManager does by itself.</summary>
    private static YamlMappingNode RouteBy(string gateway, CloudInitNetwork network)
    {
        var route = new YamlMappingNode();
        route.Put("to", IpText.TryParse(gateway, out var address) && address.AddressFamily is AddressFamily.InterNetworkV6 ? "::/0" : "0.0.0.0/0");
        route.Put("via", gateway);
        if (address is not null && !network.Addresses!.OfType<string>().Any(own => IpText.IsBeside(address, own)))
            route.Put("on-link", YamlText.Plain(true));
        return route;
    }

    private static YamlMappingNode Subnet(string type)
    {
        var node = new YamlMappingNode();
        node.Put("type", type);
        return node;
    }
}
