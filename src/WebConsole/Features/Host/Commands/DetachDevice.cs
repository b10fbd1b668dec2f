using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Takes a PCI device from the host's driver, so that machines can have it.</summary>
public sealed record DetachDevice : TakingCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("detach")
    {
        Doing = "detached",
        Label = "Detach from the host",
        Effect = "Takes the device from the host's driver, so that a machine can have it without managing that itself.",
        Icon = Icons.Material.Outlined.LinkOff,
        Needs = Right.Configure,
        Confirm = "The host's driver lets go of the device; whatever the host does by it ends at once.",
        Applies = device => DeviceRules.IsGivable(device) && !DeviceRules.IsDetached(device),
        Accepts = device => DeviceRules.IsGivable(device),
        Make = MadeWithServices,
    };

    public override string VirshLine => Virsh("nodedev-detach");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new DetachDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    protected override Task TakeAsync(OperationContext context) => OnDeviceAsync(context, device => device.Detach());
}
