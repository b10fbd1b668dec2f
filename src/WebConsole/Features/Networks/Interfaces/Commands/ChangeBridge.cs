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

/// <summary>Changes a bridge of the host while it stays up, and machines at it keep their link.</summary>
public sealed record ChangeBridge : NetworkChangeCommand
{
    /// <summary>The smallest that IPv6 works with, and the largest that a bridge of Linux takes.</summary>
    public const int LeastMtu = 1280, MostMtu = 65535;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), BetweenLooks = TimeSpan.FromMilliseconds(100);

    private static readonly FormAction<HostStatus, BridgeChanges> Words = new("change-bridge")
    {
        Verb = "change the bridge",
        Doing = "changed in its network",
        Label = "Change bridge",
        Effect = "Changes spanning tree, MTU or VLAN filtering of a bridge of the host; it goes back by itself unless the change is kept.",
        Icon = Icons.Material.Outlined.Tune,
        Needs = Right.Configure,
        Tab = "interfaces",
        Applies = host => host.Facts is { IsLocal: true } && !host.Connection.IsAway(),
        Drawn = typeof(ChangeBridgeForm),
        Make = MadeWithServices,
    };

    public required BridgeChanges Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Asked.Name ?? ""), .. Settings.Select(setting => (setting.Field, setting.Value))];

    /// <summary>The same by nmcli, which does not go back by itself.</summary>
    public override string VirshLine
    {
        get
        {
            var name = ShellText.Quote(VirshCommand.OrMissing(Asked.Name, "NAME"));
            return $"nmcli connection modify {name} {string.Join(' ', Settings.Select(setting => $"{setting.Key} {setting.Value}"))}\nnmcli device reapply {name}{(Asked.Mtu is null ? "" : "  # and the same MTU for its port")}";
        }
    }

    protected override ObjectAction Of => Words;

    protected override string What => $"{Asked.Name}: {string.Join(", ", Settings.Select(setting => $"{setting.Word} {setting.Said}"))}";

    protected override string Step => $"Change {Asked.Name}";

    private (string Field, string Key, string Word, string Value, string Said)[] Settings =>
    [
        .. Switch("stp", "bridge.stp", "spanning tree", Asked.Stp),
        .. Asked.Mtu is { } mtu && mtu.ToString(CultureInfo.InvariantCulture) is var bytes ? [("mtu", "802-3-ethernet.mtu", "MTU", bytes, bytes)] : Array.Empty<(string, string, string, string, string)>(),
        .. Switch("filterVlans", "bridge.vlan-filtering", "VLAN filtering", Asked.FilterVlans),
    ];

    public static ObjectAction AsAction(BridgeServices services) => Words with
    {
        Make = (host, _, asked) => new ChangeBridge { Target = asked.Name ?? "", On = host.Name, Asked = asked, Services = services },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var reading = Reading(inventory);
        return new (string Field, string? Mistake)[] { ("name", NameMistake(reading)), ("mtu", MtuMistake(reading)), ("filterVlans", FilterMistake(reading)) }
            .Where(check => check.Mistake is not null).ToDictionary(check => check.Field, check => new[] { check.Mistake! });
    }

    protected override async Task ChangeAsync(BridgeWork work, HostInterfaceReading reading, CancellationToken cancellationToken)
    {
        await work.ChangeAsync(Asked.Name!, PortsOf(reading).Select(port => port.Name), new BridgeSettings(Asked.Stp, Asked.Mtu, Asked.FilterVlans)).ConfigureAwait(false);
        var until = work.Left - Patience;
        // NetworkManager only logs what a card refuses.
        while (WhyNotYet(ReadingNow()) is { } missing)
        {
            if (work.Left < until)
                throw new NetworkManagerException(missing);
            await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<(string, string, string, string, string)> Switch(string field, string key, string word, bool? value) => value is { } on ? [(field, key, word, on ? "yes" : "no", on ? "on" : "off")] : [];

    private IEnumerable<HostInterface> PortsOf(HostInterfaceReading reading) => reading.PortsOf(Asked.Name!).Where(port => port is { CanBePort: true, Keeper: InterfaceKeeper.NetworkManager });

    private string? WhyNotYet(HostInterfaceReading now) => now.Find(Asked.Name!) is not { } bridge ? $"{Asked.Name} is gone."
        : Asked.Mtu is { } mtu && PortsOf(now).Prepend(bridge).FirstOrDefault(one => one.Mtu != mtu) is { } other ? $"{other.Name} takes no MTU of {mtu}: it has {other.Mtu}."
        : Asked.Stp is { } stp && bridge.Stp != stp ? $"{bridge.Name} did not take the spanning tree."
        : Asked.FilterVlans is { } filter && bridge.FiltersVlans != filter ? $"{bridge.Name} did not take the filtering of VLANs."
        : null;

    private string? NameMistake(HostInterfaceReading? reading) => Asked.Name is not { Length: > 0 } name ? "The bridge is needed."
        : Settings.Length == 0 ? "Nothing of it is changed: give stp, mtu or filterVlans."
        : reading is null ? null
        : reading.Find(name) is not { } bridge ? $"There is no bridge {CutText.To(name, 40)} (any more)."
        : bridge.Kind is not InterfaceKind.Bridge ? $"It is no bridge, but a {bridge.Kind.ToWord()}."
        : bridge.Keeper is not InterfaceKeeper.NetworkManager ? $"{bridge.Keeper.ToWord() ?? "Something unknown"} configures it, not NetworkManager: change it there."
        : null;

    private string? MtuMistake(HostInterfaceReading? reading) => Asked.Mtu is not { } mtu ? null
        : mtu is < LeastMtu or > MostMtu ? $"A number from {LeastMtu} to {MostMtu}."
        : reading is not null && PortsOf(reading).FirstOrDefault(port => port.Parent is { } parent && reading.Find(parent)?.Mtu < mtu) is { } vlan ? $"{vlan.Name} lies on {vlan.Parent}, which has an MTU of {reading.Find(vlan.Parent!)!.Mtu}: a VLAN has no larger one."
        : null;

    private string? FilterMistake(HostInterfaceReading? reading) => Asked.FilterVlans is not null && reading?.Find(Asked.Name ?? "") is { Kind: InterfaceKind.Bridge, FiltersVlans: null } ? "The kernel of this host has no bridges that tell VLANs apart." : null;
}
