using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;
using static WebConsole.Features.Machines.Reach.PathStep;

namespace WebConsole.Features.Machines.Reach;

/// <summary>The places on the way that are about packets: whether the guest's are seen, and what sends them on or drops them.</summary>
internal static class CardPathOfGuest
{
    public static PathStep Address(CardFacts facts)
    {
        var (told, seen) = (string.Join(", ", CardPath.From(facts, "agent")), string.Join(", ", CardPath.From(facts, "arp")));
        return facts.AreOfEarlierRange(CardPath.From(facts, "agent").Concat(CardPath.From(facts, "arp"))) ? CardPath.OfEarlierRange(facts, "address", $"The guest uses {(seen.Length > 0 ? seen : told)}")
            : seen.Length > 0 ? new("address", Ok, $"The host has seen packets of {seen}.")
            : told.Length > 0 ? new("address", Ok, $"The guest says that it uses {told}.")
            : CardPath.From(facts, "lease").Any() ? new("address", Unknown, "Neither the guest's agent nor a packet that the host has seen says that the guest uses its address.") { Advice = "See in its console whether its card has the address." }
            : new("address", Wrong, "Nobody has seen an address of this card.") { Advice = "See in the machine's console whether its system is up and its card has an address." };
    }

    public static PathStep? Forwarding(CardFacts facts) => facts.NetworkXml?.ForwardMode switch
    {
        _ when !facts.IsOfLibvirt => null,
        null => new("forwarding", Ok, "The network is isolated: its machines reach each other and the host, and nothing else reaches them."),
        var mode => facts.Forwards switch
        {
            null => new("forwarding", Unknown, "Only the host itself tells whether it sends packets on."),
            false => new("forwarding", Wrong, "The host sends no packets on to other networks.") { Advice = "Switch it on, and keep it in a file in /etc/sysctl.d.", Command = "sysctl -w net.ipv4.ip_forward=1" },
            true => new("forwarding", Ok, mode is "nat" ? "The host sends packets on. By NAT the machine reaches the outside; from outside, only forwarded ports reach it." : "The host sends packets on. Routers outside have to know the way back to this network."),
        },
    };

    public static PathStep User(CardFacts facts) => facts.Card.PortForwards.Count > 0
        ? new("network", Ok, "It is on QEMU's own network: from outside, only its forwarded ports reach it.")
        : new("network", Wrong, "It is on QEMU's own network, where the machine reaches the outside and nobody reaches the machine.") { Advice = "Connect it to a virtual network or a bridge, or forward ports to it." };

    public static PathStep Filter(CardFacts facts) => facts.Card.Filter is not { } filter ? new("filter", Ok, "No packet filter guards the card.")
        : facts.HasFilter && OwnAddressFilter.AddressesOf(facts.Card) is { Length: > 0 } only && facts.Ipv4Addresses is { Length: > 0 } used && !used.Intersect(only).Any()
            ? new("filter", Wrong, $"The packet filter {filter} lets the card use {string.Join(", ", only)} only, and it has {string.Join(", ", used)}.") { Advice = "Tell the filter this address, as the parameter IP in the settings of the card." }
        : facts.HasFilter ? new("filter", Unknown, $"The packet filter {filter} decides what passes. Whether it passes what you miss, its rules say.") { Advice = "Look at its rules, or try without it." }
        : new("filter", Wrong, $"The packet filter {filter} that the card names is not there.") { Advice = "Choose another in the card's settings." };

    /// <summary>Only root may see the rules, so that nobody can say whether they are in force.</summary>
    public static PathStep? Firewall(CardFacts facts) => !facts.IsOfLibvirt || facts.NetworkXml?.ForwardMode is "open" ? null : new("firewall", Unknown, facts.FirewallBackend switch
    {
        "nftables" => "libvirt makes its firewall rules with nftables. Only root sees whether they are in force.",
        "iptables" => "libvirt makes its firewall rules with iptables. Only root sees whether they are in force.",
        _ => "Only root sees whether libvirt's firewall rules are in force, and which of nftables and iptables has made them.",
    })
    {
        Advice = "Look for rules of other programs that drop what libvirt's let pass: Docker sets the policy of FORWARD to DROP. libvirt makes its own anew when the network starts.",
        Command = facts.FirewallBackend switch
        {
            "nftables" => "nft list ruleset",
            "iptables" => $"iptables -nvL {ShellText.Quote("LIBVIRT_FWI")}",
            _ => "nft list ruleset; iptables -nvL FORWARD",
        },
    };
}
