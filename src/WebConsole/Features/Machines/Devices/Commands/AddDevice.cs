using System.Collections.Immutable;
using System.Xml;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Adds a device to a machine, and plugs it in while that runs.</summary>
public sealed record AddDevice : ActionOperation
{
    private static readonly FormAction<Machine, NewDevice> Words = new("add-device")
    {
        Doing = "changed",
        Verb = "add a device to",
        Label = "Add device",
        Effect = "Adds a disk, a network card or another device.",
        Icon = Icons.Material.Outlined.Add,
        Needs = Right.Configure,
        Path = "devices",
        Applies = machine => machine.Persistent || machine.IsActive,
        Drawn = typeof(AddDeviceForm),
        Make = MadeWithServices,
    };

    public required Machine Known { get; init; }

    public required string Uri { get; init; }

    public required DevicePlanner Planner { get; init; }

    public required NewDevice Asked { get; init; }

    public override ObjectId Subject => Known.Id;

    public override string Verb => Asked.Kind switch
    {
        "disk" => Asked.Type is "cdrom" or "floppy" ? "add a drive to" : "add a disk to",
        "interface" => "add a network card to",
        "graphics" => "add a display to",
        "video" => "add a video card to",
        "filesystem" => "add a folder to",
        "hostdev" => "add a device of the host to",
        "memory" => "add a memory module to",
        _ => base.Verb,
    };

    public override ImmutableArray<(string Name, string Value)> Parameters => SettingNames.Audited(Asked);

    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => Plan.ReachesHost ? [(Right.Configure, ObjectId.OfHost(Host))] : [];

    public override ImmutableArray<string> Secrets => Asked.Secrets;

    public override string VirshLine => MadeOrNone is not { } made ? ""
        : !DeviceLine.Attaches(Asked.Kind) ? Edited
        : string.Join('\n',
        [
            .. Plan.VirshBefore(Uri).Select(command => VirshCommand.OnHost(Uri, command)),
            .. made.Where(device => DeviceLine.Attaches(device.Kind)).Select(device => DeviceLine.Reading(Uri, Known, "attach-device", device, DeviceReach.Runs(Asked.Apply, Known))),
        ]) is { Length: > 0 } lines ? lines : Edited;

    protected override ObjectAction Of => Words;

    /// <summary>The device's definition, as far as the arguments make one.</summary>
    internal string? MadeXml => MadeOrNone is { } made ? string.Join('\n', made.Select(device => device.ToXml())) : null;

    internal DevicePlan Plan { get; private init; } = null!;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (machine, host, asked) => new AddDevice { Known = machine, Target = machine.Name, Uri = host.Uri, Planner = planner, Asked = asked, Plan = DevicePlan.Of(planner, machine, asked) },
    };

    public override ImmutableArray<ObjectId> Claims => [.. base.Claims, .. Plan.NewVolume is { } made ? new[] { made } : [], .. Plan.HostDevice is { } given ? new[] { given } : []];

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => [.. Plan.Warnings(inventory)];

    public override bool AsksForName(InventorySnapshot inventory) => Plan.AsksForName(inventory);

    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => Plan.Source is { } source
        ? base.ClaimsIn(inventory).Concat(VolumeNames.OfVolume(inventory, source.Id).Select(name => new ObjectClaim(name, Plan.SharesSource)))
        : base.ClaimsIn(inventory);

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Knows(Subject) ? null : $"There is no machine {Known.Id.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(Plan.Mistakes(inventory));

    public override Task PrepareAsync(CancellationToken cancellationToken) => Plan.AsksHost ? Planner.LearnOfferAsync(Known, cancellationToken) : Task.CompletedTask;

    public override string? WhyConflicts(InventorySnapshot inventory) => Plan.WhyConflicts(inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (Plan.Source is { } source && !Plan.SharesSource && Plan.WhyConflicts(await context.LookAtFilesAsync(source.Id).ConfigureAwait(false)) is { } conflict)
            throw new OperationFailedException(conflict, "Nothing was changed.");
        await CheckOfferAsync(context).ConfigureAwait(false);
        context.Note(Plan.Warnings(context.Inventory));
        if (Plan.ReachesHost)
            await LookForUsersAsync(context, files: false).ConfigureAwait(false);
        await Plan.PrepareAsync(context, Action).ConfigureAwait(false);
        await Planner.Editor.ApplyAsync(DefinitionEdit.OfMachine(Known.Id, AddStored, whileRunning: Add) with { Version = Asked.Version, Reach = DeviceReach.Of(Asked.Apply, Known) }, context).ConfigureAwait(false);
        context.Made(Subject, Target);
    }

    private string Edited => DeviceLine.For(Uri, Known, "edit", "");

    /// <summary>The preview asks while one types: what can't stand in XML makes no device.</summary>
    private DeviceXml[]? MadeOrNone
    {
        get
        {
            try
            {
                DeviceXml[] made = [.. Plan.Make()];
                // XML is checked when it is written.
                return made.All(device => device.ToXml().Length > 0) && made.Length > 0 ? made : null;
            }
            catch (Exception error) when (error is XmlException or ArgumentException)
            {
                return null;
            }
        }
    }

    private void AddStored(DomainXml domain)
    {
        Add(domain);
        Plan.Follow(domain);
    }

    private async Task CheckOfferAsync(OperationContext context)
    {
        if (!Plan.AsksHost)
            return;
        await Planner.LearnOfferAsync(Known, context.Cancellation).ConfigureAwait(false);
        if (Plan.Mistakes(context.Inventory).FirstOrDefault(check => check.Mistake is not null) is { Mistake: { } mistake } wrong)
            throw new OperationFailedException($"{wrong.Argument}: {mistake}", "Nothing was changed.");
    }

    /// <summary>In each definition. A controller that a disk needs may be in one of them already.</summary>
    private void Add(DomainXml domain)
    {
        foreach (var device in Plan.Make().Where(device => device is not ControllerXml controller || !domain.Devices.OfType<ControllerXml>().Any(other => (other.Type, other.Index) == (controller.Type, controller.Index))))
            domain.Devices.Add(device);
    }
}
