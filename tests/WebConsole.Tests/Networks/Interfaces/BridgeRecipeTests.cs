using WebConsole.Hypervisor.HostInterfaces;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>The files and commands that make a bridge where WebConsole can't do it itself.</summary>
public sealed class BridgeRecipeTests
{
    private static readonly HostInterface Automatic = new() { Name = "eth0", Kind = InterfaceKind.Card, Mac = "52:54:00:00:00:01", Addresses = [new("192.0.2.5/24", true), new("fe80::1/64")], Gateway = "192.0.2.1" };

    private static readonly HostInterface Fixed = Automatic with { Addresses = [new("192.0.2.5/24"), new("192.0.2.6/24", false), new("2001:db8::5/64", false)] };

    private static RecipeStep[] For(HostInterface over, InterfaceKeeper keeper) => [.. BridgeRecipe.For("br0", over with { Keeper = keeper }, ["192.0.2.53"])];

    [Fact]
    public void Networkd_MovesADhcpAddressOver()
    {
        var steps = For(Automatic, InterfaceKeeper.Networkd);

        Assert.Equal(["/etc/systemd/network/05-br0.netdev", "/etc/systemd/network/05-br0-port.network", "/etc/systemd/network/05-br0.network", null], steps.Select(step => step.File));
        Assert.Equal("[NetDev]\nName=br0\nKind=bridge\nMACAddress=52:54:00:00:00:01\n\n[Bridge]\nSTP=no\n", steps[0].Text);
        Assert.Equal("[Match]\nName=eth0\n\n[Network]\nBridge=br0\n", steps[1].Text);
        Assert.Equal("[Match]\nName=br0\n\n[Network]\nDHCP=yes\n", steps[2].Text);
        Assert.Equal("networkctl reload\nnetworkctl reconfigure eth0 br0\n", steps[3].Text);
    }

    [Fact]
    public void Networkd_MovesFixedAddressesOver() => Assert.Equal(
        "[Match]\nName=br0\n\n[Network]\nAddress=192.0.2.5/24\nAddress=192.0.2.6/24\nAddress=2001:db8::5/64\nGateway=192.0.2.1\nDNS=192.0.2.53\n", For(Fixed, InterfaceKeeper.Networkd)[2].Text);

    [Fact]
    public void Netplan_HasTheWholeBridgeInOneFile()
    {
        var steps = For(Fixed, InterfaceKeeper.Netplan);

        Assert.Equal("/etc/netplan/90-br0.yaml", steps[0].File);
        Assert.Equal("""
            network:
              version: 2
              ethernets:
                eth0:
                  dhcp4: false
                  dhcp6: false
              bridges:
                br0:
                  interfaces: [eth0]
                  macaddress: "52:54:00:00:00:01"
                  addresses: ["192.0.2.5/24", "192.0.2.6/24", "2001:db8::5/64"]
                  routes:
                    - to: default
                      via: 192.0.2.1
                  nameservers:
                    addresses: ["192.0.2.53"]
                  parameters:
                    stp: false
                    forward-delay: 0

            """, steps[0].Text, ignoreLineEndingDifferences: true);
        Assert.Contains("      dhcp4: true\n", For(Automatic, InterfaceKeeper.Netplan)[0].Text, StringComparison.Ordinal);
        Assert.Contains("  bonds:\n    eth0:\n", For(Fixed with { Kind = InterfaceKind.Bond }, InterfaceKeeper.Netplan)[0].Text, StringComparison.Ordinal);
        Assert.Contains("  vlans:\n    eth0:\n", For(Fixed with { Kind = InterfaceKind.Vlan }, InterfaceKeeper.Netplan)[0].Text, StringComparison.Ordinal);
        Assert.Equal("chmod 600 /etc/netplan/90-br0.yaml\nnetplan generate\nnetplan apply\n", steps[1].Text);
    }

