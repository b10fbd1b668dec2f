using System.Globalization;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>What a new forward may be.</summary>
internal sealed class ForwardRules(NewForward asked, ForwardCard? card, HostPorts ports)
{
    private const string Number = "A number from 1 to 65535.";

    private string? HostAddress => string.IsNullOrWhiteSpace(asked.HostAddress) ? null : asked.HostAddress.Trim();

    /// <summary>The forward that is asked for; <c>null</c> while it can't be.</summary>
    public Forward? Forward => card is not null && asked.HostPort is { } port && (asked.Protocol is null || Hypervisor.Forwards.Forward.Protocols.Contains(asked.Protocol))
        && Hypervisor.Forwards.Forward.IsRange(port, asked.LastHostPort ?? port, asked.Port ?? port) && (HostAddress is null || Hypervisor.Forwards.Forward.IsAddress(HostAddress))
            ? new Forward(asked.Protocol ?? "tcp", HostAddress, port, asked.LastHostPort ?? port, card.Mac, asked.Port ?? port) : null;

    public IEnumerable<(string Field, string? Text)> Mistakes(InventorySnapshot inventory, Machine machine) =>
    [
        ("protocol", OneOf.Mistake(asked.Protocol, Hypervisor.Forwards.Forward.Protocols)),
        ("hostAddress", HostAddress is null || ports.Addresses().Contains(HostAddress) ? null : "One of the host's IPv4 addresses, or none for all of them."),
        ("hostPort", !IsPort(asked.HostPort) ? Number : IsSsh ? "Port 22 is the host's own SSH." : null),
        ("lastHostPort", asked.LastHostPort is null ? null : !IsPort(asked.LastHostPort) || asked.LastHostPort < asked.HostPort ? "A port from the first one on." : asked.LastHostPort - asked.HostPort >= Hypervisor.Forwards.Forward.MostPorts ? $"At most {Hypervisor.Forwards.Forward.MostPorts} ports." : null),
        ("port", asked.Port is null ? null : !IsPort(asked.Port) ? Number : asked.LastHostPort is { } last && last != asked.HostPort && asked.Port != asked.HostPort ? "Several ports keep their numbers." : null),
        ("card", card is not null ? null : string.IsNullOrWhiteSpace(asked.Card) && ForwardCard.Of(inventory, machine).Count > 1 ? "Which of its cards, by its MAC address: several are on NAT networks." : "A card on a NAT network: machines elsewhere are reached by their own addresses, and cards of user networks have forwards of their own."),
        ("address", card is { Kept: null, Leased: null } && string.IsNullOrWhiteSpace(asked.Address) ? "The address that the network shall keep for the card: it keeps none, and has given none yet." : card is { Kept: { } kept } && !string.IsNullOrWhiteSpace(asked.Address) && asked.Address.Trim() != kept ? $"The network keeps {kept} for the card." : null),
        ("hostPort", Forward is { } forward ? OwnerOf(forward, inventory, machine) ?? DefinedPorts.OwnerOf(forward, inventory, machine.Id.Host) ?? ports.OwnerOf(forward) : null),
    ];

    private bool IsSsh => asked.HostPort <= Hypervisor.Forwards.Forward.Ssh && (asked.LastHostPort ?? asked.HostPort) >= Hypervisor.Forwards.Forward.Ssh;

    /// <summary>The machine whose port it is, itself included.</summary>
    private static string? OwnerOf(Forward forward, InventorySnapshot inventory, Machine machine)
    {
        foreach (var other in inventory.Machines.Values.Where(other => other.Id.Host == machine.Id.Host).OrderBy(other => other.Name, NaturalOrder.Instance))
        {
            if (Of(other).FirstOrDefault(known => known.Overlaps(forward)) is { } taken)
                return string.Create(CultureInfo.InvariantCulture, $"Port {Math.Max(taken.Port, forward.Port)} leads to {other.Name} already.");
        }
        return Of(machine).Count >= Hypervisor.Forwards.Forward.Most ? $"At most {Hypervisor.Forwards.Forward.Most} for a machine." : null;
    }

    private static IReadOnlyList<Forward> Of(Machine machine) => ForwardReader.Mentions(machine.InactiveXml ?? machine.Xml) && Libvirt.Xml.DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) ? Hypervisor.Forwards.Forward.AllOf(domain) : [];

    private static bool IsPort(int? port) => port is > 0 and <= ushort.MaxValue;
}
