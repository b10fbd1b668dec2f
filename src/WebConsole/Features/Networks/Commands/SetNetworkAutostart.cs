using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Sets whether the network starts with its host.</summary>
public sealed record SetNetworkAutostart : NetworkCall
{
    public static ObjectAction<Network> On { get; } = Switch(enabled: true);

    public static ObjectAction<Network> Off { get; } = Switch(enabled: false);

    public required bool Enabled { get; init; }

    protected override ObjectAction Of => Enabled ? On : Off;
    protected override string VirshArguments => Enabled ? "net-autostart" : "net-autostart --disable";

    protected override void Call(Libvirt.Network network) => network.SetAutostart(Enabled);

    private static PlainAction<Network> Switch(bool enabled) => new(enabled ? "autostart-on" : "autostart-off")
    {
        Verb = enabled ? "switch on autostart of" : "switch off autostart of",
        Doing = "changed",
        Label = enabled ? "Start with the host" : "Do not start with the host",
        Effect = enabled ? "Lets the network start whenever its host does." : "Leaves the network off when its host starts.",
        Icon = enabled ? Icons.Material.Outlined.EventRepeat : Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = network => network.Persistent && network.Autostart != enabled,
        Accepts = network => network.Persistent,
        Never = network => network.Persistent ? null : Transient,
        Make = (network, host) => new SetNetworkAutostart { Network = network.Id, Target = network.Name, Uri = host.Uri, Enabled = enabled },
    };
}
