using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Storage.Volumes;

/// <summary>Makes a new volume, as a step of a task that the task undoes if it fails later. libvirt reports no progress and can't cancel it.</summary>
/// <param name="context">The task. Its operation has looked for users of the volume below.</param>
/// <param name="recipe">What is made.</param>
/// <param name="doing">The task's action, for what others are told who want the volume.</param>
internal sealed class VolumeMaker(OperationContext context, VolumeRecipe recipe, string doing)
{
    private readonly Creation _made = new();

    /// <summary>The step's name in the task.</summary>
    public string Step { get; init; } = "Make the volume";

    /// <summary>Asked before it is deleted again; throws where it is in use.</summary>
    public Func<Task>? BeforeUndo { get; init; }

    private Guid Pool => recipe.Pool.Uuid!.Value;

    public async Task RunAsync()
    {
        var below = recipe.Asked.Backing is null ? null : await LookBelowAsync(recipe.Asked.Backing).ConfigureAwait(false);
        if (recipe.Encrypts)
            await context.StepAsync(CopyPassphrase.KeepStep, () => CallAsync(KeepPassphrase),
                leaves: $"libvirt's secret of the volume {recipe.Name}", undo: () => CallAsync(connection => VolumeSecret.Forget(connection, recipe.Secret, recipe.Path))).ConfigureAwait(false);
        await context.StepAsync(Step, () => CallAsync(connection =>
        {
            using var pool = connection.LookupStoragePool(Pool);
            _made.Make(() => CreateIn(pool, Definition(connection, below).ToXml()));
            return true;
        }), leaves: $"the volume {recipe.Name}", undo: () => _made.UndoAsync(DeleteAsync)).ConfigureAwait(false);
    }

    private async Task DeleteAsync()
    {
        if (BeforeUndo is not null)
            await BeforeUndo().ConfigureAwait(false);
        await CallAsync(connection => connection.DeleteVolume(Pool, recipe.Name)).ConfigureAwait(false);
    }

    private Task<bool> CallAsync(Func<LibvirtConnection, bool> call) => context.RunAsync(recipe.Volume, Lane.Storage, call, doing, isLong: true);

    /// <summary>A volume that virsh has deleted leaves its secret, and libvirt keeps one for a path.</summary>
    private bool KeepPassphrase(LibvirtConnection connection)
    {
        using var pool = connection.LookupStoragePool(Pool);
        pool.Refresh();
        if (!pool.HasVolume(recipe.Name))
            VolumeSecret.ForgetOf(connection, recipe.Path);
        return VolumeSecret.Keep(connection, recipe.Secret, recipe.Path, recipe.Asked.Passphrase!);
    }

    private void CreateIn(Libvirt.StoragePool pool, string xml)
    {
        void Create() => pool.CreateVolume(xml, recipe.Flags).Dispose();
        if (recipe.Encrypts)
            EncryptionRetry.Run(Create);
        else
            Create();
    }

    /// <summary>QEMU opens what the new volume rests on, and all that that names.</summary>
    private async Task<PoolVolume> LookBelowAsync(BackingVolume asked)
    {
        var below = BackingRules.Find(context.Inventory, recipe.Pool.Host, asked) ?? throw new OperationFailedException($"The volume {asked.Volume} is gone.", "Choose another.");
        await OpenedImages.RefuseOtherFilesAsync(context, below, BackingRules.FormatOf(asked, below), doing).ConfigureAwait(false);
        return below;
    }

    private StorageVolumeXml Definition(LibvirtConnection connection, PoolVolume? below) => below is null ? recipe.Definition(recipe.Name, recipe.Asked.Capacity ?? 0, null, null)
        : connection.OnVolume(below.Pool.Uuid, below.Name, volume =>
        {
            var xml = volume.Unchanged(below);
            return recipe.Definition(recipe.Name, recipe.Asked.Capacity ?? xml.CapacityBytes ?? 0, volume.Path, BackingRules.FormatOf(recipe.Asked.Backing!, below));
        });
}
