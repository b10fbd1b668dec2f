using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Makes a mediated device by its definition.</summary>
public sealed record StartMediatedDevice : HostDeviceCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("start")
    {
        Doing = "started",
        Label = "Start",
        Effect = "Makes the mediated device by its definition.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Needs = Right.Configure,
        Applies = device => DeviceRules.IsMediated(device) && !device.Active,
        Make = MadeWithServices,
    };

    public override string VirshLine => Virsh("nodedev-start");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new StartMediatedDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    public override Task ExecuteAsync(OperationContext context) => OnDeviceAsync(context, device => device.Start());
}
