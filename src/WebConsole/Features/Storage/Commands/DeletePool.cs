using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Removes a pool's definition, or deletes the pool with all its content.</summary>
public sealed record DeletePool : PoolCommand
{
    public static ObjectAction<StoragePool> AsAction { get; } = new FormAction<StoragePool, PoolDeletion>("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Forgets the pool; what lies in it stays, or goes too.",
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        IsDangerous = true,
        // libvirt forgets a transient one when it stops.
        Applies = pool => pool.Persistent,
        Drawn = typeof(DeletePoolForm),
        Make = (pool, host, how) => new DeletePool { Pool = pool.Id, Target = pool.Name, Uri = host.Uri, Contents = how.Contents ?? false },
    };

    public required bool Contents { get; init; }

    public override string VirshLine => string.Join('\n',
        new[] { "pool-destroy", Contents ? "pool-delete" : null, "pool-undefine" }.OfType<string>().Select(command => VirshCommand.For(Uri, command, Uuid, Target)));

    public override ImmutableArray<(string Name, string Value)> Parameters => [("contents", Contents ? "true" : "false")];

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "pool-undefine";

    public override string? WhyConflicts(InventorySnapshot inventory)
    {
        if (!Contents || inventory.Find(Pool) is not StoragePool pool)
            return null;
        var path = StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.TargetPath?.TrimEnd('/') + "/" : null;
        if (Users(inventory, pool, path) is { Length: > 0 } users)
            return $"Machines have disks in it: {string.Join(", ", users)}. Remove their disks first, or keep what lies in the pool.";
        var inside = inventory.StoragePools.Values.Where(other => other.Host == Host && other.Id != Pool && path is not null && PathOf(other) is { } its && (its + "/").StartsWith(path, StringComparison.Ordinal)).Select(other => other.Name).ToArray();
        if (inside.Length > 0)
            return $"Pools lie in its directory: {string.Join(", ", inside)}. Delete them first, or keep what lies in the pool.";
        var above = inventory.RestingOn(Host, image => path is not null && image.StartsWith(path, StringComparison.Ordinal)).Where(volume => volume.Pool.Id != Pool).Select(volume => volume.Name).ToArray();
        return above.Length > 0 ? $"Volumes of other pools rest on images in it: {string.Join(", ", above)}. Remove them first, or keep what lies in the pool." : null;
    }

    public override async Task ExecuteAsync(OperationContext context)
    {
        var runs = await context.RunAsync(Pool, Lane, connection => On(connection, pool => pool.IsActive), "a look at it").ConfigureAwait(false);
        if (Contents)
            await DeleteVolumesAsync(context, runs).ConfigureAwait(false);
        if (runs)
            await StepAsync(context, "Stop the pool", pool => pool.Stop(), undo: pool => pool.Start()).ConfigureAwait(false);
        if (Contents)
            await StepAsync(context, "Delete its directory", pool => pool.Delete()).ConfigureAwait(false);
        await StepAsync(context, "Forget the pool", Call).ConfigureAwait(false);
    }

    protected override void Call(Libvirt.StoragePool pool) => pool.Undefine();

    private async Task DeleteVolumesAsync(OperationContext context, bool runs)
    {
        if (!runs)
            await StepAsync(context, "Start the pool, to see its volumes", pool => pool.Start(), undo: pool => pool.Stop()).ConfigureAwait(false);
        await context.StepAsync("Delete its volumes", async () =>
        {
            var names = await context.RunAsync(Pool, Lane, connection => On(connection, Deletable), Action).ConfigureAwait(false);
            foreach (var (place, name) in names.Index())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Report((double)place / names.Length, $"{place} of {names.Length}");
                await context.RunAsync(Pool, Lane, connection => On(connection, pool => Delete(pool, name)), Action).ConfigureAwait(false);
                context.Note($"Deleted {name}.");
            }
        }).ConfigureAwait(false);
        if (!runs)
            await StepAsync(context, "Stop the pool", pool => pool.Stop()).ConfigureAwait(false);
    }

    /// <summary>What lies in it now. Nothing is deleted where a folder would be in the way of the end.</summary>
    private static string[] Deletable(Libvirt.StoragePool pool)
    {
        pool.Refresh();
        var volumes = pool.ListVolumes();
        try
        {
            return volumes.FirstOrDefault(volume => StorageVolumeXml.TryParse(volume.GetXml(), out var xml) && xml.Type is "dir") is { } folder
                ? throw new OperationFailedException($"The folder {folder.Name} lies in it: nothing was deleted.", "Delete the folder on the host, or keep what lies in the pool.")
                : [.. volumes.Select(volume => volume.Name)];
        }
        finally
        {
            foreach (var volume in volumes)
                volume.Dispose();
        }
    }

    private static bool Delete(Libvirt.StoragePool pool, string name)
    {
        using var volume = pool.LookupVolume(name);
        volume.Delete();
        return true;
    }

    private Task StepAsync(OperationContext context, string name, Action<Libvirt.StoragePool> act, Action<Libvirt.StoragePool>? undo = null)
    {
        Task Run(Action<Libvirt.StoragePool> call) => context.RunAsync(Pool, Lane, connection => On(connection, pool =>
        {
            call(pool);
            return true;
        }), Action);
        return context.StepAsync(name, () => Run(act), undo: undo is null ? null : () => Run(undo));
    }

    private T On<T>(LibvirtConnection connection, Func<Libvirt.StoragePool, T> call)
    {
        using var pool = connection.LookupStoragePool(Uuid);
        return call(pool);
    }

    private static string? PathOf(StoragePool pool) => StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.TargetPath?.TrimEnd('/') : null;

    private string[] Users(InventorySnapshot inventory, StoragePool pool, string? path) =>
        [.. inventory.Machines.Values.Where(machine => machine.Id.Host == Host && MachineLinks.Of(machine).Uses(pool, path)).Select(machine => machine.Name).Order()];
}
