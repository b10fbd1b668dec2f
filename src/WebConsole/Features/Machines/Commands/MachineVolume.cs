using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Commands;

/// <summary>A volume that a disk of a machine is on, in its definition in force or that of the next start.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Target">The disk's name in the machine: <c>vda</c>.</param>
/// <param name="IsItsOwn">Whether it most likely has no use without the machine: the guest writes to it, or it was made for the machine's first boot.</param>
internal sealed record MachineVolume(PoolVolume Volume, string? Target, bool IsItsOwn)
{
    /// <summary>In the order of the definition, each once.</summary>
    public static ImmutableArray<MachineVolume> Of(InventorySnapshot inventory, Machine machine)
    {
        return
        [
            .. from xml in new[] { machine.InactiveXml, machine.Xml }
               where xml is not null
               let domain = DomainXml.TryParse(xml, out var read) ? read : null
               where domain is not null
               from disk in domain.Disks
               let volume = DiskVolumes.Of(inventory, machine.Id.Host, disk)
               where volume is not null
               group new MachineVolume(volume, disk.TargetDevice, IsWritten(disk) || IsMadeForSetup(domain, volume)) by volume.Id into uses
               select uses.First() with { IsItsOwn = uses.All(use => use.IsItsOwn) },
        ];
    }

    private static bool IsWritten(DiskXml disk) => disk is { ReadOnly: false, Shareable: false, Device: not ("cdrom" or "floppy") };

    /// <summary>Whether it is to be deleted after the first boot, which has not been: it may hold passwords, if only as hashes.</summary>
    private static bool IsMadeForSetup(DomainXml domain, PoolVolume volume) =>
        domain.SetupMedia.Any(medium => medium is { IsDeleted: true } && medium.Pool == volume.Pool.Uuid && medium.Volume == volume.Name);

    /// <summary>Why it can't go with the machine; <c>null</c> where it can.</summary>
    public string? WhyKept(InventorySnapshot inventory, Machine machine) =>
        PoolLimits.OfDeleting(Volume.Pool) ?? PoolLimits.OfFolder(Volume) ?? OtherUsers(inventory, machine) ?? inventory.WhyUnknown(machine.Id.Host, Volume.Name);

    private string? OtherUsers(InventorySnapshot inventory, Machine machine)
    {
        var users = VolumeUsers.Of(inventory, Volume);
        return (users with { Machines = users.Machines.RemoveAll(user => user.Id == machine.Id) }).InWords(Volume.Name);
    }
}
