using System.Collections.Immutable;
using System.Xml;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Makes a machine as another is, with an identity of its own, and with its disks or what rests on them.</summary>
internal sealed record CopyMachine : ActionOperation
{
    /// <summary>The action's name.</summary>
    public const string Word = "clone";

    private static readonly FormAction<Machine, MachineCopy> Words = new(Word)
    {
        Verb = "copy",
        Doing = "copied",
        Label = "Copy",
        Effect = "Makes another machine as this one is, with copies of its disks.",
        Icon = Icons.Material.Outlined.ContentCopy,
        Needs = Right.Configure,
        Applies = machine => machine is { IsActive: false, Persistent: true },
        // The refusal gives the reason.
        Accepts = _ => true,
        Page = machine => AppUrls.CopyOfMachine(machine.Id),
        Make = MadeWithServices,
    };

    /// <summary>What helps where a step after the definition fails.</summary>
    private volatile string? _advice;

    /// <summary>What is made; planned once somebody asks for it, so that who may not make machines makes no plans.</summary>
    public required Lazy<MachineCopyPlan> Planned { get; init; }

    public MachineCopyPlan Plan { get => field ?? Planned.Value; private set; }

    public required HostStatus On { get; init; }

    /// <summary>The host, on which a machine is made; who may do that may do all to the original, too.</summary>
    public override ObjectId Subject => ObjectId.OfHost(On.Name);

    public override bool CanCancel => true;

    public override ImmutableArray<ObjectId> Claims => [Plan.Machine, .. Plan.NewVolumes.Select(disk => disk.Volume)];