    [Fact]
    public void Ifupdown_HasFixedAddressesOfBothFamilies()
    {
        var steps = For(Fixed, InterfaceKeeper.Ifupdown);

        Assert.Equal("apt-get install bridge-utils\n", steps[0].Text);
        Assert.Equal(("/etc/network/interfaces.d/br0", "/etc/network/interfaces"), (steps[1].File, steps[2].File));
        Assert.Equal("auto br0\niface br0 inet static\n    address 192.0.2.5/24\n    gateway 192.0.2.1\n    dns-nameservers 192.0.2.53\n    bridge_ports eth0\n    bridge_stp off\n    bridge_fd 0\n    bridge_hw 52:54:00:00:00:01\n"
            + "    up ip address add 192.0.2.6/24 dev br0\n\niface br0 inet6 static\n    address 2001:db8::5/64\n", steps[1].Text);
        Assert.Equal("iface eth0 inet manual\n", steps[2].Text);
        Assert.StartsWith("auto br0\niface br0 inet dhcp\n    bridge_ports eth0\n", For(Automatic, InterfaceKeeper.Ifupdown)[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TaggedBridge_LeavesTheAddressesWhereTheyAre()
    {
        var networkd = Tagged(InterfaceKeeper.Networkd);
        Assert.Equal("[NetDev]\nName=eth0.20\nKind=vlan\n\n[VLAN]\nId=20\n", networkd[0].Text);
        Assert.Equal("[Match]\nName=eth0.20\n\n[Network]\nBridge=br20\n", networkd[2].Text);
        Assert.Equal(("VLAN=eth0.20\n", null), (networkd[4].Text, networkd[4].File));
        Assert.Equal("networkctl reload\nnetworkctl reconfigure eth0\n", networkd[5].Text);

        Assert.Equal("""
            network:
              version: 2
              vlans:
                eth0.20:
                  id: 20
                  link: eth0
                  link-local: []
              bridges:
                br20:
                  interfaces: [eth0.20]
                  macaddress: "52:54:00:00:00:01"
                  dhcp4: false
                  dhcp6: false
                  link-local: []
                  parameters:
                    stp: false
                    forward-delay: 0

            """, Tagged(InterfaceKeeper.Netplan)[0].Text, ignoreLineEndingDifferences: true);

        Assert.Equal("auto eth0.20\niface eth0.20 inet manual\n    vlan-raw-device eth0\n\nauto br20\niface br20 inet manual\n    bridge_ports eth0.20\n    bridge_stp off\n    bridge_fd 0\n    bridge_hw 52:54:00:00:00:01\n", Tagged(InterfaceKeeper.Ifupdown)[1].Text);
        Assert.StartsWith("ip link add link eth0 name eth0.20 type vlan id 20\n", Assert.Single(Tagged(InterfaceKeeper.Unknown)).Text, StringComparison.Ordinal);
        Assert.All(Enum.GetValues<InterfaceKeeper>().SelectMany(Tagged), step => Assert.DoesNotContain("192.0.2", step.Text, StringComparison.Ordinal));
    }

    private static RecipeStep[] Tagged(InterfaceKeeper keeper) => [.. TaggedBridgeRecipe.For("br20", Fixed with { Keeper = keeper }, 20, "eth0.20")];

    [Fact]
    public void WhereNobodyIsKnown_OnlyWhatEndsWithTheBootIsShown()
    {
        var step = Assert.Single(For(Fixed, InterfaceKeeper.Unknown));

        Assert.Contains("Until the next boot", step.Says, StringComparison.Ordinal);
        Assert.Contains("ip link set eth0 master br0\n", step.Text, StringComparison.Ordinal);
        Assert.Contains("ip address del 192.0.2.5/24 dev eth0\nip address add 192.0.2.5/24 dev br0\n", step.Text, StringComparison.Ordinal);
        Assert.EndsWith("ip route replace default via 192.0.2.1 dev br0\n", step.Text, StringComparison.Ordinal);
    }
}
