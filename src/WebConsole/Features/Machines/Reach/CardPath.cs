using System.Collections.Immutable;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Text;
using static WebConsole.Features.Machines.Reach.PathStep;

namespace WebConsole.Features.Machines.Reach;

/// <summary>Walks the way from a host's network to a machine's card, and says of each place on it whether it is as it has to be.</summary>
internal static class CardPath
{
    private const string OnlyThere = "Only the host itself tells, and WebConsole does not run on it.";

    public static ImmutableArray<PathStep> Of(CardFacts facts)
    {
        if (!facts.Device.Machine.IsActive)
            return [.. WhileOff(facts)];
        var steps = new List<PathStep?> { Link(facts) };
        switch (facts.Card.Type)
        {
            case "network" or "bridge":
                steps.AddRange([Network(facts), Tap(facts), Bridge(facts), Uplink(facts), Dhcp(facts), Lease(facts), CardPathOfGuest.Address(facts), CardPathOfGuest.Forwarding(facts)]);
                break;
            case "direct":
                steps.AddRange([Shared(facts), CardPathOfGuest.Address(facts)]);
                break;
            case "user":
                steps.Add(CardPathOfGuest.User(facts));
                break;
            default:
                steps.AddRange([new("network", Unknown, $"What is behind a card of the kind {facts.Card.Type} is not known."), CardPathOfGuest.Address(facts)]);
                break;
        }
        return [.. steps.Append(CardPathOfGuest.Filter(facts)).Append(CardPathOfGuest.Firewall(facts)).OfType<PathStep>()];
    }

    /// <summary>Of one that is off: what would keep it from starting, or from being reached then.</summary>
    private static IEnumerable<PathStep> WhileOff(CardFacts facts) => new[]
    {
        new PathStep("machine", Wrong, "The machine is off.") { Advice = "Start it.", Action = new(facts.Device.Machine.Id, "start") },
        facts.Card.Type is "bridge" ? Bridge(facts) : Network(facts), CardPathOfGuest.Filter(facts),
    }.OfType<PathStep>();

    private static PathStep Link(CardFacts facts) => facts.Card.LinkState is "down"
        ? new("link", Wrong, "The card's cable is unplugged.") { Advice = "Plug it in.", Action = new(facts.Device.Id, PathAction.LinkUp) }
        : new("link", Ok, "The card's cable is plugged in.");

    private static PathStep? Network(CardFacts facts) => (facts.Card.Type == "network" ? facts.Card.SourceNetwork : facts.Network?.Name) is not { } name ? null
        : facts.Network is not { } network ? new("network", Wrong, $"The host has no network {name}.") { Advice = "Make one of that name, or connect the card to another." }
        : !network.Active ? new("network", Wrong, $"The network {name} is off.") { Advice = "Start it. Cards of machines that ran while it stopped have lost their bridge: unplug them and plug them in again, or restart these machines.", Action = new(network.Id, "start") }
        : new("network", Ok, $"The network {name} is active.");

    private static PathStep Tap(CardFacts facts)
    {
        if (facts.Interfaces is not { } interfaces)
            return new("tap", Unknown, OnlyThere);
        if (facts.Card.TargetDevice is not { } name)
            return new("tap", Unknown, "libvirt names no interface of the host for this card.");
        if (interfaces.Find(name) is not { } tap)
            return new("tap", Wrong, $"The host has no interface {name}, which libvirt has made for this card.") { Advice = "Remove the card and add it again, or restart the machine." };
        if (tap.IsUp is false)
            return new("tap", Wrong, $"{name}, the host's end of the card, is switched off.") { Advice = "Switch it on.", Command = $"ip link set {ShellText.Quote(name)} up" };
        if (facts.Bridge is not { } bridge)
            return new("tap", Ok, $"{name}, the host's end of the card, is up.");
        // Open vSwitch shows its ports below one name, whichever of its bridges they are in.
        if (tap.Master is "ovs-system")
            return new("tap", Unknown, $"{name} is a port of Open vSwitch, which alone knows of which bridge.") { Command = $"ovs-vsctl port-to-br {ShellText.Quote(name)}" };
        return tap.Master == bridge ? new("tap", Ok, $"{name}, the host's end of the card, is up and a port of {bridge}.")
            : new("tap", Wrong, tap.Master is { } other ? $"{name}, the host's end of the card, is a port of {other}, not of {bridge}." : $"{name}, the host's end of the card, is a port of no bridge; it belongs to {bridge}.")
            {
                Advice = "Make it a port of that bridge again.", Command = $"ip link set {ShellText.Quote(name)} master {ShellText.Quote(bridge)}",
            };
    }

    private static PathStep? Bridge(CardFacts facts) => facts.Bridge is not { } name ? null
        : facts.Interfaces is not { } interfaces ? new("bridge", Unknown, OnlyThere)
        : interfaces.Find(name) is not { } bridge ? new("bridge", Wrong, $"The host has no bridge {name}.") { Advice = facts.IsOfLibvirt ? "It comes with the network: start that, or stop and start it." : "Make it, or connect the card to another." }
        : bridge.IsUp is false ? new("bridge", Wrong, $"The bridge {name} is switched off.") { Advice = "Switch it on.", Command = $"ip link set {ShellText.Quote(name)} up" }
        : new("bridge", Ok, $"The bridge {name} is up.");

