using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Sets whether a mediated device is made when its parent appears, as at the start of the host.</summary>
public sealed record SetMediatedAutostart : HostDeviceCommand
{
    private static readonly PlainAction<NodeDevice> On = Switch(true), Off = Switch(false);

    public required bool Enabled { get; init; }

    public override string VirshLine => Virsh(Enabled ? "nodedev-autostart" : "nodedev-autostart --disable");

    protected override ObjectAction Of => Enabled ? On : Off;

    public static ObjectAction AsAction(HostDuties duties, bool enabled) => (enabled ? On : Off) with
    {
        Make = (device, host) => new SetMediatedAutostart { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties, Enabled = enabled },
    };

    public override Task ExecuteAsync(OperationContext context) => OnDeviceAsync(context, device => device.SetAutostart(Enabled));

    private static PlainAction<NodeDevice> Switch(bool enabled) => new(enabled ? "autostart-on" : "autostart-off")
    {
        Verb = enabled ? "switch on autostart of" : "switch off autostart of",
        Doing = "changed",
        Label = enabled ? "Start with the host" : "Do not start with the host",
        Effect = enabled ? "Makes the mediated device whenever its parent appears." : "Leaves the mediated device away when the host starts.",
        Icon = enabled ? Icons.Material.Outlined.EventRepeat : Icons.Material.Outlined.EventBusy,
        Needs = Right.Configure,
        Applies = device => DeviceRules.IsMediated(device) && device.Persistent && device.Autostart != enabled,
        Accepts = device => DeviceRules.IsMediated(device) && device.Persistent,
        Make = MadeWithServices,
    };
}
