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
        Drawn = typeof(DeletePoolForm),
        Make = (pool, host, how) => new DeletePool { Pool = pool.Id, Target = pool.Name, Uri = host.Uri, Contents = how.Contents ?? false },
    };

    public required bool Contents { get; init; }

    public override string VirshLine => string.Join('\n',
        new[] { "pool-destroy", Contents ? "pool-delete" : null, "pool-undefine" }.OfType<string>().Select(command => VirshCommand.For(Uri, command, Uuid, Target)));

    public override ImmutableArray<(string Name, string Value)> Parameters => [("contents", Contents ? "true" : "false")];

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "pool-undefine";

    public override string? WhyConflicts(InventorySnapshot inventory) => Contents && Users(inventory) is { Length: > 0 } users
        ? $"Machines have disks in it: {string.Join(", ", users)}. Remove their disks first, or keep what lies in the pool."
        : null;

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
        await StepAsync(context, "Delete its volumes", pool =>
        {
            foreach (var volume in pool.ListVolumes())
            {
                using (volume)
                    volume.Delete();
            }
        }).ConfigureAwait(false);
        if (!runs)
            await StepAsync(context, "Stop the pool", pool => pool.Stop()).ConfigureAwait(false);
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

    private string[] Users(InventorySnapshot inventory)
    {
        if (inventory.Find(Pool) is not StoragePool pool)
            return [];
        var path = StoragePoolXml.TryParse(pool.Xml, out var xml) ? xml.TargetPath : null;
        return [.. inventory.Machines.Values.Where(machine => machine.Id.Host == Host && MachineLinks.Of(machine).Uses(pool, path)).Select(machine => machine.Name).Order()];
    }
}
