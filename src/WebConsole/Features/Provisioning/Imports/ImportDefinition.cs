using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>Makes a machine of a definition from elsewhere, with volumes that are there already. What is defined is what was reviewed.</summary>
internal sealed record ImportDefinition : ActionOperation
{
    private const string LookStep = "Look at the disks";

    public static ObjectAction AsAction { get; } = new FormAction<HostStatus, ImportedDefinition>("import")
    {
        Verb = "import the machine",
        Doing = "imported",
        Label = "Import definition",
        Effect = "Makes a machine of a libvirt definition from elsewhere.",
        Icon = Icons.Material.Outlined.MoveToInbox,
        Needs = Right.Configure,
        Path = "/machines/{host}/import",
        LongestBody = ApiRoutes.LongestText,
        Never = host => MadeMachine.WhyNoneOn(host) ?? (host.Facts?.Driver is "LXC" ? $"{host.Name} is a host of LXC: only definitions of machines are imported." : null),
        Drawn = typeof(ImportDefinitionForm),
        Applies = host => !host.Connection.IsAway() && CreateMachine.MakesOn(host),
        Make = (host, _, asked) => new ImportDefinition { Target = asked.Name ?? "", On = host, Asked = asked },
    };

    public required HostStatus On { get; init; }

    public required ImportedDefinition Asked { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On.Name);

    public override bool CanCancel => true;

    /// <summary>Passwords of displays.</summary>
    public override ImmutableArray<string> Secrets => DomainXml.TryParse(Asked.Definition, out var machine)
        ? [.. machine.Element.Descendants().SelectMany(element => element.Attributes()).Where(attribute => attribute.Name.LocalName is "passwd" or "password").Select(attribute => attribute.Value)] : [];

    public override ImmutableArray<(string Name, string Value)> Parameters => Asked.HostAccess == true ? [("name", Target), ("hostAccess", "true")] : [("name", Target)];

    public override string VirshLine => VirshCommand.OnHost(On.Uri, "define machine.xml");

    protected override ObjectAction Of => AsAction;

    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory)
    {
        var plan = PlanIn(inventory);
        return base.ClaimsIn(inventory).Where(claim => claim.Id != Subject).Concat(plan.Machine?.Uuid is { } uuid ? [new ObjectClaim(new MachineId(Host, uuid))] : [])
            .Concat(plan.Disks.SelectMany(disk => VolumeNames.OfVolume(inventory, disk.Volume)).Select(volume => new ObjectClaim(volume)));
    }

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => PlanIn(inventory).Mistakes();

    public override OperationPreview Preview(InventorySnapshot inventory) => base.Preview(inventory) with { Definition = PlanIn(inventory).Machine?.Element.ToString() };

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan(LookStep, MadeMachine.DefineStep);
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        var plan = PlanIn(context.Inventory);
        if (plan.Mistakes() is { Count: > 0 } mistakes)
            throw new OperationFailedException(string.Join(' ', mistakes.Values.SelectMany(texts => texts)), "Nothing was made.");
        await context.StepAsync(LookStep, async () =>
        {
            foreach (var disk in plan.Disks)
                await disk.MakeAsync(context, Action).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var xml = plan.Machine!.ToXml();
        await MadeMachine.DefineAsync(context, On, new MachineId(Host, plan.Machine.Uuid!.Value), plan.Machine.Name!, MadeMachine.DefineStep, _ => xml, Action).ConfigureAwait(false);
    }

    public DefinitionPlan PlanIn(InventorySnapshot inventory) => new(inventory, Host, Asked);
}