    /// <summary>By which card of the host a bridge leads out: libvirt's own need none.</summary>
    private static PathStep? Uplink(CardFacts facts)
    {
        if (facts.IsOfLibvirt || facts.Bridge is not { } bridge || facts.Interfaces is not { } interfaces || interfaces.Find(bridge) is not { Kind: InterfaceKind.Bridge })
            return null;
        HostInterface[] ports = [.. interfaces.PortsOf(bridge).Where(port => port.Kind is not InterfaceKind.Tap)];
        return ports is [] && facts.Forwards is not false ? new("uplink", Unknown, $"No card of the host is a port of {bridge}: it leads further only as far as the host sends packets on for it.") { Advice = "Where its machines are to be in the host's own network, make a card of the host its port." }
            : ports is [] ? new("uplink", Wrong, $"No card of the host is a port of {bridge}, and the host sends no packets on: it leads to nothing but the host and its machines.") { Advice = "Make a card of the host its port." }
            : ports.Where(port => port.State is "up" or "unknown").Select(port => port.Name).ToArray() is [var first, ..] ? new("uplink", Ok, $"{bridge} leads out by {first}, which has a link.")
            : new("uplink", Wrong, $"{ports[0].Name}, by which {bridge} leads out, has no link.") { Advice = "See to its cable and its switch." };
    }

    private static PathStep? Dhcp(CardFacts facts) => !facts.IsOfLibvirt || facts.Network is not { Active: true } network ? null
        : !GivesAddresses(facts) ? new("dhcp", Unknown, $"The network {network.Name} gives out no addresses: the guest needs a fixed one.")
        : facts.Interfaces is null ? new("dhcp", Unknown, OnlyThere)
        : facts.DhcpRuns switch
        {
            true => new("dhcp", Ok, $"The DHCP server of {network.Name} runs."),
            false => new("dhcp", Wrong, $"The DHCP server of {network.Name} does not run.") { Advice = "Stop the network and start it again. If another program has its port, libvirt says so then.", Command = "journalctl -b -t dnsmasq -t dnsmasq-dhcp" },
            null => new("dhcp", Unknown, "The host hides the processes of other users, so whether the DHCP server runs can't be seen."),
        };

    private static PathStep? Lease(CardFacts facts) => !GivesAddresses(facts) ? null
        : facts.AreOfEarlierRange(From(facts, "lease")) ? OfEarlierRange(facts, "lease", $"The network has given it {string.Join(", ", From(facts, "lease"))}")
        : facts.Kept is { } kept && From(facts, "lease").ToArray() is { Length: > 0 } others && !others.Contains(kept) ? OtherThanKept(facts, kept, string.Join(", ", others))
        : string.Join(", ", From(facts, "lease")) is { Length: > 0 } leased ? new("lease", Ok, $"The network has given it {leased}.")
        : From(facts, "agent").Concat(From(facts, "arp")).Any() ? new("lease", Unknown, "The network has given it no address: the guest uses one of its own.")
        : new("lease", Wrong, "The network has given it no address.") { Advice = "The guest has not asked. See in its console whether its card is set up for DHCP, and has a driver." };

    /// <summary>The guest does not notice that the network's addresses have changed, and the host sends nothing to the former ones.</summary>
    internal static PathStep OfEarlierRange(CardFacts facts, string step, string said) =>
        new(step, Wrong, $"{said}, of an earlier range: now the network has {string.Join(", ", NetworkRanges.Addresses(facts.NetworkXml))}.") { Advice = "Renew the lease inside the guest, or restart the machine." };

    /// <summary>What was told to the network reaches the guest only when it asks again, and not while another one has the address.</summary>
    private static PathStep OtherThanKept(CardFacts facts, string kept, string leased) =>
        facts.Leases.FirstOrDefault(lease => lease.Address == kept && !string.Equals(lease.HardwareAddress, facts.Card.MacAddress, StringComparison.OrdinalIgnoreCase)) is { } other
            ? new("lease", Wrong, $"The network keeps {kept} for it, which {other.HardwareAddress ?? "another card"} has by a lease; it still has {leased}.") { Advice = "Let that one ask for another first, inside its guest or by a restart; then this one." }
            : new("lease", Wrong, $"The network keeps {kept} for it, and it still has {leased}.") { Advice = "It gets it when it asks again: renew the lease inside the guest, or restart the machine." };

    private static PathStep Shared(CardFacts facts)
    {
        const string Mind = "By macvtap, others on that network reach the machine, but the host itself does not.";
        var (own, below) = (facts.Card.TargetDevice, facts.Card.SourceDevice);
        if (facts.Interfaces is not { } interfaces || own is null)
            return new("tap", Unknown, facts.Interfaces is null ? OnlyThere : "libvirt names no interface of the host for this card.");
        if (interfaces.Find(own) is not { } tap)
            return new("tap", Wrong, $"The host has no interface {own}, which libvirt has made for this card.") { Advice = "Remove the card and add it again, or restart the machine." };
        if (tap.IsUp is false)
            return new("tap", Wrong, $"{own}, the host's end of the card, is switched off.") { Advice = "Switch it on.", Command = $"ip link set {ShellText.Quote(own)} up" };
        return below is null || interfaces.Find(below) is not { } card ? new("tap", Unknown, $"{own}, the host's end of the card, is up; the card of the host that it shares is not known.")
            : card.State is "up" or "unknown" ? new("tap", Ok, $"{own}, the host's end of the card, shares {below}, which has a link. {Mind}")
            : new("tap", Wrong, $"{below}, the card of the host that it shares, has no link.") { Advice = "See to its cable and its switch." };
    }

    internal static IEnumerable<string> From(CardFacts facts, string source) => facts.Addresses.Where(address => address.Source == source).Select(address => address.Address).Distinct();

    private static bool GivesAddresses(CardFacts facts) => facts.IsOfLibvirt && facts.NetworkXml is { } xml && xml.Ips.Any(ip => ip.DhcpRanges.Count > 0 || ip.DhcpHosts.Count > 0);
}
