using System.Globalization;
using System.Net.Sockets;
using WebConsole.CloudInit.Rules;
using WebConsole.CloudInit.Yaml;
using YamlDotNet.RepresentationModel;

namespace WebConsole.CloudInit;

/// <summary>Writes network-config of version 1, which every renderer of every cloud-init reads alike; see docs/adr/0086-cloud-init.md.</summary>
/// <seealso href="https://cloudinit.readthedocs.io/en/latest/reference/network-config-format-v1.html"/>
internal static class NetworkConfigWriter
{
    public static string? Write(IReadOnlyList<CloudInitNetwork>? networks)
    {
        var interfaces = (networks ?? []).OfType<CloudInitNetwork>().Select(InterfaceOf).ToList();
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

    private static YamlMappingNode Subnet(string type)
    {
        var node = new YamlMappingNode();
        node.Put("type", type);
        return node;
    }
}
