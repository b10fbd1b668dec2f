using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Copies;
using WebConsole.Hypervisor;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Forms;

public sealed partial class CopyFields
{
    private CopyMachine? Copy => Machine.Copy;

    private void Take(MachineId? original)
    {
        Draft.Copy.Original = original;
        Machine.ProposeName();
        // Another machine has other disks, and another size.
        Draft.Copy.Disks.Clear();
        (Draft.Copy.Memory, Draft.Copy.Vcpus) = (null, null);
    }

    private void Change(string target, CopiedDisk disk) => Draft.Copy.Disks[target] = disk;

    private string? WhyNot() => Copy is { } copy ? copy.WhyConflicts(Machine.Inventory) : Text["Choose a machine."].Value;

    private string? MistakeOfCopy(string field) => Machine.MistakesOfCopy.GetValueOrDefault(field) is { } texts ? string.Join(' ', texts) : null;

    private string Said(DiskOfCopy disk) => disk.Volume is { } volume
        ? Text["Disk {0}: {1}, {2}", disk.Target, volume.Name, Format.Bytes(volume.Volume.CapacityBytes)]
        : Text["Disk {0}: {1}", disk.Target, disk.Disk.SourcePath ?? disk.Disk.Source.Name ?? ""];

    private IReadOnlyList<Choice<string>> UsesOf(DiskOfCopy disk) =>
    [
        new(DiskUse.Copy, Text["A full copy"]) { Why = WhyNoVolume(disk) },
        new(DiskUse.Link, Text["Rests on the other's disk"]) { Why = WhyNoVolume(disk) },
        new(DiskUse.Share, Text["The same disk"]) { Why = disk.CanBeShared ? null : Text["neither read-only nor shareable"].Value },
        new(DiskUse.Omit, Text["Left out"]),
    ];

    private string? WhyNoVolume(DiskOfCopy disk) => disk.WhyNoVolume is null ? null : disk.Disk.Device is "lun" ? Text["a SCSI device of the host"].Value : disk.Volume is null ? Text["it lies in no known pool"].Value : Text["it is encrypted"].Value;

    private string? HelpOf(DiskOfCopy disk) => disk.Use switch
    {
        DiskUse.Copy when disk.Volume?.Volume.BackingPath is { } below && disk.Plan?.Pool.Id == disk.Volume.Pool.Id => Text["It rests on {0}, as the other's does.", below],
        DiskUse.Link => Text["Made in a moment. The other machine must not start again as long as the copy needs its disk: that would destroy the copy's."],
        _ => disk.Use is DiskUse.Copy or DiskUse.Omit ? disk.WhyNoVolume : null,
    };
}
