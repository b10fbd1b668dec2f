using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Provisioning.Containers;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hosting;
using WebConsole.Hosting.Files;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>Makes a container from a directory with the files of a system, or an archive of them, and starts it.</summary>
internal sealed record CreateContainer : ActionOperation
{
    public const string Word = "new-container";

    private const string DefineStep = "Define the container", StartStep = FailedStart.ContainerStep;

    internal static readonly FormAction<HostStatus, NewContainer> Words = new(Word)
    {
        Verb = "create the container",
        Doing = "created",
        Label = "New container",
        Effect = "Creates a container from a directory with the files of a system, or an archive of them, and starts it.",
        Icon = Icons.Material.Outlined.AddToQueue,
        Needs = Right.Configure,
        Path = "/machines/{host}/containers",
        Applies = host => !host.Connection.IsAway() && host.Facts?.Driver is "LXC",
        Never = host => CreateMachine.MakesOn(host) ? $"{host.Name} is a host of {host.Facts!.Driver}, which runs machines: POST /machines/{host.Name} makes them." : MadeMachine.WhyNoneOn(host),
        Page = host => AppUrls.NewMachine(host.Name),
        Make = MadeWithServices,
    };

    /// <summary>Whether only the start is left.</summary>
    private volatile bool _isMade;

    public required ContainerPlan Plan { get; init; }

