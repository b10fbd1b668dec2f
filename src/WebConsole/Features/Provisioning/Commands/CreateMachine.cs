using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Features.Provisioning.Lines;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Features.Provisioning.Trees;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Schemas;
using WebConsole.Operations;
using WebConsole.OsInfo.Trees;
using WebConsole.Security;
using WebConsole.Storage.Fetching;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Makes a machine: its disks, its definition; and starts it.</summary>
internal sealed record CreateMachine : ActionOperation
{
    /// <summary>The action's name.</summary>
    public const string Word = "new-machine";

    private const string AutostartStep = "Switch on autostart";

    private const int MostNamed = 10;

    internal static readonly FormAction<HostStatus, NewMachine> Words = new(Word)
    {
        Verb = "create the machine",
        Doing = "created",
        Label = "New machine",
        Effect = "Creates a machine, with its disks, and starts it.",
        Icon = Icons.Material.Outlined.AddToQueue,
        Needs = Right.Configure,
        Path = "/machines/{host}",
        // Own user-data and network-config, or a configuration of Ignition.
        LongestBody = ApiRoutes.LongestText,
        Applies = host => !host.Connection.IsAway() && MakesOn(host),
        Never = host => host.Facts?.Driver is "LXC" ? $"{host.Name} is a host of LXC, which runs containers: POST /machines/{host.Name}/containers makes them." : MadeMachine.WhyNoneOn(host),
        Page = host => AppUrls.NewMachine(host.Name),
        Make = MadeWithServices,
    };

    /// <summary>What its tree says of itself, where it was asked before.</summary>
    private TreeInfo? _tree;

    /// <summary>What helps where a step after the definition fails.</summary>
    private volatile string? _advice;

    /// <summary>What was asked for.</summary>
    public required NewMachine Asked { get; init; }

    /// <summary>What is made. It is planned once somebody asks for it, so that who may not make machines makes no plans; and anew before it is made.</summary>
    public MachinePlan Plan { get => field ??= Planner.Plan(On, Asked, _tree); private set; }

    public required HostStatus On { get; init; }

    public required MachinePlanner Planner { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On.Name);

    public override bool CanCancel => true;

    /// <summary>Its name, which nobody else may take meanwhile, is claimed by libvirt; here, what it makes.</summary>
    public override ImmutableArray<ObjectId> Claims => [Plan.Machine, .. Plan.Disks.Select(disk => disk.Volume), .. Plan.Seed is { } seed ? new[] { seed.Volume } : [], .. Plan.Tree?.Volumes ?? []];

    public override ImmutableArray<string> Secrets => [.. Plan.Own?.Secrets ?? [], .. Asked.CloudInit?.Secrets ?? [], .. Asked.Unattended?.Secrets ?? [], .. SecretText.Of(Asked.Ignition), .. SecretText.Of(Asked.Kernel?.Arguments, ' ')];

