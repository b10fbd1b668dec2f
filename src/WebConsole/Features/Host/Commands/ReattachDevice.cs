using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Gives a PCI device back to the host's driver.</summary>
public sealed record ReattachDevice : TakingCommand
{
    private static readonly PlainAction<NodeDevice> Words = new("reattach")
    {
        Doing = "reattached",
        Label = "Give back to the host",
        Effect = "Gives the device back to the host's driver.",
        Icon = Icons.Material.Outlined.Link,
        Needs = Right.Configure,
        Applies = device => DeviceRules.IsGivable(device) && DeviceRules.IsDetached(device),
        Accepts = device => DeviceRules.IsGivable(device),
        Make = MadeWithServices,
    };

    public override string VirshLine => Virsh("nodedev-reattach");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(HostDuties duties) => Words with { Make = (device, host) => new ReattachDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties } };

    protected override Task TakeAsync(OperationContext context) => OnDeviceAsync(context, device => device.Reattach());
}
