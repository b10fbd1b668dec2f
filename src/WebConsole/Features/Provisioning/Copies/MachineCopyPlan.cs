using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>What is made for a copy of a machine.</summary>
internal sealed class MachineCopyPlan
{
    /// <param name="inventory">What there is.</param>
    /// <param name="original">The machine that is copied.</param>
    /// <param name="asked">The arguments.</param>
    public MachineCopyPlan(InventorySnapshot inventory, Machine original, MachineCopy asked)
    {
        (Original, Asked) = (original, asked);
        Read = Parse(original);
        Variables = Read is { } read && inventory.Host(original.Id.Host) is { } host ? UefiVariables.Of(read, host.Uri) : null;
        Disks = Planned(inventory, Read is null ? [] : [.. Read.Disks.Select(disk => new DiskOfCopy(disk, DiskVolumes.Of(inventory, original.Id.Host, disk), asked.Disks?.FirstOrDefault(one => one?.Target == disk.TargetDevice)))]);
    }

    public Machine Original { get; }

    public MachineCopy Asked { get; }

    /// <summary>The original's definition as the inventory has it, without secrets; null where it can't be read.</summary>
    public DomainXml? Read { get; }

    /// <summary>The variables of its firmware that are copied; null where there are none, or they can't be reached.</summary>
    public UefiVariables? Variables { get; }

    public ImmutableArray<DiskOfCopy> Disks { get; }

    public Guid Uuid => Asked.Uuid;

    public MachineId Machine => new(Original.Id.Host, Uuid);

    public string Name => Asked.Name ?? "";

    public bool Starts => Asked.Start ?? false;

    /// <summary>The new volumes.</summary>
    public IEnumerable<DiskPlan> NewVolumes => Disks.Select(disk => disk.Plan).OfType<DiskPlan>();

    /// <summary>The disks of a machine for which there is a choice, by their names in it.</summary>
    public static IEnumerable<string> DisksOf(Machine original) => (Parse(original)?.Disks ?? Enumerable.Empty<DiskXml>()).Select(disk => new DiskOfCopy(disk, null, null)).Where(disk => !disk.IsDrive).Select(disk => disk.Target);

    /// <summary>The definition as it is known, with the paths that new volumes will have.</summary>
    public DomainXml? Definition() => Read is null ? null : Definition(Read, disk => VolumeSource.PathOf(disk.Pool, disk.Name));

    /// <param name="original">The original's definition.</param>
    /// <param name="pathOf">The path of a new volume.</param>
    public DomainXml Definition(DomainXml original, Func<DiskPlan, string> pathOf) => new CopiedDefinition(this, pathOf).Write(original);

    /// <summary>The same by what is there now. New volumes keep their names, which are claimed.</summary>
    public MachineCopyPlan In(InventorySnapshot now) => new(now, now.Machines.GetValueOrDefault(Original.Id) ?? Original, Asked with
    {
        Disks = [.. Disks.Where(disk => !disk.IsDrive).Select(disk => (disk.Asked ?? new CopiedDisk(disk.Target)) with { Use = disk.Use, Pool = disk.Plan?.Pool.Uuid ?? disk.Asked?.Pool, Volume = disk.Plan?.Name ?? disk.Asked?.Volume })],
    });

    /// <summary>Whether a definition still has the disks for which this was planned.</summary>
    public bool Fits(DomainXml original) => original.Disks.Select(SourceOf).SequenceEqual(Disks.Select(disk => SourceOf(disk.Disk)));

    private static (string?, string?, string?, string?, string?) SourceOf(DiskXml disk) => (disk.TargetDevice, disk.DriverType, ImageName.OfDisk(disk), disk.Source.Pool, disk.Source.Volume);

    private static DomainXml? Parse(Machine machine) => DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var read) ? read : null;

    private ImmutableArray<DiskOfCopy> Planned(InventorySnapshot inventory, ImmutableArray<DiskOfCopy> disks)
    {
        // Of a wrong name, only the name is said to be wrong.
        var plans = DiskPlans.Of(inventory, Original.Id.Host, ObjectName.Mistake(Name) is null ? Name : "machine", [.. disks.Select(disk => disk.NewVolume).OfType<NewDisk>()]);
        var next = 0;
        return [.. disks.Select(disk => disk.NewVolume is null ? disk : plans[next++] is var (plan, argument, mistake) ? disk with { Plan = plan, Mistake = argument is null ? null : (argument, mistake!) } : disk)];
    }
}
