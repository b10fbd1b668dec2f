using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Takes a mediated device away with its definition.</summary>
public sealed record DeleteMediatedDevice : TakingCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Takes the mediated device away, and its definition.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Confirm = "It is gone for good. Machines that are to have it can't start any more.",
        Method = HttpMethods.Delete,
        Path = "",
        Applies = device => DeviceRules.IsMediated(device) && device.Persistent,
        Make = MadeWithServices,
    };

    public override string VirshLine => string.Join('\n', Device.Active ? [Virsh("nodedev-destroy"), Virsh("nodedev-undefine")] : new[] { Virsh("nodedev-undefine") });

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new DeleteMediatedDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    protected override Task TakeAsync(OperationContext context) => OnDeviceAsync(context, device =>
    {
        if (Device.Active)
            device.Destroy();
        device.Undefine();
    });
}
