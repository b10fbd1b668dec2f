using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Commands;

// The volumes that go with the machine.
public sealed partial record DeleteMachine
{
    /// <summary>Asks once more of each volume, of machines and files that are read for it.</summary>
    private async Task LookForOtherUsersAsync(OperationContext context)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        foreach (var volume in Volumes)
        {
            var inventory = await context.LookAtFilesAsync(volume).ConfigureAwait(false);
            if (Mistakes(inventory).Count > 0 || WhyConflicts(inventory) is not null)
                throw new OperationFailedException(WhyConflicts(inventory) ?? $"{volume.OwnName} is no disk of {Target} any more.", "Nothing was changed.");
        }
    }

    /// <summary>The others go, though one can't be deleted.</summary>
    private async Task DeleteVolumesAsync(OperationContext context, Machine before)
    {
        var left = new List<(string Name, string Why)>();
        foreach (var volume in Volumes)
        {
            try
            {
                await context.StepAsync(StepOf(volume), () => DeleteAsync(context, before, volume), leaves: $"the volume {volume.OwnName}").ConfigureAwait(false);
            }
            catch (Exception error) when (error is LibvirtException or HypervisorException or OperationFailedException)
            {
                left.Add((volume.OwnName, context.Describe(error)));
            }
        }
        if (left.Count > 0)
            throw new OperationFailedException($"The machine is gone, but not {string.Join(", ", left.Select(volume => volume.Name))}: {left[0].Why}", "Delete what is left under Storage.");
    }

    /// <summary>Deletes a volume, unless something else has begun to use it since the machine was asked about.</summary>
    private async Task DeleteAsync(OperationContext context, Machine before, ObjectId volume)
    {
        var inventory = await context.LookAtFilesAsync(volume).ConfigureAwait(false);
        if (MachineVolume.Of(inventory, before).FirstOrDefault(its => its.Volume.Id == volume)?.WhyKept(inventory, before) is { } why)
            throw new OperationFailedException(why, "");
        await context.RunAsync(volume, Lane.Storage, connection => connection.DeleteVolume(volume.Parent!.Value.Uuid!.Value, volume.OwnName), Action, isLong: true).ConfigureAwait(false);
    }

    private static string StepOf(ObjectId volume) => $"Delete {volume.OwnName}";
}
