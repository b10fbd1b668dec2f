using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>Starts a network: libvirt makes its bridge, its firewall rules and its DHCP server, where it has these.</summary>
public sealed record StartNetwork : NetworkCall
{
    public static ObjectAction<Network> AsAction { get; } = new PlainAction<Network>("start")
    {
        Doing = "started",
        Label = "Start",
        Effect = "Lets machines use the network.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Needs = Right.Configure,
        Applies = network => !network.Active,
        Place = _ => 1,
        Make = (network, host) => new StartNetwork { Network = network.Id, Target = network.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "net-start";

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => NetworkAdvice.For(error.Message);

    protected override void Call(Libvirt.Network network) => network.Start();
}
