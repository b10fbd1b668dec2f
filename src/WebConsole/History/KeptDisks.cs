using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.History;

/// <summary>The disks of a version, of which some may be gone.</summary>
internal static class KeptDisks
{
    /// <summary>Files and volumes that no pool of the host lists; elsewhere they may be all the same.</summary>
    public static IReadOnlyList<string> Missing(InventorySnapshot inventory, MachineId machine, string kept) => !DomainXml.TryParse(kept, out var domain) ? [] :
    [
        .. domain.Disks.Where(disk => disk.Element.Element("source") is not null && DiskVolumes.Of(inventory, machine.Host, disk) is null)
            .Select(disk => disk.SourcePath ?? (disk is { Source: { Pool: { } pool, Volume: { } volume } } ? $"{pool}/{volume}" : disk.TargetDevice ?? "")),
    ];
}
