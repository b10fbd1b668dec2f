using System.Globalization;
using System.Net.Sockets;
using WebConsole.CloudInit.Rules;
using WebConsole.CloudInit.Yaml;
using YamlDotNet.RepresentationModel;

namespace WebConsole.CloudInit;

/// <summary>Writes network-config of version 2, which all of cloud-init's network renderers read.</summary>
/// <seealso href="https://docs.cloud-init.io/en/latest/reference/network-config-format-v2.html"/>
internal static class NetworkConfigWriter
{
    public static string? Write(IReadOnlyList<CloudInitNetwork>? networks)
    {
        var interfaces = new YamlMappingNode();
        foreach (var network in (networks ?? []).OfType<CloudInitNetwork>())
        {
            var name = $"eth{interfaces.Children.Count.ToString(CultureInfo.InvariantCulture)}";
            interfaces.Put(name, InterfaceOf(network, name));
        }
        if (interfaces.Children.Count == 0)
            return null;
        var node = new YamlMappingNode();
        node.Put("version", YamlText.Plain(2));
        node.Put("ethernets", interfaces);
        return YamlText.Of(node);
    }

    private static YamlMappingNode InterfaceOf(CloudInitNetwork network, string name)
    {
        var node = new YamlMappingNode();
        if (string.IsNullOrEmpty(network.Mac))
            node.Put("match", Single("name", YamlText.Quoted("e*")));
        else
        {
            node.Put("match", Single("macaddress", YamlText.Quoted(network.Mac.ToLowerInvariant())));
            // Renderers other than netplan's find an interface by its name alone, which must be the MAC address's then.
            node.Put("set-name", name);
        }
        node.Put("dhcp4", YamlText.Plain(network.UsesDhcp));
        node.Put("addresses", network.Addresses);
        if (!string.IsNullOrEmpty(network.Gateway))
            node.Put("routes", new YamlSequenceNode(RouteOf(network)));
        var names = new YamlMappingNode();
        names.Put("addresses", network.Dns);
        names.Put("search", network.Search);
        if (names.Children.Count > 0)
            node.Put("nameservers", names);
        return node;
    }

    private static YamlMappingNode RouteOf(CloudInitNetwork network)
    {
        var isKnown = IpText.TryParse(network.Gateway, out var gateway);
        var node = new YamlMappingNode();
        // netplan before 0.104 does not know the word default.
        node.Put("to", gateway?.AddressFamily is AddressFamily.InterNetworkV6 ? "::/0" : "0.0.0.0/0");
        node.Put("via", network.Gateway);
        // Of a single address, /32, the gateway is outside, and on the same wire all the same.
        if (isKnown && !gateway!.IsIPv6LinkLocal && !(network.Addresses ?? []).Any(text => IpText.TryParsePrefix(text, out var address, out var length) && IpText.IsIn(gateway, address, length)))
            node.Put("on-link", YamlText.Plain(true));
        return node;
    }

    private static YamlMappingNode Single(string key, YamlNode value)
    {
        var node = new YamlMappingNode();
        node.Put(key, value);
        return node;
    }
}
