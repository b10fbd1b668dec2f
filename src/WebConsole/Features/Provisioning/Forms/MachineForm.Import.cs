using WebConsole.Features.Provisioning.Imports;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Forms;

// What another product's machine says of itself fills the form.
public sealed partial class MachineForm
{
    /// <summary>What of it is not taken over, or why it can't be read.</summary>
    public IReadOnlyList<string> ImportRemarks { get; private set; } = [];

    /// <summary>Whether a descriptor is being read.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Takes an image, or reads the descriptor of a whole machine.</summary>
    public async Task ImportAsync(VolumeKey? from)
    {
        (Draft.Foreign, Draft.Imported, ImportRemarks) = (from, [], []);
        if (from is null or { Format: not "" } || Inventory.Find(ObjectId.Volume(Host!, from.Pool, from.Name)) is not PoolVolume volume)
            return;
        IsReading = true;
        try
        {
            var read = new ReadAppliance { Volume = volume, Target = volume.Name, Planner = planner, Uri = Chosen!.Uri };
            var started = await operations.StartAsync(read, user.Principal, Left).ConfigureAwait(true);
            if (started.TaskId is null)
                ImportRemarks = [started.Refusal ?? ""];
            else if (await read.Result.WaitAsync(Left).ConfigureAwait(true) is var import && Draft.Foreign == from)
                Fill(import);
        }
        catch (OperationFailedException error)
        {
            ImportRemarks = [$"{error.Message} {error.Advice}"];
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            IsReading = false;
        }
        await PrepareAsync().ConfigureAwait(true);
    }

    internal void Fill(MachineImport import)
    {
        var machine = import.Machine;
        if (string.IsNullOrEmpty(Draft.Name))
            Draft.Name = _proposed = MachineNames.OfImport(Inventory, Host!, machine.Name);
        (Draft.Description, Draft.Memory, Draft.Vcpus, Draft.Firmware, Draft.Networks) = (machine.Description, machine.Memory, machine.Vcpus, machine.Firmware, machine.Networks);
        if (machine.Os is { } os)
            (Draft.Os, Draft.OsIsChosen) = (os, true);
        Draft.Cpu = machine.Cpu ?? Draft.Cpu;
        (Draft.Imported, ImportRemarks) = (machine.Disks ?? [], import.Remarks);
    }
}
