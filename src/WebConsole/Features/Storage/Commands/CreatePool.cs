using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Creates a pool in a directory: defines it, creates the directory, starts it.</summary>
public sealed record CreatePool : ActionOperation
{
    private const int LongestName = 200;

    /// <summary>The action's name.</summary>
    public const string Word = "new-pool";

    // Linux's PATH_MAX.
    private const int LongestPath = 4096;

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
        Make = static (_, _, _) => throw new NotSupportedException("The action is made with the directories at hand."),
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

    public override ImmutableArray<ObjectId> Silent => [Pool];

    public override ImmutableArray<(string Name, string Value)> Parameters => [("type", Asked.Type ?? ""), ("name", Target), ("path", Asked.Path ?? "")];

    public override string VirshLine => VirshCommand.OnHost(Uri, Commands());

    protected override ObjectAction Of => Words;

    private ObjectId Pool => ObjectId.Pool(On, Uuid);

    private Guid Uuid { get; } = Guid.NewGuid();

    public static ObjectAction AsAction(PoolDirectories directories) => Words with
    {
        Make = (host, _, asked) => new CreatePool { Target = asked.Name ?? "", Asked = asked, On = host.Name, Uri = host.Uri, Directories = directories },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistakes = new Dictionary<string, string[]>();
        if (Asked.Type is not "dir")
            mistakes["type"] = ["A pool can be made of a directory: dir."];
        if (WrongName(inventory) is { } name)
            mistakes["name"] = [name];
        if (WrongPath(inventory) is { } path)
            mistakes["path"] = [path];
        return mistakes;
    }

    /// <summary>A definition would wait for the list of the pools, and everything else of the host's storage for the definition.</summary>
    public override string? WhyConflicts(InventorySnapshot inventory) =>
        inventory.StoragePools.Values.FirstOrDefault(pool => pool is { Silent: true } && pool.Host == On) is { } silent
            ? $"libvirt waits for the pool {silent.Name}, and makes none on this host until that answers."
            : inventory.Host(On) is { StorageSilent: true } ? "libvirt waits for a pool of this host, and makes none until that answers." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        Task Call(Action<Libvirt.StoragePool> call, string doing) => context.RunAsync(Pool, Lane, connection =>
        {
            using var found = connection.LookupStoragePool(Uuid);
            call(found);
            return true;
        }, doing);

        await context.RunAsync(Pool, Lane, _ => Directories.WhyNotReallyNew(On, Asked.Path!) is { } why ? throw new OperationFailedException($"{Asked.Path} is a symbolic link, or below one. {why}", "Name a directory that no other pool has.") : true,
            "a look at its directory").ConfigureAwait(false);
        var defined = new Creation();
        await context.StepAsync("Define the pool", () => context.RunAsync(Pool, Lane, connection =>
        {
            var xml = StoragePoolXml.New(Target, new StoragePoolSource("dir"), Asked.Path);
            xml.Uuid = Uuid;
            defined.Make(() => connection.DefineStoragePool(xml.ToXml(), StoragePoolDefineFlags.Validate).Dispose());
            return true;
        }, "its definition"), leaves: $"the pool {Target}", undo: () => defined.UndoAsync(() => Call(found => found.Undefine(), "the undo of its definition"))).ConfigureAwait(false);
        if (Asked.Build ?? true)
            await context.StepAsync("Make the directory", () => Call(found => found.Build(), "making its directory"), leaves: $"the directory {Asked.Path}").ConfigureAwait(false);
        if (Asked.Start ?? true)
            await context.StepAsync("Start the pool", () => Call(found => found.Start(), "its start"), undo: () => Call(found => found.Stop(), "its stop")).ConfigureAwait(false);
        if (Asked.Autostart ?? true)
            await context.StepAsync("Switch on autostart", () => Call(found => found.SetAutostart(true), "its autostart")).ConfigureAwait(false);
        context.Made(Pool, Target);
    }

    private IEnumerable<string> Commands()
    {
        var name = VirshCommand.Option("pool", Target);
        yield return $"pool-define-as {VirshCommand.Option("name", Target)} --type dir {VirshCommand.Option("target", Asked.Path ?? "")}";
        if (Asked.Build ?? true)
            yield return $"pool-build {name}";
        if (Asked.Start ?? true)
            yield return $"pool-start {name}";
        if (Asked.Autostart ?? true)
            yield return $"pool-autostart {name}";
    }

    private string? WrongName(InventorySnapshot inventory) =>
        Target.Length == 0 ? "A name is needed."
        : Target.Length > LongestName ? $"At most {LongestName} letters."
        : Target.Any(letter => letter is '/' || char.IsControl(letter)) || Target.Trim() != Target || Target is "." or ".." ? "Letters, digits and signs but /; no blank at either end."
        : inventory.StoragePools.Values.Any(pool => pool.Host == On && pool.Name == Target) ? $"There is a pool {Target} on {On} already."
        : null;

    private string? WrongPath(InventorySnapshot inventory)
    {
        if (Asked.Path is not ['/', _, ..] path || path.Any(char.IsControl))
            return "A path from the root, such as /srv/images.";
        if (path.Length > LongestPath)
            return $"At most {LongestPath} letters.";
        // Another spelling of a directory would pass by all that is asked of it.
        if (path.TrimEnd('/').Split('/').Skip(1).Any(part => part is "" or "." or ".."))
            return "The path itself, without //, . or ..";
        return Directories.WhyNotNew(inventory, On, path);
    }
}
