using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Host.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using NodeDevice = WebConsole.Hypervisor.Inventory.NodeDevice;

namespace WebConsole.Features.Host.Commands;

/// <summary>Makes a mediated device: a part of a device of the host, which a machine gets as a device of its own.</summary>
public sealed record CreateMediatedDevice : HostDeviceCommand
{
    private static readonly FormAction<NodeDevice, NewMediatedDevice> Words = new("new-mediated-device")
    {
        Verb = "make a mediated device of",
        Doing = "changed",
        Label = "New mediated device",
        Effect = "Makes a part of the device that a machine can be given by itself.",
        Icon = Icons.Material.Outlined.CallSplit,
        Needs = Right.Configure,
        Path = "mediated-devices",
        Applies = DeviceRules.IsDivisible,
        Drawn = typeof(NewMediatedDeviceForm),
        Make = MadeWithServices,
    };

    public required NewMediatedDevice Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [("type", Asked.Type ?? ""), ("uuid", Uuid.ToString("D")), ("persistent", IsPersistent ? "true" : "false"), ("autostart", Asked.Autostart is true ? "true" : "false")];

    public override string VirshLine => IsPersistent
        ? string.Join('\n', [VirshCommand.OnHost(Uri, "nodedev-define " + VirshXml.Typed(new NodeDeviceXml(Xml))), Named("nodedev-start"), .. Asked.Autostart is true ? [Named("nodedev-autostart")] : Array.Empty<string>()])
        : VirshCommand.OnHost(Uri, "nodedev-create " + VirshXml.Typed(new NodeDeviceXml(Xml)));

    protected override ObjectAction Of => Words;

    private bool IsPersistent => Asked.Persistent is not false;

    private Guid Uuid => Asked.Uuid ?? Asked.Seed;

    private IReadOnlyList<NodeMediatedTypeXml> Offered => HostDevice.Of(Device).Xml?.MediatedTypes ?? [];

    private XElement Xml => new("device", new XElement("parent", Device.Name),
        new XElement("capability", new XAttribute("type", "mdev"), new XElement("type", new XAttribute("id", Asked.Type ?? "")), new XElement("uuid", Uuid.ToString("D"))));

    public static ObjectAction AsAction(HostDuties duties) => Words with
    {
        Make = (device, host, asked) => new CreateMediatedDevice { Device = device, Target = device.Name, Uri = host.Uri, Duties = duties, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new (string Field, string? Mistake)[]
    {
        ("type", Offered.FirstOrDefault(type => type.Id == Asked.Type) is not { } type ? $"One of {string.Join(", ", Offered.Select(type => type.Id))}."
            : type.AvailableInstances is 0 && !IsPersistent ? "No more of this kind can be made at the moment." : null),
        ("uuid", inventory.NodeDevices.Values.Any(other => other.Host == Host && HostDevice.Of(other).Xml?.MediatedUuid == Uuid) ? "A mediated device of the host has it already." : null),
        ("autostart", Asked.Autostart is true && !IsPersistent ? "Only with a definition that is kept." : null),
    }.Where(check => check.Mistake is not null).ToDictionary(check => check.Field, check => new[] { check.Mistake! });

    public override async Task ExecuteAsync(OperationContext context)
    {
        var name = "";
        if (IsPersistent)
        {
            await context.StepAsync("Define it", async () => name = await MadeAsync(context, connection => connection.DefineNodeDevice(SafeXml.Format(Xml))).ConfigureAwait(false), undo: () => OnAsync(context, name, device => device.Undefine())).ConfigureAwait(false);
            await context.StepAsync("Make it", () => OnAsync(context, name, device => device.Start()), undo: () => OnAsync(context, name, device => device.Destroy())).ConfigureAwait(false);
            if (Asked.Autostart is true)
                await context.StepAsync("Have it made with the host", () => OnAsync(context, name, device => device.SetAutostart(true))).ConfigureAwait(false);
        }
        else
        {
            name = await MadeAsync(context, connection => connection.CreateNodeDevice(SafeXml.Format(Xml))).ConfigureAwait(false);
        }
        context.Made(new ObjectId(ObjectKind.Device, Host, name), name);
    }

    private Task<string> MadeAsync(OperationContext context, Func<LibvirtConnection, Libvirt.NodeDevice> make) => context.RunAsync(Subject, Lane, connection =>
    {
        using var made = make(connection);
        return made.Name;
    }, Action);

    private Task<bool> OnAsync(OperationContext context, string name, Action<Libvirt.NodeDevice> call) => context.RunAsync(Subject, Lane, connection =>
    {
        using var device = connection.LookupNodeDevice(name);
        call(device);
        return true;
    }, Action);

    /// <summary>libvirt names it by its UUID and its parent's address, which is the parent's name without its kind: <c>pci_</c>, <c>css_</c>, <c>ap_</c>.</summary>
    private string Named(string command) => VirshCommand.OnHost(Uri, $"{command} {VirshCommand.Option("device", $"mdev_{Uuid.ToString("D").Replace('-', '_')}_{Device.Name[(Device.Name.IndexOf('_', StringComparison.Ordinal) + 1)..]}")}");
}