    public required PoolDirectories Directories { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(Plan.Host.Name);

    public override ImmutableArray<ObjectId> Claims => [Plan.Machine];

    /// <summary>The folder that is made. Several containers may go on reading one archive.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => Plan.FolderIn(inventory) is { } folder
        ? [.. base.ClaimsIn(inventory), new ObjectClaim(folder.Volume), new ObjectClaim(folder.Archive.Id, IsShared: true)] : base.ClaimsIn(inventory);

    public override bool CanCancel => Plan.Asked.Archive is not null;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string, string?)[] { ("name", Plan.Name), ("root", Plan.Asked.Root?.Volume), ("archive", Plan.Asked.Archive?.Volume), ("path", Plan.Asked.Path), ("init", Plan.Asked.Init), ("root is", Plan.Asked.FirstId is null ? "root of the host" : null), ("start", Plan.Starts ? "true" : null) }
            .Where(argument => argument.Item2 is { Length: > 0 }).Select(argument => (argument.Item1, argument.Item2!)),
    ];

    public override string VirshLine => Line(Directories.Inventory);

    protected override ObjectAction Of => Words;

    internal static ObjectAction AsAction(PoolDirectories directories) => Words with
    {
        Make = (host, _, asked) => asked.Count is null or 1 ? One(host, asked with { Count = null }, directories)
            : new CreateContainers { Target = $"{asked.Count} containers like {asked.Name}", Asked = asked, Containers = [.. MachineSeries.Of(asked).Select(each => One(host, each, directories))] },
    };

    private static CreateContainer One(HostStatus host, NewContainer asked, PoolDirectories directories) => new() { Target = asked.Name ?? "", Plan = new ContainerPlan(host, asked), Directories = directories };

    /// <summary>Everybody who sees the container sees its tasks, and an argument of its program may be a password: the definition is as viewers may read it.</summary>
    public string Line(InventorySnapshot inventory) => VirshCommand.OnHost(Plan.Host.Uri,
    [
        .. Plan.FolderIn(inventory) is { } folder ? new[] { $"vol-create --pool {folder.Pool.Uuid:D} {VirshXml.Typed(folder.Definition())}" } : [],
        $"define {VirshXml.Typed(DomainXml.Parse(DefinitionMask.For(operates: false, Plan.Definition(inventory).ToXml())))}", .. Plan.Starts ? new[] { $"start {Plan.Asked.Uuid:D}" } : [],
    ]);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new ContainerRules(inventory, Plan, Directories).Mistakes();

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => ContainerWords.Checks(Plan, Mistakes(inventory), inventory, SourceText.Instance).Warnings();

    public override OperationPreview Preview(InventorySnapshot inventory) => new()
    {
        Warnings = Warnings(inventory), Words = ContainerWords.Of(Plan, inventory, SourceText.Instance).Words(), Definition = Plan.Definition(inventory).Element.ToString(), Virsh = Line(inventory),
    };

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => _isMade ? $"{Plan.Name} was made and stays, shut off. {WhatPreventsStart(error, inventory)}" : null;

    /// <summary>libvirt makes a folder in the root directory before it starts the program there.</summary>
    internal string WhatPreventsStart(LibvirtException error, InventorySnapshot inventory)
    {
        if (Plan.Asked.Archive is { } archive)
            return $"See whether {archive.Volume} has the program {Program}, and what it needs.";
        var root = Plan.RootIn(inventory)?.Volume.Path ?? Plan.Asked.Path ?? "of its files";
        if (error.Message.Contains("No such file or directory", StringComparison.Ordinal))
            return $"See whether there is a directory {root} on {Host}, with the program {Program}.";
        if (error.Message.Contains("Permission denied", StringComparison.Ordinal))
            return Plan.Asked.FirstId is { } first ? $"See whether there is a directory {root} on {Host}, and give it to the container's root: chown -R {first}:{first} {ShellText.Quote(root)}" : $"See whether there is a directory {root} on {Host}, and whether root may write to it.";
        return $"See whether its root directory has the program {Program}.";
    }

    private string Program => Plan.Asked.Init is { Length: > 0 } init ? init : ContainerPlan.UsualInit;

    public override async Task ExecuteAsync(OperationContext context)
    {
        context.Plan([.. Plan.Asked.Archive is null ? [] : ArchiveUnpacker.Steps, DefineStep, .. Plan.Starts ? new[] { StartStep } : []]);
        if (Plan.Asked is { Root: null, Archive: null } && context.Caller.Role is not Role.Administrator)
            throw new OperationFailedException("Only an administrator may give a directory of the host to a container.", "Choose a folder of a pool.");
        context.Note(Warnings(context.Inventory));
        await RefuseSystemAsync(context).ConfigureAwait(false);
        if (Plan.RootIn(context.Inventory) is { } root)
            await LinkedVolumes.RefuseAsync(context, root.Id).ConfigureAwait(false);
        // The folder will be in the inventory once it is made.
        var (xml, folder) = (Plan.Definition(context.Inventory).ToXml(), Plan.FolderIn(context.Inventory));
        if (folder is null && Plan.Asked.Archive is not null)
            throw new OperationFailedException("The pool or the archive is not there any more.", "Nothing was made. Choose others.");
        var unpacker = folder is null ? null : new ArchiveUnpacker(context, folder, Action);
        if (unpacker is not null)
            await unpacker.RunAsync().ConfigureAwait(false);
        await MadeMachine.DefineAsync(context, Plan.Host, Plan.Machine, Plan.Name, DefineStep, _ => xml, Action).ConfigureAwait(false);
        context.Settle();
        if (unpacker is not null)
            await unpacker.RemoveCopyAsync().ConfigureAwait(false);
        _isMade = true;
        if (Plan.Starts)
            await MadeMachine.StartAsync(context, Plan.Machine, Lane, domain => domain.Start(), StartStep, Action).ConfigureAwait(false);
    }

    /// <summary>A link may lead anywhere.</summary>
    private async Task RefuseSystemAsync(OperationContext context)
    {
        if (Plan.Asked is not { Root: null, Path: { } path })
            return;
        try
        {
            if (await FileLook.RunAsync(() => Directories.WhyReallyNoRoot(Host, path), context.Cancellation).ConfigureAwait(false) is { } why)
                throw new OperationFailedException($"{path} leads elsewhere. {why}", "Name a directory that holds the files of one system only.");
        }
        catch (TimeoutException)
        {
            throw new OperationFailedException($"{path} does not answer.", "See whether the file system that it lies on answers.");
        }
    }
}
