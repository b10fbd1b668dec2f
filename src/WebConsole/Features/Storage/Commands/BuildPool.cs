using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Makes what a pool that is off needs: its directory, its file system, its volume group.</summary>
public sealed record BuildPool : PoolCommand
{
    public static ObjectAction<StoragePool> AsAction { get; } = new FormAction<StoragePool, PoolBuilding>("build")
    {
        Doing = "built",
        Label = "Build",
        Effect = "Makes what it needs: its directory, or a file system on its device.",
        Icon = Icons.Material.Outlined.Construction,
        Needs = Right.Configure,
        IsDangerous = true,
        Applies = pool => pool.State == "inactive" && PoolKinds.Of(pool) is { Build: not PoolBuild.None },
        Drawn = typeof(BuildPoolForm),
        Make = (pool, host, how) => new BuildPool
        {
            Pool = pool.Id,
            Target = pool.Name,
            Uri = host.Uri,
            Erase = how.Erase,
            Xml = StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml : null,
        },
    };

    /// <summary>The devices whose data may be lost.</summary>
    public required IReadOnlyList<string>? Erase { get; init; }

    /// <summary>Its definition.</summary>
    public required StoragePoolXml? Xml { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => Erases ? [("erase", string.Join(' ', Erase!))] : [];

    public override string VirshLine => VirshCommand.For(Uri, "pool-build", Uuid, Target) + PoolBuilds.Option(Build, Erases);

    protected override ObjectAction Of => AsAction;

    private PoolBuild Build => PoolKinds.Of(Xml?.Type)?.Build ?? PoolBuild.None;

    private bool Erases => Erase is { Count: > 0 };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Erases && Build is not (PoolBuild.Device or PoolBuild.DirectoryAndDevice) ? Mistake($"A pool of the type {Xml?.Type} formats nothing.")
        : Erases && !Erase!.SequenceEqual(Xml!.SourceDevices) ? Mistake("The same devices as the pool's: their data would be lost.")
        : Erases && Build is PoolBuild.DirectoryAndDevice && Xml!.SourceFormat is null or "auto" ? Mistake("The device is formatted: give the pool a file system first.")
        : base.Mistakes(inventory);

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Pool, Lane, connection =>
    {
        using var pool = connection.LookupStoragePool(Uuid);
        // What was confirmed is what is formatted, also where somebody edits the pool meanwhile.
        if (Erases && (!StoragePoolXml.TryParse(pool.GetXml(), out var now) || !now.SourceDevices.SequenceEqual(Erase!)))
            throw new OperationFailedException("The pool has other devices now: nothing was formatted.", "Look at it again.");
        pool.Build(PoolBuilds.Flags(Build, Erases));
        return true;
    }, Action, isLong: true);

    private static Dictionary<string, string[]> Mistake(string text) => new() { ["erase"] = [text] };
}
