using System.Collections.Immutable;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>A step by which an administrator makes a bridge: a file to write, or commands to run.</summary>
/// <param name="Says">What it does; a localizer's key.</param>
/// <param name="Text">The file's text, or the commands.</param>
/// <param name="File">Where the file lies; <c>null</c> for commands.</param>
public sealed record RecipeStep(string Says, string Text, string? File = null);

/// <summary>
/// How to make a bridge over an interface, with its addresses moved over, where WebConsole can't do it itself: the exact files and
/// commands of the program that configures the interface.
/// </summary>
public static class BridgeRecipe
{
    /// <param name="bridge">The name of the bridge, which is a good one.</param>
    /// <param name="over">The interface, whose name is a good one.</param>
    /// <param name="nameservers">The host's name servers, for fixed addresses.</param>
    public static ImmutableArray<RecipeStep> For(string bridge, HostInterface over, IReadOnlyList<string> nameservers)
    {
        var plan = new Plan(bridge, over, [.. over.Addresses.Where(address => !address.IsOfLink && address.IsAutomatic is not true).Select(address => address.Address)], nameservers);
        return over.Keeper switch
        {
            InterfaceKeeper.Networkd => Networkd(plan),
            InterfaceKeeper.Netplan => Netplan(plan),
            InterfaceKeeper.Ifupdown => Ifupdown(plan),
            _ => Bare(plan),
        };
    }

    private static ImmutableArray<RecipeStep> Networkd(Plan plan) =>
    [
        new("The bridge, with the card's MAC address, so that a DHCP server gives the same address:",
            Lines(["[NetDev]", $"Name={plan.Bridge}", "Kind=bridge", .. Each("MACAddress=", plan.Mac), "", "[Bridge]", "STP=no"]), $"/etc/systemd/network/05-{plan.Bridge}.netdev"),
        new("The interface becomes its port. Lines VLAN= of the file that has named it so far belong here too:",
            Lines(["[Match]", $"Name={plan.Over}", "", "[Network]", $"Bridge={plan.Bridge}"]), $"/etc/systemd/network/05-{plan.Bridge}-port.network"),
        new("The bridge has the addresses:",
            Lines(["[Match]", $"Name={plan.Bridge}", "", "[Network]", .. plan.IsAutomatic ? ["DHCP=yes"] : plan.Addresses.Select(address => $"Address={address}").Concat(Each("Gateway=", plan.Gateway)).Concat(plan.Nameservers.Select(server => $"DNS={server}"))]),
            $"/etc/systemd/network/05-{plan.Bridge}.network"),
        new("Put it in force, at the host's own console, or with a way back if the connection breaks:", Lines(["networkctl reload", $"networkctl reconfigure {plan.Over} {plan.Bridge}"])),
    ];

