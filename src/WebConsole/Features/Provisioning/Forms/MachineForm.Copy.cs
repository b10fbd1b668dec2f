using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Forms;

// A machine that is a copy of another.
public sealed partial class MachineForm
{
    /// <summary>The copy that was last planned, and of what: a plan parses the original's definition, and each field asks at each key.</summary>
    private (Machine Original, MachineCopy Asked, InventorySnapshot In, CopyMachine Operation, IReadOnlyDictionary<string, string[]> Mistakes)? _copy;

    /// <summary>The copy of a machine, where one has been chosen.</summary>
    internal CopyMachine? Copy => PlanCopy()?.Operation;

    /// <summary>Errors of the copy by the fields' names in the API.</summary>
    internal IReadOnlyDictionary<string, string[]> MistakesOfCopy => PlanCopy()?.Mistakes ?? NoMistakes;

    private (CopyMachine Operation, IReadOnlyDictionary<string, string[]> Mistakes)? PlanCopy()
    {
        var now = Inventory;
        if (Draft.Copy.Original is not { } id || !now.Machines.TryGetValue(id, out var original))
            return null;
        RenewUuid();
        var targets = _copy is { } known && ReferenceEquals(known.Original, original) ? known.Asked.Disks!.Select(disk => disk.Target!) : MachineCopyPlan.DisksOf(original);
        var asked = Draft.Copy.Ask(Draft.Name, Draft.Uuid, targets);
        if (_copy is not { } last || !ReferenceEquals(last.Original, original) || !ReferenceEquals(last.In, now) || !NewMachineComparison.AreSame(last.Asked, asked))
        {
            CopyMachine Operation(MachineCopy of) => (CopyMachine)registry.Find(ObjectKind.Machine, CopyMachine.Word)!.Create(original, Chosen, of);
            var operation = Operation(asked);
            if (operation.Plan.Disks.Any(MustBeLeftOut))
                operation = Operation(asked with { Disks = [.. asked.Disks!.Select(disk => operation.Plan.Disks.Any(planned => planned.Target == disk.Target && MustBeLeftOut(planned)) ? disk with { Use = DiskUse.Omit } : disk)] });
            _copy = last = (original, asked, now, operation, operation.Mistakes(now));
        }
        return (last.Operation, last.Mistakes);
    }

    /// <summary>A disk of which nobody has said what becomes of it, and that can be neither copied nor shared.</summary>
    private static bool MustBeLeftOut(DiskOfCopy disk) => disk is { IsDrive: false, Asked.Use: null, CanBeShared: false, WhyNoVolume: not null };
}