    /// <summary>Other machines may go on reading what this one reads.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => base.ClaimsIn(inventory)
        .Concat(Plan.Read.SelectMany(volume => VolumeNames.OfVolume(inventory, volume.Id)).Select(volume => new ObjectClaim(volume, IsShared: true)));

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string, object?)[]
        {
            ("name", Plan.Name), ("os", Plan.Os.Id), ("machineType", Asked.MachineType), ("memory", Plan.Memory), ("vcpus", Plan.Vcpus), ("firmware", Plan.Firmware),
            ("disks", string.Join(' ', Plan.Disks.Select(disk => $"{disk.Pool.Name}/{disk.Name}"))),
            ("from", string.Join(' ', Plan.Disks.Select(disk => disk.Source?.Name).OfType<string>())),
            ("media", Plan.Medium is { } medium ? $"{medium.Pool.Name}/{medium.Name}" : null),
            ("kernel", Plan.Kernel?.Name), ("initrd", Plan.Initrd?.Name), ("tree", Plan.Tree is { } tree ? FetchUrl.Shown(tree.Url) : null),
            ("networks", string.Join(' ', Plan.Interfaces.Select(card => card.Network ?? card.Bridge))),
            ("cloudInit", Plan.Seed is { Unattended: null, Ignition: null } ? "true" : null), ("ignition", Plan.Seed is { Ignition: not null } ? "true" : null), ("unattended", Asked.Unattended is not null ? Plan.Installer?.Word() : null),
            ("autostart", Asked.Autostart == true ? "true" : null), ("start", Plan.Starts ? "true" : null),
            ("definition", Plan.Own?.Changes(Plan) is { } changes ? $"edited: {string.Join(", ", changes.Take(MostNamed))}{(changes.Count > MostNamed ? ", …" : "")}" : null),
            ("hostAccess", Asked.HostAccess == true ? "true" : null), ("againstSchema", Asked.AgainstSchema == true ? "true" : null),
        }.Where(argument => argument.Item2 is not (null or "")).Select(argument => (argument.Item1, FormattableString.Invariant($"{argument.Item2}"))),
    ];

    public override string VirshLine => MachineLines.Virsh(Plan, On.Uri, ShownDefinition());

    protected override ObjectAction Of => Words;

    /// <summary>A kernel's arguments may hold a password, an edited definition anything, and everybody who sees the machine sees its tasks.</summary>
    private DomainXml ShownDefinition()
    {
        if (Plan.Own?.For(Plan) is { } own)
            return DomainXml.Parse(DefinitionMask.For(operates: false, own.ToXml()));
        var definition = Plan.Definition();
        if (definition.KernelArguments is not null)
            definition.KernelArguments = DefinitionMask.Mark;
        return definition;
    }

    /// <summary>Whether machines of the host's driver can be made, by whichever way.</summary>
    internal static bool MakesOn(HostStatus host) => host.Facts?.Driver is "QEMU" or "TEST" or "Xen";

    internal static ObjectAction AsAction(MachinePlanner planner) => Words with
    {
        Make = (host, _, asked) => asked.Count is not (null or 1) ? new CreateMachines { Target = $"{asked.Count} machines like {asked.Name}", On = host, Planner = planner, Asked = asked } : new CreateMachine { Target = asked.Name ?? "", On = host, Planner = planner, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistakes(inventory, text => Planner.Schemas.CheckOnce(ObjectKind.Machine, text));

    /// <param name="inventory">What there is.</param>
    /// <param name="check">Checks an edited definition by libvirt's schema; null where it is not known yet what is wrong with it.</param>
    internal IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory, Func<string, DefinitionCheck?> check)
    {
        var mistakes = new MachineRules(inventory, On, Plan).Mistakes();
        // Of a definition with other mistakes, those are said alone.
        return mistakes.ContainsKey("definition") || Plan.Own?.SchemaMistake(Plan, check) is not { } unknown ? mistakes
            : new Dictionary<string, string[]>(mistakes) { ["definition"] = [unknown] };
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Warnings(inventory, 1);

    /// <param name="inventory">What there is.</param>
    /// <param name="count">How many machines of the kind are made.</param>
    internal ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory, int count) => new PlanChecks(Plan, Mistakes(inventory), inventory, On, SourceText.Instance, count).All().Warnings();

    public override async Task PrepareAsync(CancellationToken cancellationToken) =>
        await PrepareAsync(await Planner.Trees.AskAsync(Asked.Kernel?.Tree, TimeProvider.System, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <param name="tree">What its tree says of itself.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task PrepareAsync(TreeInfo? tree, CancellationToken cancellationToken)
    {
        _tree = tree;
        await Planner.PrepareForAsync(On, Asked, tree, cancellationToken).ConfigureAwait(false);
        Plan = Planner.Plan(On, Asked, tree);
    }

    public override OperationPreview Preview(InventorySnapshot inventory) => Preview(Warnings(inventory));

    internal OperationPreview Preview(ImmutableArray<FieldNote> warnings) => new()
    {
        Warnings = warnings,
        Words = PlanWords.Of(Plan, SourceText.Instance).Words(),
        Definition = Plan.Defined().Element.ToString(),
        Virsh = MachineLines.Virsh(Plan, On.Uri, Plan.Defined()),
        // It has no words for what was edited.
        VirtInstall = Plan.Own is null ? new VirtInstallLine(Plan, On.Uri).Write() : null,
    };

    public override string? WhyConflicts(InventorySnapshot inventory) => Plan.Disks.Select(disk => disk.WhyConflicts(inventory)).FirstOrDefault(conflict => conflict is not null);

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) =>
        MadeMachine.AdviceFor(error, Plan.Name, _advice);

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan([.. Plan.Tree is null ? Array.Empty<string>() : [TreePlan.FindStep], .. Plan.Disks.SelectMany(disk => disk.Steps), .. Plan.Seed is { } written ? [written.Step] : Array.Empty<string>(), .. Plan.Tree is null ? [] : TreePlan.Steps, MadeMachine.DefineStep, .. Plan.Starts ? new[] { MadeMachine.StartStep } : [], .. Asked.Autostart == true ? new[] { AutostartStep } : []]);
        // A program's first request may come before anybody has asked what the host offers.
        await Planner.PrepareForAsync(On, Asked, _tree, context.Cancellation).ConfigureAwait(false);
        var files = Plan.Tree is { } wanted ? await wanted.FindAsync(context, Planner.Trees, Plan.Kind.Arch, Planner.TreeOf(Asked)?.Tree).ConfigureAwait(false) : null;
        if (files is not null)
            await Planner.PrepareForAsync(On, Asked, files.Info, context.Cancellation).ConfigureAwait(false);
        PlanAnew(context.Inventory, files?.Info);
        MadeMachine.Refuse(Mistakes(context.Inventory));
        context.Note(Warnings(context.Inventory));
        if (OtherThanSeemed() is { } other)
            context.Note(other);
        await LookForUsersOfVolumesAsync(context).ConfigureAwait(false);
        foreach (var volume in new[] { Plan.Medium, Plan.Drivers, Plan.Kernel, Plan.Initrd }.OfType<PoolVolume>())
            await LinkedVolumes.RefuseAsync(context, volume.Id).ConfigureAwait(false);
        foreach (var disk in Plan.Disks)
        {
            await (disk is ImportPlan import ? import.MakeAsync(context, Planner.Conversions, Action) : disk.MakeAsync(context, Action)).ConfigureAwait(false);
            if (Asked.Keep == true)
                context.Keep();
        }
        if (Plan.Seed is { } seed)
            await seed.WriteAsync(context, Planner.Seeds, Plan, Action).ConfigureAwait(false);
        if (Plan.Tree is { } tree)
            await tree.WriteAsync(context, Planner.Trees, files!, Plan, Action).ConfigureAwait(false);
        await MadeMachine.DefineAsync(context, On, Plan.Machine, Plan.Name, MadeMachine.DefineStep, connection => SetupMedium.Marked(Plan.Defined(disk => connection.OnVolume(disk.Pool.Uuid, disk.Name, volume => volume.Path)), connection).ToXml(), Action, validates: Asked.AgainstSchema != true).ConfigureAwait(false);
        // A machine that does not start is there all the same: what prevents it can be changed.
        context.Settle();
        _advice = MadeMachine.AdviceForStart(Plan.Name);
        if (Plan.Starts)
            await MadeMachine.StartAsync(context, Plan.Machine, Lane, domain => domain.Start(), MadeMachine.StartStep, Action).ConfigureAwait(false);
        _advice = MadeMachine.AdviceForAutostart(Plan.Name);
        if (Asked.Autostart == true)
            await StepAsync(context, AutostartStep, domain => domain.SetAutostart(true)).ConfigureAwait(false);
    }

    /// <summary>It may have waited for its turn, and others have made what it would have made, or taken away what it would have used.</summary>
    private void PlanAnew(InventorySnapshot now, TreeInfo? info)
    {
        var (claimed, own, before) = (Claims, Plan.Own, Plan.Own is null ? "" : Written());
        Plan = Planner.Anew(now, On, Plan, info);
        if (own is not null)
            Plan = Plan with { Own = own.Over(before, Written()) ?? throw new OperationFailedException("What comes of its other arguments has changed meanwhile, in lines of the definition that were edited.", $"{MadeMachine.NothingMade} Look at it again.") };
        if (Claims.Except(claimed).Any())
            throw new OperationFailedException("What was planned for it has been taken meanwhile.", $"{MadeMachine.NothingMade} Look at it again.");
    }

    private string Written() => Plan.Definition().Element.ToString();

    /// <summary>Said where the address of the tree, which the form shows, told another system than the tree itself.</summary>
    internal string? OtherThanSeemed() => string.IsNullOrEmpty(Asked.Os) && Plan is { TreeOs: { } told } && Planner.TreeOf(Asked) is { Called.Id: var seemed } && seemed != told.Id
        ? $"The tree says that it is {told.Name}, and it is set up as that." : null;

    private async Task LookForUsersOfVolumesAsync(OperationContext context)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        foreach (var disk in Plan.Disks)
        {
            if (disk.Source is { } source && disk.WhyConflicts(await context.LookAtFilesAsync(source.Id).ConfigureAwait(false)) is { } conflict)
                throw new OperationFailedException(conflict, "Nothing was changed.");
        }
    }

    private Task StepAsync(OperationContext context, string step, Action<Domain> call) => context.StepAsync(step, () => context.RunAsync(Plan.Machine, Lane, call, Action));
}