    /// <summary>Others may copy the original, too, but nobody starts it meanwhile.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => base.ClaimsIn(inventory)
        .Concat(Sources.SelectMany(volume => VolumeNames.OfVolume(inventory, volume.Id)).Append(Plan.Original.Id).Select(read => new ObjectClaim(read, IsShared: true)));

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("name", Plan.Name), ("from", Plan.Original.Name), ("disks", string.Join(' ', Plan.Disks.Where(disk => !disk.IsDrive).Select(disk => $"{disk.Target}:{disk.Use}"))),
        .. Plan.Asked.Memory is { } memory ? new[] { ("memory", FormattableString.Invariant($"{memory}")) } : [],
        .. Plan.Asked.Vcpus is { } vcpus ? new[] { ("vcpus", FormattableString.Invariant($"{vcpus}")) } : [],
        .. Plan.Starts ? new[] { ("start", "true") } : [],
    ];

    /// <summary>Everybody who sees the machine sees its tasks, so the definition is as viewers may read it.</summary>
    public override string VirshLine => VirshCommand.OnHost(On.Uri,
    [
        .. Plan.NewVolumes.SelectMany(disk => disk.VirshCommands(On.Uri)),
        .. Plan.Variables?.VirshCommands(Plan.Name) ?? [],
        .. Plan.Definition() is { } definition ? new[] { $"define {VirshXml.Typed(DomainXml.Parse(DefinitionMask.For(operates: false, definition.ToXml())))}" } : [],
        .. Plan.Starts ? new[] { $"start {Plan.Uuid:D}" } : [],
    ]);

    protected override ObjectAction Of => Words;

    private IEnumerable<PoolVolume> Sources => Plan.NewVolumes.Select(disk => disk.Source).OfType<PoolVolume>();

    internal static ObjectAction AsAction(MachinePlanner planner) => Words with
    {
        Make = (machine, host, asked) => new CopyMachine { Target = asked.Name ?? "", On = host, Planned = new(() => planner.PlanCopy(machine, asked)) },
    };

    /// <summary>Of other drivers it is not known what two machines can't both have: two containers would have one root directory.</summary>
    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (On.Facts?.Driver is "QEMU" or "TEST" ? null : $"Machines of libvirt's driver {On.Facts?.Driver ?? "on this host"} can't be copied: only those of QEMU.");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new MachineCopyRules(inventory, Plan).Mistakes();

    public override string? WhyConflicts(InventorySnapshot inventory) => inventory.Machines.GetValueOrDefault(Plan.Original.Id) switch
    {
        null => $"There is no machine {Plan.Original.Name} on {Host} (any more).",
        { IsActive: true } => $"{Plan.Original.Name} runs: a copy of its disks would be torn. Shut it down first.",
        { HasManagedSave: true } => OriginalMarks.TornBySavedMemory(Plan.Original.Name),
        _ when Plan.Read is null => $"The definition of {Plan.Original.Name} can't be read.",
        _ => Plan.NewVolumes.Select(disk => disk.WhyConflicts(inventory)).FirstOrDefault(conflict => conflict is not null),
    };

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => CopyWords.Warnings(Plan, SourceText.Instance).Warnings();

    public override OperationPreview Preview(InventorySnapshot inventory) =>
        new() { Warnings = Warnings(inventory), Words = CopyWords.Of(Plan, SourceText.Instance).Words(), Definition = Plan.Definition()?.Element.ToString(), Virsh = VirshLine };

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => MadeMachine.AdviceFor(error, Plan.Name, _advice);

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan([.. Plan.NewVolumes.SelectMany(disk => disk.Steps), MadeMachine.DefineStep, .. Plan.Starts ? new[] { MadeMachine.StartStep } : []]);
        await LookForUsersAsync(context, files: false).ConfigureAwait(false);
        var original = await ReadAsync(context).ConfigureAwait(false);
        Plan = Plan.In(context.Inventory);
        // What is planned and what is written must be of one moment.
        if (!Plan.Fits(original))
            throw Changed();
        MadeMachine.Refuse(Mistakes(context.Inventory));
        context.Note(Warnings(context.Inventory));
        foreach (var disk in Plan.NewVolumes)
        {
            if (disk.Source is { } source && disk.WhyConflicts(await context.LookAtFilesAsync(source.Id).ConfigureAwait(false)) is { } conflict)
                throw new OperationFailedException(conflict, MadeMachine.NothingMade);
        }
        var before = new OriginalMarks([]);
        foreach (var disk in Plan.NewVolumes)
        {
            before = new([.. before.Volumes, .. (await OriginalMarks.ReadAsync(context, disk.Source is { } read ? [read] : [], Action).ConfigureAwait(false)).Volumes]);
            await disk.MakeAsync(context, Action).ConfigureAwait(false);
        }
        var runs = await context.RunAsync(Plan.Original.Id, Lane, domain => domain.IsActive || domain.HasManagedSave, "a look at it").ConfigureAwait(false);
        if (before.WhyTorn(await OriginalMarks.ReadAsync(context, Sources, Action).ConfigureAwait(false), Plan.Original.Name, runs) is { } torn)
            throw new OperationFailedException(torn, "The copy would be torn, so it was not made. Shut the machine down, and copy it again.");
        await DefineAsync(context, original).ConfigureAwait(false);
        context.Settle();
        _advice = MadeMachine.AdviceForStart(Plan.Name);
        if (Plan.Starts)
            await MadeMachine.StartAsync(context, Plan.Machine, Lane, domain => domain.Start(), MadeMachine.StartStep, Action).ConfigureAwait(false);
    }

    /// <summary>The definition for its next start, with its secrets, which the copy has too.</summary>
    private async Task<DomainXml> ReadAsync(OperationContext context)
    {
        var (text, runs, isSaved) = await context.RunAsync(Plan.Original.Id, Lane, domain => (domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure), domain.IsActive, domain.HasManagedSave), "a look at it").ConfigureAwait(false);
        if (runs || isSaved)
            throw new OperationFailedException(runs ? $"{Plan.Original.Name} has been started." : OriginalMarks.TornBySavedMemory(Plan.Original.Name), MadeMachine.NothingMade);
        try
        {
            var original = DomainXml.Parse(text);
            return Plan.Fits(original) ? original : throw Changed();
        }
        catch (XmlException)
        {
            throw new OperationFailedException($"The definition of {Plan.Original.Name} can't be read.", "Mend it with virsh edit.");
        }
    }

    private OperationFailedException Changed() => new($"The disks of {Plan.Original.Name} have changed.", $"{MadeMachine.NothingMade} Look at them again.");

    private async Task DefineAsync(OperationContext context, DomainXml original)
    {
        await MadeMachine.DefineAsync(context, On, Plan.Machine, Plan.Name, MadeMachine.DefineStep, connection => Plan.Definition(original, disk => connection.OnVolume(disk.Pool.Uuid, disk.Name, volume => volume.Path)).ToXml(), Action).ConfigureAwait(false);
        if (UefiVariables.Of(original, On.Uri) is { } variables)
            await variables.CopyAsync(context, Plan.Machine, Plan.Name, Action).ConfigureAwait(false);
    }
}
