using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Networks.Interfaces.Forms;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>Removes a bridge of the host, and gives its addresses back to the interface below it.</summary>
public sealed record RemoveBridge : NetworkChangeCommand
{
    private static readonly FormAction<HostStatus, OldBridge> Words = new("remove-bridge")
    {
        Verb = "remove the bridge",
        Doing = "changed in its network",
        Label = "Remove bridge",
        Effect = "Removes a bridge of the host, and gives its addresses back to the card below it, or takes away the interface of a VLAN that was made with it; it goes back by itself unless the change is kept.",
        Icon = Icons.Material.Outlined.LinkOff,
        Needs = Right.Configure,
        Tab = "interfaces",
        IsDangerous = true,
        Applies = host => host.Facts is { IsLocal: true } && !host.Connection.IsAway(),
        Drawn = typeof(RemoveBridgeForm),
        Make = MadeWithServices,
    };

    public required OldBridge Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => [("name", Asked.Name ?? "")];

    /// <summary>The same by nmcli, which does not go back by itself.</summary>
    public override string VirshLine => ShellText.Quote(VirshCommand.OrMissing(Asked.Name, "NAME")) is var name ? $"nmcli connection delete {name}  # and its port\nnmcli connection up PROFILE" : "";

    protected override ObjectAction Of => Words;

    protected override string What => $"{Asked.Name} removed";

    protected override string Step => $"Remove {Asked.Name}";

    public static ObjectAction AsAction(BridgeServices services) => Words with
    {
        Make = (host, _, asked) => new RemoveBridge { Target = asked.Name ?? "", On = host.Name, Asked = asked, Services = services },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Mistake(Reading(inventory)) is { } mistake ? new Dictionary<string, string[]> { ["name"] = [mistake] } : ImmutableDictionary<string, string[]>.Empty;

    public override string? WhyConflicts(InventorySnapshot inventory)
    {
        if (Asked.Name is not { Length: > 0 } name || Reading(inventory) is not { } reading)
            return null;
        var users = new InterfaceUsers(inventory, On);
        string[] now = [.. users.Of(name).Concat(reading.PortsOf(name).Select(port => users.MachineOf(port.Name)).OfType<DeviceUse>()).Where(use => use.Now).Select(use => use.Words).Distinct()];
        return now.Length == 0 ? null : $"{name} is used by {string.Join(", ", now.Take(5))}{(now.Length > 5 ? $" and {now.Length - 5} more" : "")}.";
    }

    protected override Task ChangeAsync(BridgeWork work, HostInterfaceReading reading, CancellationToken cancellationToken) =>
        work.RemoveAsync(Asked.Name!, PortOf(reading)?.Name ?? throw new NetworkManagerException("The bridge has no port to which its addresses could go."), cancellationToken);

    private HostInterface? PortOf(HostInterfaceReading reading) => reading.PortsOf(Asked.Name!).Where(port => port.CanBePort).ToArray() is [var only] ? only : null;

    private string? Mistake(HostInterfaceReading? reading) => Asked.Name is not { Length: > 0 } name ? "The bridge is needed."
        : reading is null ? null
        : reading.Find(name) is not { } bridge ? $"There is no bridge {CutText.To(name, 40)} (any more)."
        : bridge.Kind is not InterfaceKind.Bridge ? $"It is no bridge, but a {bridge.Kind.ToWord()}."
        : bridge.Keeper is not InterfaceKeeper.NetworkManager ? $"{bridge.Keeper.ToWord() ?? "Something unknown"} configures it, not NetworkManager: remove it there."
        : PortOf(reading) is null ? "It has not exactly one card, bond or VLAN as its port, to which its addresses could go."
        : null;
}
