using System.Collections.Immutable;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>How to make a bridge for one VLAN of an interface where WebConsole can't do it itself. The interface keeps its addresses, and the bridge has none.</summary>
public static class TaggedBridgeRecipe
{
    private const string InForce = "Put it in force; the interface keeps its addresses meanwhile:";

    /// <param name="bridge">The name of the bridge, which is a good one.</param>
    /// <param name="over">The card or bond that carries the VLAN, whose name is a good one.</param>
    /// <param name="vlan">The VLAN's number.</param>
    /// <param name="name">The name of the VLAN's interface.</param>
    public static ImmutableArray<RecipeStep> For(string bridge, HostInterface over, int vlan, string name) => over.Keeper switch
    {
        InterfaceKeeper.Networkd => Networkd(bridge, over, vlan, name),
        InterfaceKeeper.Netplan => Netplan(bridge, over, vlan, name),
        InterfaceKeeper.Ifupdown => Ifupdown(bridge, over, name),
        _ => Bare(bridge, over, vlan, name),
    };

    private static ImmutableArray<RecipeStep> Networkd(string bridge, HostInterface over, int vlan, string name) =>
    [
        new("The interface of the VLAN:", Lines("[NetDev]", $"Name={name}", "Kind=vlan", "", "[VLAN]", $"Id={vlan}"), $"/etc/systemd/network/05-{name}.netdev"),
        new("The bridge:", Lines(["[NetDev]", $"Name={bridge}", "Kind=bridge", .. over.Mac is null ? Array.Empty<string>() : [$"MACAddress={over.Mac}"], "", "[Bridge]", "STP=no"]), $"/etc/systemd/network/05-{bridge}.netdev"),
        new("The VLAN becomes its port:", Lines("[Match]", $"Name={name}", "", "[Network]", $"Bridge={bridge}"), $"/etc/systemd/network/05-{name}.network"),
        new("The host itself has no address there:", Lines("[Match]", $"Name={bridge}", "", "[Network]", "LinkLocalAddressing=no"), $"/etc/systemd/network/05-{bridge}.network"),
        new("A line for the section [Network] of the file that configures the interface; networkctl status names that file:", Lines($"VLAN={name}")),
        new(InForce, Lines("networkctl reload", $"networkctl reconfigure {over.Name}")),
    ];

    private static ImmutableArray<RecipeStep> Netplan(string bridge, HostInterface over, int vlan, string name) =>
    [
        new("The VLAN, and the bridge over it, in which the host itself has no address:",
            Lines(["network:", "  version: 2", "  vlans:", $"    {name}:", $"      id: {vlan}", $"      link: {over.Name}", "      link-local: []", "  bridges:", $"    {bridge}:", $"      interfaces: [{name}]", .. over.Mac is null ? Array.Empty<string>() : [$"      macaddress: \"{over.Mac}\""],
                "      dhcp4: false", "      dhcp6: false", "      link-local: []", "      parameters:", "        stp: false", "        forward-delay: 0"]), $"/etc/netplan/90-{bridge}.yaml"),
        new(InForce, Lines($"chmod 600 /etc/netplan/90-{bridge}.yaml", "netplan generate", "netplan apply")),
    ];

    private static ImmutableArray<RecipeStep> Ifupdown(string bridge, HostInterface over, string name) =>
    [
        new("What makes bridges and VLANs of such files:", Lines("apt-get install bridge-utils vlan")),
        new("The VLAN, and the bridge over it, in which the host itself has no address:",
            Lines([$"auto {name}", $"iface {name} inet manual", $"    vlan-raw-device {over.Name}", "", $"auto {bridge}", $"iface {bridge} inet manual", $"    bridge_ports {name}", "    bridge_stp off", "    bridge_fd 0", .. over.Mac is null ? Array.Empty<string>() : [$"    bridge_hw {over.Mac}"]]), $"/etc/network/interfaces.d/{bridge}"),
        new(InForce, Lines($"ifup {name}", $"ifup {bridge}")),
    ];

    private static ImmutableArray<RecipeStep> Bare(string bridge, HostInterface over, int vlan, string name) =>
    [
        new("Until the next boot. What configures this interface is not known, so nothing that lasts can be shown:",
            Lines([$"ip link add link {over.Name} name {name} type vlan id {vlan}", $"ip link add {bridge} type bridge", .. over.Mac is null ? Array.Empty<string>() : [$"ip link set {bridge} address {over.Mac}"], $"ip link set {name} master {bridge}", $"ip link set {name} up", $"ip link set {bridge} up"])),
    ];

    private static string Lines(params IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}
