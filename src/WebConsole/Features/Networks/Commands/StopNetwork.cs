using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Stops a network; machines on a bridge of libvirt's lose their link.</summary>
public sealed record StopNetwork : NetworkCall
{
    public static ObjectAction<Network> AsAction { get; } = new PlainAction<Network>("stop")
    {
        Doing = "stopped",
        Label = "Stop",
        Effect = "Takes the network away until it starts again; its definition stays.",
        Icon = Icons.Material.Outlined.Stop,
        Needs = Right.Configure,
        Confirm = "No machine can start with a card on it until it starts again.",
        Applies = network => network.Active,
        Place = _ => 3,
        Make = (network, host) => new StopNetwork { Network = network.Id, Target = network.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "net-destroy";

    public override string? WhatSuffers(InventorySnapshot inventory) =>
        Find(inventory) is { } network && string.Join(' ', Consequences(inventory, network)) is { Length: > 0 } said ? said : null;

    private static IEnumerable<string> Consequences(InventorySnapshot inventory, Network network)
    {
        if (!network.Persistent)
            yield return "libvirt then forgets the network: it is transient.";
        if (NetworkUsers.Names(NetworkUsers.Running(inventory, network)) is not { } machines)
            yield break;
        // libvirt puts no card back on the bridge when the network starts again.
        yield return NetworkBridge.IsOwn(NetworkXml.TryParse(network.Xml, out var xml) ? xml : null)
            ? $"These machines lose their link: {machines}. It does not come back when the network starts: unplug their cards and plug them in again, or restart the machines."
            : $"These machines run, and keep their link: {machines}.";
    }

    protected override void Call(Libvirt.Network network) => network.Stop();
}
