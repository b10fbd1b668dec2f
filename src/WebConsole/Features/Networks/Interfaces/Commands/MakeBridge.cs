using System.Collections.Immutable;
using System.Globalization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Interfaces.Forms;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>Makes a bridge over an interface of the host, with its addresses moved over.</summary>
public sealed record MakeBridge : NetworkChangeCommand
{
    /// <summary>The highest number of a VLAN.</summary>
    public const int MostVlans = 4094;

    private static readonly FormAction<HostStatus, NewBridge> Words = new("new-bridge")
    {
        Verb = "make the bridge",
        Doing = "changed in its network",
        Label = "New bridge",
        Effect = "Makes a bridge over a network card of the host, so that machines are on the same network as the host, or in a VLAN; it goes back by itself unless the change is kept.",
        Icon = Icons.Material.Outlined.Hub,
        Needs = Right.Configure,
        Path = "bridges",
        Tab = "interfaces",
        Applies = host => host.Facts is { IsLocal: true } && !host.Connection.IsAway(),
        Drawn = typeof(NewBridgeForm),
        Make = MadeWithServices,
    };

    public required NewBridge Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Asked.Name ?? ""), ("over", Asked.Over ?? ""), .. Asked.Vlan is { } vlan ? [("vlan", vlan.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>()];

    /// <summary>The same by nmcli, which does not go back by itself.</summary>
    public override string VirshLine
    {
        get
        {
            var (name, over) = (ShellText.Quote(VirshCommand.OrMissing(Asked.Name, "NAME")), ShellText.Quote(VirshCommand.OrMissing(Asked.Over, "INTERFACE")));
            if (Asked.Vlan is { } vlan)
                return $"nmcli connection add type bridge ifname {name} con-name {name} bridge.stp no ipv4.method {Method} ipv6.method {Method}\nnmcli connection add type vlan ifname {name}-port con-name {name}-port dev {over} id {vlan} master {name}\nnmcli connection up {name}-port";
            return $"nmcli connection add type bridge ifname {name} con-name {name} bridge.stp no  # and ipv4., ipv6. of the profile of {over}\nnmcli connection add type ethernet ifname {over} con-name {name}-port master {name}\nnmcli connection up {name}-port";
        }
    }

    protected override ObjectAction Of => Words;

    protected override string What => $"{Asked.Name} over {(Asked.Vlan is { } vlan ? $"VLAN {vlan} of " : "")}{Asked.Over}";

    protected override string Step => $"Make {What}";

    private string Method => Asked.Dhcp is true ? "auto" : "disabled";

    public static ObjectAction AsAction(BridgeServices services) => Words with
    {
        Make = (host, _, asked) => new MakeBridge { Target = asked.Name ?? "", On = host.Name, Asked = asked, Services = services },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var reading = Reading(inventory);
        return new (string Field, string? Mistake)[] { ("name", NameMistake(reading)), ("over", OverMistake(reading)), ("vlan", VlanMistake(reading)), ("dhcp", Asked is { Dhcp: not null, Vlan: null } ? "Only of a VLAN: without one, the bridge has the addresses of the interface." : null) }
            .Where(check => check.Mistake is not null).ToDictionary(check => check.Field, check => new[] { check.Mistake! });
    }

    /// <summary>What it does, in words.</summary>
    internal static IReadOnlyList<string> Say(NewBridge asked, HostInterfaceReading? reading) => asked.Vlan is { } vlan ? SayTagged(asked, vlan, reading) : SayUntagged(asked, reading?.Find(asked.Over ?? ""));

    private static string[] SayTagged(NewBridge asked, int vlan, HostInterfaceReading? reading) =>
    [
        $"{reading?.FreeVlanName(asked.Over ?? "", vlan) ?? "An interface"} is made for VLAN {vlan} of {asked.Over}, and {asked.Name} over it, without spanning tree.",
        asked.Dhcp is true ? $"The host gets an address in VLAN {vlan} by DHCP." : $"The host itself has no address in VLAN {vlan}; machines at {asked.Name} have theirs.",
        $"{asked.Over} keeps its addresses. The switch that it is plugged in to has to send VLAN {vlan} tagged.",
        $"The change goes back by itself after {BridgeWork.RollbackAfter.TotalSeconds:0} s, unless this page comes back and keeps it before.",
    ];

    private static string[] SayUntagged(NewBridge asked, HostInterface? over) =>
    [
        $"{asked.Name} is made over {asked.Over}, without spanning tree.",
        over?.Addresses.Where(address => !address.IsOfLink).Select(address => address.Address).ToArray() is { Length: > 0 } addresses ? $"{string.Join(", ", addresses)} and what else the profile of {asked.Over} says of addresses, routes and name servers move to {asked.Name}." : $"What the profile of {asked.Over} says of addresses moves to {asked.Name}.",
        $"{asked.Name} has the MAC address of {asked.Over}, so that a DHCP server gives it the same address.",
        "Connections over it pause for some seconds.",
        $"The change goes back by itself after {BridgeWork.RollbackAfter.TotalSeconds:0} s, unless this page comes back and keeps it before.",
    ];

    protected override Task ChangeAsync(BridgeWork work, HostInterfaceReading reading, CancellationToken cancellationToken) =>
        reading.Find(Asked.Over!) is not { } over ? throw new NetworkManagerException($"The network interface {CutText.To(Asked.Over!, 40)} is gone.")
        : Asked.Vlan is { } vlan ? work.MakeTaggedAsync(new TaggedBridge(Asked.Name!, over.Name, vlan, reading.FreeVlanName(over.Name, vlan) ?? throw new NetworkManagerException("No name is free for the VLAN."), Asked.Dhcp is true, over.Mac), cancellationToken)
        : work.MakeAsync(Asked.Name!, over.Name, over.Mac, cancellationToken);

    private string? NameMistake(HostInterfaceReading? reading) => Asked.Name is not { Length: > 0 } name ? "A name is needed, such as br0."
        : NetworkDeviceName.Mistake(name) ?? (reading?.Find(name) is { } taken ? $"There is {(taken.Kind is InterfaceKind.Bridge ? "a bridge" : "an interface")} of that name already." : null);

    private string? VlanMistake(HostInterfaceReading? reading) => Asked.Vlan is not { } vlan ? null
        : vlan is < 1 or > MostVlans ? $"A number from 1 to {MostVlans}, or none for untagged."
        : reading?.VlanOf(Asked.Over ?? "", vlan) is { } there ? $"{there.Name} is that VLAN already: make the bridge over {there.Name}, without a number."
        : null;

    private string? OverMistake(HostInterfaceReading? reading) => Asked.Over is not { Length: > 0 } name ? "The card, bond or VLAN that it lies over is needed."
        : reading is null ? null
        : reading.Find(name) is not { } over ? $"There is no network interface {CutText.To(name, 40)} (any more)."
        : !over.CanBePort ? $"A bridge can't lie over this: it is a {over.Kind.ToWord()}. It takes a network card, a bond or a VLAN."
        : over.Kind is InterfaceKind.Vlan && Asked.Vlan is not null ? $"It is a VLAN already: take {over.Parent ?? "the card"}, on which it lies."
        : over.Master is { } master && !(Asked.Vlan is not null && reading.Find(master)?.Kind is InterfaceKind.Bridge) ? $"It is a port of {master} already."
        : over.Keeper is not InterfaceKeeper.NetworkManager ? $"{over.Keeper.ToWord() ?? "Something unknown"} configures it, not NetworkManager: its page shows how to make a bridge there."
        : null;
}
