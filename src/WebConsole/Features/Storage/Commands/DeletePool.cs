using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Removes a pool's definition, or deletes the pool with all its content.</summary>
public sealed record DeletePool : PoolCommand
{
    private static readonly FormAction<StoragePool, PoolDeletion> Words = new("delete")
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
        Make = MadeWithServices,
    };

    public required bool Contents { get; init; }

    /// <summary>Its definition.</summary>
    public required StoragePoolXml? Xml { get; init; }

    public required PoolDirectories Directories { get; init; }

    public override string VirshLine => string.Join('\n',
        new[] { "pool-destroy", Contents && CanDelete ? "pool-delete" : null, "pool-undefine" }.OfType<string>().Select(command => VirshCommand.For(Uri, command, Uuid, Target))
            .Concat(HasSecret ? [VirshCommand.OnHost(Uri, $"secret-undefine {Uuid:D}")] : []));

    public override ImmutableArray<(string Name, string Value)> Parameters => [("contents", Contents ? "true" : "false")];

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(PoolDirectories directories) => Words with
    {
        Make = (pool, host, how) => new DeletePool
        {
            Pool = pool.Id,
            Target = pool.Name,
            Uri = host.Uri,
            Contents = how.Contents ?? false,
            Xml = StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml : null,
            Directories = directories,
        },
    };

    // A kind that WebConsole does not know is treated like a directory: libvirt refuses what it can't.
    private bool CanDelete => PoolKinds.Of(Xml?.Type) is not { CanDelete: false };

    private bool HasSecret => Xml?.AuthSecretUsage == PoolSecret.NameOf(Uuid);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Contents && PoolKinds.Of(Xml?.Type) is { MadeElsewhere: true }
            ? new Dictionary<string, string[]> { ["contents"] = ["What lies in it is made and deleted in the storage system: libvirt can't."] }
            : base.Mistakes(inventory);

    public override string? WhyConflicts(InventorySnapshot inventory) => Contents ? Directories.WhyKept(inventory, Pool)
        : inventory.Find(Pool) is StoragePool pool && PoolUsers.ByName(inventory, pool) is { } machines ? $"Machines name it in their definitions: {machines}. They could not start any more. Give their disks a path instead, or remove these disks first."
        : null;

    public override string? WhatSuffers(InventorySnapshot inventory) =>
        inventory.Find(Pool) is StoragePool pool && PoolUsers.All(inventory, pool) is { } machines ? $"These machines can't start any more: {machines}." : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context, files: Contents).ConfigureAwait(false);
        var runs = await context.RunAsync(Pool, Lane, connection => On(connection, IsActive), "a look at it").ConfigureAwait(false);
        if (Contents)
            await DeleteVolumesAsync(context, runs).ConfigureAwait(false);
        if (runs)
            await StepAsync(context, "Stop the pool", pool => pool.Stop(), undo: pool => pool.Start()).ConfigureAwait(false);
        if (Contents && CanDelete)
            await StepAsync(context, PoolKinds.Of(Xml?.Type) is { IsGroup: true } ? "Delete its group" : "Delete its directory", pool => pool.Delete()).ConfigureAwait(false);
        await StepAsync(context, "Forget the pool", pool => context.Undefine(Pool, pool.Undefine)).ConfigureAwait(false);
        if (HasSecret)
            await context.StepAsync("Forget its secret", () => context.RunAsync(Pool, Lane, connection => PoolSecret.Forget(connection, Uuid), Action), leaves: "the pool's secret in libvirt").ConfigureAwait(false);
    }

    private bool IsActive(Libvirt.StoragePool pool)
    {
        if (!pool.IsPersistent)
            throw new OperationFailedException("It exists only while it runs: nothing was deleted.", "Stop it, and libvirt forgets it. What lies in it stays.");
        return Contents && Directories.WhyReallyKept(Pool) is { } why
            ? throw new OperationFailedException($"Nothing was deleted. {why}", "Symbolic links count as the directories that they lead to.")
            : pool.IsActive;
    }

    private async Task DeleteVolumesAsync(OperationContext context, bool runs)
    {
        if (!runs)
            await StepAsync(context, "Start the pool, to see its volumes", pool => pool.Start(), undo: pool => pool.Stop()).ConfigureAwait(false);
        await context.StepAsync("Delete its volumes", async () =>
        {
            var names = await context.RunAsync(Pool, Lane, connection => On(connection, Deletable), Action, isLong: true).ConfigureAwait(false);
            for (var left = names; left.Length > 0;)
                left = await DeleteVolumesAsync(context, left).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (!runs)
            await StepAsync(context, "Stop the pool", pool => pool.Stop()).ConfigureAwait(false);
    }

    /// <returns>What could not be deleted yet: in Ceph a volume's copies have to go first.</returns>
    private async Task<string[]> DeleteVolumesAsync(OperationContext context, string[] names)
    {
        var kept = new List<string>();
        foreach (var (place, name) in names.Index())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Report((double)place / names.Length, $"{place} of {names.Length}");
            try
            {
                await context.RunAsync(Pool, Lane, connection => connection.DeleteVolume(Uuid, name), Action, isLong: true).ConfigureAwait(false);
                context.Note($"Deleted {name}.");
            }
            catch (LibvirtException) when (Xml?.Type is "rbd" && kept.Count < names.Length - 1)
            {
                kept.Add(name);
            }
        }
        return [.. kept];
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

    private Task StepAsync(OperationContext context, string name, Action<Libvirt.StoragePool> act, Action<Libvirt.StoragePool>? undo = null)
    {
        Task Run(Action<Libvirt.StoragePool> call) => context.RunAsync(Pool, Lane, connection => On(connection, pool =>
        {
            call(pool);
            return true;
        }), Action, isLong: true);
        return context.StepAsync(name, () => Run(act), undo: undo is null ? null : () => Run(undo));
    }

    private T On<T>(LibvirtConnection connection, Func<Libvirt.StoragePool, T> call)
    {
        using var pool = connection.LookupStoragePool(Uuid);
        return call(pool);
    }
}
