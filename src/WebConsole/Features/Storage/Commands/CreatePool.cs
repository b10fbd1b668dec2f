using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Storage.Kinds;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Creates a pool of any kind: gives libvirt its secret, defines it, creates what it needs, starts it.</summary>
public sealed record CreatePool : ActionOperation
{
    /// <summary>The action's name.</summary>
    public const string Word = "new-pool";

    private static readonly FormAction<HostStatus, NewPool> Words = new(Word)
    {
        Verb = "make the pool",
        Doing = "made",
        Label = "New pool",
        Effect = "Makes a place for machines' disks.",
        Icon = Icons.Material.Outlined.CreateNewFolder,
        Needs = Right.Configure,
        Path = "/pools/{host}",
        Applies = host => !host.Connection.IsAway(),
        Page = host => AppUrls.NewPool(host.Name),
        Make = MadeWithServices,
    };

    public required NewPool Asked { get; init; }

    /// <summary>The host.</summary>
    public required string On { get; init; }

    public required string Uri { get; init; }

    public required PoolDirectories Directories { get; init; }

    public override ObjectId Subject => ObjectId.OfHost(On);

    public override Lane Lane => Lane.Storage;

    /// <summary>Other pools may be created at the same time; libvirt refuses a second pool with the same name.</summary>
    public override ImmutableArray<ObjectId> Claims => [Pool];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("type", Asked.Type ?? ""), ("name", Target),
        .. NewPool.PartNames.Where(part => Asked.Of(part) is { Length: > 0 }).Select(part => (part, Asked.Of(part)!)),
        .. Asked.User is { Length: > 0 } user ? new[] { ("user", user) } : [],
        .. Erases ? new[] { ("erase", string.Join(' ', Asked.Erase!)) } : [],
    ];

    public override ImmutableArray<string> Secrets => Asked.Secret is { Length: > 0 } secret ? [secret] : [];

    public override string VirshLine => VirshCommand.OnHost(Uri, NewPoolCommands.Of(this));

    protected override ObjectAction Of => Words;

    private ObjectId Pool => ObjectId.Pool(On, Uuid);

    internal Guid Uuid { get; } = Guid.NewGuid();

    public static ObjectAction AsAction(PoolDirectories directories) => Words with
    {
        Make = (host, _, asked) => new CreatePool { Target = asked.Name ?? "", Asked = asked, On = host.Name, Uri = host.Uri, Directories = directories },
    };

    internal PoolKind? Kind => PoolKinds.Of(Asked.Type);

    /// <summary>Whether the data of its devices may be lost.</summary>
    internal bool Erases => Asked.Erase is { Count: > 0 };

    /// <summary>Whether its parts have to be made.</summary>
    internal bool Builds => Erases || (Asked.Build ?? Kind?.Build is PoolBuild.Directory or PoolBuild.DirectoryAndDevice);

    internal StoragePoolXml Definition()
    {
        var xml = StoragePoolXml.New(Target, Kind!.Source(Asked, PoolSecret.NameOf(Uuid)), Kind.PathOf(Asked));
        xml.Uuid = Uuid;
        return xml;
    }

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistakes = new Dictionary<string, string[]>();
        if (WrongName(inventory) is { } name)
            mistakes["name"] = [name];
        if (Kind is not { } kind)
        {
            mistakes["type"] = [$"One of {string.Join(", ", PoolKinds.All.Select(known => known.Type))}."];
            return mistakes;
        }
        foreach (var (argument, mistake) in kind.Mistakes(Asked))
            mistakes[argument] = [mistake];
        if (kind.HasDirectory && !mistakes.ContainsKey("path") && Directories.WhyNotNew(inventory, On, Asked.Path!) is { } taken)
            mistakes["path"] = [taken];
        if (Erases && kind.Build is not (PoolBuild.Device or PoolBuild.DirectoryAndDevice))
            mistakes["erase"] = [$"A pool of the type {kind.Type} formats nothing."];
        else if (Erases && !Asked.Erase!.SequenceEqual(Asked.SourceDevices ?? []))
            mistakes["erase"] = ["The same devices as the pool's: their data would be lost."];
        return mistakes;
    }

    /// <summary>A definition would wait for the list of the pools, and everything else of the host's storage for the definition.</summary>
    public override string? WhyConflicts(InventorySnapshot inventory) =>
        inventory.StoragePools.Values.FirstOrDefault(pool => pool is { Silent: true } && pool.Host == On) is { } silent
            ? $"libvirt waits for the pool {silent.Name}, and makes none on this host until that answers."
            : inventory.Host(On) is { StorageSilent: true } ? "libvirt waits for a pool of this host, and makes none until that answers." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        // Each lasts as long as libvirt needs: a mount and a file system take minutes, and no undo is possible before they end.
        Task Call(Action<Libvirt.StoragePool> call, string doing) => context.RunAsync(Pool, Lane, connection =>
        {
            using var found = connection.LookupStoragePool(Uuid);
            call(found);
            return true;
        }, doing, isLong: true);

        if (Kind!.HasDirectory)
        {
            await context.RunAsync(Pool, Lane, _ => Directories.WhyNotReallyNew(On, Asked.Path!) is { } why ? throw new OperationFailedException($"{Asked.Path} is a symbolic link, or below one. {why}", "Name a directory that no other pool has.") : true,
                "a look at its directory").ConfigureAwait(false);
        }
        if (Kind.SignsIn(Asked))
            await context.StepAsync("Give libvirt the secret", () => context.RunAsync(Pool, Lane, connection => PoolSecret.Keep(connection, Uuid, Target, Kind.Auth!, Asked.Secret!), "its secret"),
                leaves: $"libvirt's secret of the pool {Target}", undo: () => context.RunAsync(Pool, Lane, connection => PoolSecret.Forget(connection, Uuid), "the undo of its secret")).ConfigureAwait(false);
        var defined = new Creation();
        await context.StepAsync("Define the pool", () => context.RunAsync(Pool, Lane, connection =>
        {
            using var signature = context.Sign(Pool);
            defined.Make(() => connection.DefineStoragePool(Definition().ToXml(), StoragePoolDefineFlags.Validate).Dispose());
            signature.Written(connection);
            return true;
        }, "its definition", isLong: true), leaves: $"the pool {Target}", undo: () => defined.UndoAsync(() => Call(found => context.Undefine(Pool, found.Undefine), "the undo of its definition"))).ConfigureAwait(false);
        if (Builds)
            await context.StepAsync(Erases ? "Format the devices" : Kind.Build is PoolBuild.Device ? "Set up the devices" : "Make the directory", () => Call(found => found.Build(PoolBuilds.Flags(Kind.Build, Erases)), "its build"),
                leaves: Kind.HasDirectory ? $"the directory {Asked.Path}" : null).ConfigureAwait(false);
        if (Asked.Start ?? true)
            await context.StepAsync("Start the pool", () => Call(found => found.Start(), "its start"), undo: () => Call(found => found.Stop(), "its stop")).ConfigureAwait(false);
        if (Asked.Autostart ?? true)
            await context.StepAsync("Switch on autostart", () => Call(found => found.SetAutostart(true), "its autostart")).ConfigureAwait(false);
        context.Made(Pool, Target);
    }

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => PoolAdvice.For(error.Message, Kind);

    private string? WrongName(InventorySnapshot inventory) => ObjectName.Mistake(Target)
        ?? (inventory.StoragePools.Values.Any(pool => pool.Host == On && pool.Name == Target) ? $"There is a pool {Target} on {On} already." : null);
}
