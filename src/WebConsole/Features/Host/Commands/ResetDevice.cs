using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Resets a PCI device that nobody uses.</summary>
public sealed record ResetDevice : TakingCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("reset")
    {
        Doing = "reset",
        Label = "Reset",
        Effect = "Resets the device to how it is after power-on.",
        Icon = Icons.Material.Outlined.RestartAlt,
        Needs = Right.Configure,
        Confirm = "What the device is doing is lost. A driver of the host that works with it may fail.",
        Applies = device => DeviceRules.IsGivable(device),
        Make = MadeWithServices,
    };

    public override string VirshLine => Virsh("nodedev-reset");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new ResetDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    protected override Task TakeAsync(OperationContext context) => OnDeviceAsync(context, device => device.Reset());
}
