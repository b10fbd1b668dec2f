using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Changes what a pool is made of, and how it signs in. One that runs takes it when it is started again.</summary>
public sealed record EditPool : PoolCommand
{
    private static readonly FormAction<StoragePool, PoolChanges> Words = new("edit")
    {
        Doing = "edited",
        Label = "Edit",
        Effect = "Changes where it is, and how it signs in.",
        Icon = Icons.Material.Outlined.Edit,
        Needs = Right.Configure,
        Method = HttpMethods.Patch,
        Path = "",
        Applies = pool => pool.Persistent && PoolKinds.Of(pool) is { Parts.IsEmpty: false },
        Drawn = typeof(EditPoolForm),
        Make = MadeWithServices,
    };

    public required PoolChanges Changes { get; init; }

    /// <summary>Its definition for the next start.</summary>
    public required StoragePoolXml? Xml { get; init; }

    public required PoolDirectories Directories { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. NewPool.PartNames.Where(part => Changes.On(new NewPool()).Of(part) is not null).Select(part => (part, Changes.On(new NewPool()).Of(part)!)),
        .. Changes.User is { } user ? new[] { ("user", user) } : [],
    ];

    public override ImmutableArray<string> Secrets => Changes.Secret is { Length: > 0 } secret ? [secret] : [];

    public override string VirshLine => string.Join('\n',
    [
        VirshCommand.For(Uri, "pool-edit", Uuid, Target),
        .. NewSecret ? new[] { VirshCommand.OnHost(Uri, $"secret-define {VirshXml.Typed(PoolSecret.Definition(Uuid, Target, Kind!.Auth!))}", $"secret-set-value {Uuid:D} --interactive") } : [],
        .. ForgetsSecret ? new[] { VirshCommand.OnHost(Uri, $"secret-undefine {Uuid:D}") } : [],
    ]);

    protected override ObjectAction Of => Words;

    private PoolKind? Kind => PoolKinds.Of(Xml?.Type);

    private bool NewSecret => Changes.Secret is { Length: > 0 } && Kind?.Auth is not null;

    private bool ForgetsSecret => Changes.User is "" && Xml?.AuthSecretUsage == PoolSecret.NameOf(Uuid);

    public static ObjectAction AsAction(PoolDirectories directories, DefinitionEditor editor) => Words with
    {
        Make = (pool, host, changes) => new EditPool
        {
            Pool = pool.Id,
            Target = pool.Name,
            Uri = host.Uri,
            Changes = changes,
            Xml = StoragePoolXml.TryParse(pool.InactiveXml ?? pool.Xml, out var xml) ? xml : null,
            Directories = directories,
            Editor = editor,
        },
    };

    /// <summary>Applies the changes to a definition.</summary>
    internal static void Apply(PoolChanges changes, StoragePoolXml pool)
    {
        if (PoolKinds.Of(pool.Type) is { } kind)
            PoolParts.Change(pool, kind, changes, PoolSecret.NameOf(pool.Uuid ?? Guid.Empty));
    }

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        if (Xml is null || Kind is not { } kind)
            return base.Mistakes(inventory);
        // Only what is changed: libvirt has accepted the rest, even where WebConsole would not have made it so.
        var mistakes = kind.Mistakes(Changes.On(PoolParts.Of(Xml)), hasSecret: Xml.AuthUser is not null).Where(mistake => IsChanged(mistake.Name)).ToDictionary(mistake => mistake.Name, mistake => new[] { mistake.Mistake });
        if (kind.HasDirectory && Changes.Path is { } path && path != Xml.TargetPath && !mistakes.ContainsKey("path") && Directories.WhyNotNew(inventory, Host, path) is { } taken)
            mistakes["path"] = [taken];
        return mistakes;
    }

    public override string? WhyConflicts(InventorySnapshot inventory) =>
        ForgetsSecret && inventory.Find(Pool) is StoragePool { State: not "inactive" } ? "The pool runs, and signs in with what would be forgotten. Stop it first." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (Changes.Path is { } path && Kind is { HasDirectory: true })
        {
            await context.RunAsync(Pool, Lane, _ => path != Xml!.TargetPath && Directories.WhyNotReallyNew(Host, path) is { } why ? throw new OperationFailedException($"{path} is a symbolic link, or below one. {why}", "Name a directory that no other pool has.") : true,
                "a look at its directory").ConfigureAwait(false);
        }
        await Editor.ApplyAsync(DefinitionEdit.OfPool(Host, Uuid, pool => Apply(Changes, pool)) with { Version = Changes.Version }, context).ConfigureAwait(false);
        // The last step: libvirt does not give back the old value, so nothing could take it back.
        if (NewSecret)
            await context.StepAsync("Give libvirt the secret", () => context.RunAsync(Pool, Lane, connection => PoolSecret.Keep(connection, Uuid, Target, Kind!.Auth!, Changes.Secret!), "its secret")).ConfigureAwait(false);
        if (ForgetsSecret)
            await context.StepAsync("Forget its secret", () => context.RunAsync(Pool, Lane, connection => PoolSecret.Forget(connection, Uuid), "its secret"), leaves: "the pool's secret in libvirt").ConfigureAwait(false);
    }

    private bool IsChanged(string argument) => argument switch
    {
        "user" => Changes.User is not null || Changes.Secret is not null,
        "secret" => Changes.Secret is not null || Changes.User is { Length: > 0 },
        _ => Changes.On(new NewPool()).Of(argument) is not null,
    };
}
