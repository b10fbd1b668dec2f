using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Takes a mediated device away; its definition stays.</summary>
public sealed record StopMediatedDevice : TakingCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("stop")
    {
        Doing = "stopped",
        Label = "Stop",
        Effect = "Takes the mediated device away; a definition of it stays.",
        Icon = Icons.Material.Outlined.Stop,
        Needs = Right.Configure,
        Confirm = "The part of its parent that it has is free again. Without a definition it is gone for good.",
        Applies = device => DeviceRules.IsMediated(device) && device.Active,
        Make = MadeWithServices,
    };

    public override string VirshLine => Virsh("nodedev-destroy");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new StopMediatedDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    protected override Task TakeAsync(OperationContext context) => OnDeviceAsync(context, device => device.Destroy());
}