    private static ImmutableArray<RecipeStep> Netplan(Plan plan)
    {
        var section = plan.Kind switch { InterfaceKind.Bond => "bonds", InterfaceKind.Vlan => "vlans", _ => "ethernets" };
        string[] addresses = plan.IsAutomatic ? ["      dhcp4: true"] :
        [
            $"      addresses: [{string.Join(", ", plan.Addresses.Select(address => $"\"{address}\""))}]",
            .. plan.Gateway is null ? Array.Empty<string>() : ["      routes:", "        - to: default", $"          via: {plan.Gateway}"],
            .. plan.Nameservers.Count == 0 ? Array.Empty<string>() : ["      nameservers:", $"        addresses: [{string.Join(", ", plan.Nameservers.Select(server => $"\"{server}\""))}]"],
        ];
        return
        [
            new("The bridge with the addresses. What the other files in /etc/netplan say of addresses, routes and name servers of the interface has to go there, because netplan adds all files up:",
                Lines(["network:", "  version: 2", $"  {section}:", $"    {plan.Over}:", "      dhcp4: false", "      dhcp6: false", "  bridges:", $"    {plan.Bridge}:", $"      interfaces: [{plan.Over}]", .. plan.Mac is null ? Array.Empty<string>() : [$"      macaddress: \"{plan.Mac}\""], .. addresses, "      parameters:", "        stp: false", "        forward-delay: 0"]),
                $"/etc/netplan/90-{plan.Bridge}.yaml"),
            new("Check it, and put it in force, at the host's own console, or with a way back if the connection breaks:", Lines([$"chmod 600 /etc/netplan/90-{plan.Bridge}.yaml", "netplan generate", "netplan apply"])),
        ];
    }

    private static ImmutableArray<RecipeStep> Ifupdown(Plan plan)
    {
        string[] addresses = plan.IsAutomatic ? [$"iface {plan.Bridge} inet dhcp"] :
        [
            $"iface {plan.Bridge} inet static",
            .. plan.Addresses.Where(IsFour).Take(1).Select(address => $"    address {address}"),
            .. Each("    gateway ", plan.Gateway),
            .. plan.Nameservers.Count == 0 ? Array.Empty<string>() : [$"    dns-nameservers {string.Join(' ', plan.Nameservers)}"],
        ];
        string[] further = [.. plan.Addresses.Where(IsFour).Skip(1).Select(address => $"    up ip address add {address} dev {plan.Bridge}"),
            .. plan.IsAutomatic ? [] : plan.Addresses.Where(address => !IsFour(address)).SelectMany(address => new[] { "", $"iface {plan.Bridge} inet6 static", $"    address {address}" })];
        string[] ports = [$"    bridge_ports {plan.Over}", "    bridge_stp off", "    bridge_fd 0", .. Each("    bridge_hw ", plan.Mac)];
        return
        [
            new("What makes bridges of such files:", Lines(["apt-get install bridge-utils"])),
            new("The bridge with the addresses:", Lines([$"auto {plan.Bridge}", .. addresses, .. ports, .. further]), $"/etc/network/interfaces.d/{plan.Bridge}"),
            new("In the place of what /etc/network/interfaces, or a file in interfaces.d, says of the interface:", Lines([$"iface {plan.Over} inet manual"]), "/etc/network/interfaces"),
            new("Put it in force, at the host's own console, or with a way back if the connection breaks:", Lines([$"ifdown --force {plan.Over}", $"ip address flush dev {plan.Over}", $"ifup {plan.Bridge}"])),
        ];
    }

    /// <summary>Nobody keeps it: what the kernel is told now is gone after a boot.</summary>
    private static ImmutableArray<RecipeStep> Bare(Plan plan) =>
    [
        new("Until the next boot, at the host's own console. What configures this interface is not known, so nothing that lasts can be shown:",
            Lines([$"ip link add {plan.Bridge} type bridge", .. plan.Mac is null ? Array.Empty<string>() : [$"ip link set {plan.Bridge} address {plan.Mac}"], $"ip link set {plan.Over} master {plan.Bridge}", $"ip link set {plan.Bridge} up",
                .. plan.Addresses.SelectMany(address => new[] { $"ip address del {address} dev {plan.Over}", $"ip address add {address} dev {plan.Bridge}" }), .. plan.Gateway is null ? Array.Empty<string>() : [$"ip route replace default via {plan.Gateway} dev {plan.Bridge}"]])),
    ];

    private static bool IsFour(string address) => !address.Contains(':', StringComparison.Ordinal);

    private static IEnumerable<string> Each(string before, string? value) => value is null ? [] : [before + value];

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private sealed record Plan(string Bridge, HostInterface Interface, IReadOnlyList<string> Addresses, IReadOnlyList<string> Nameservers)
    {
        public string Over => Interface.Name;

        public InterfaceKind Kind => Interface.Kind;

        public string? Mac => Interface.Mac;

        public string? Gateway => Interface.Gateway;

        /// <summary>An interface that has no address so far gets one by DHCP too: nothing is lost by asking.</summary>
        public bool IsAutomatic => Addresses.Count == 0;
    }
}
