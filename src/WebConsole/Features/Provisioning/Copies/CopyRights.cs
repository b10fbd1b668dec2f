using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Copies;

/// <summary>
/// What of a copy only an administrator may have, by the rules for a definition that somebody imports: nobody gets by a copy what
/// they could not set themselves.
/// </summary>
internal static class CopyRights
{
    /// <summary>The settings, by their places in the definition.</summary>
    /// <param name="copy">The copy's definition.</param>
    /// <param name="plan">What is made.</param>
    /// <param name="inventory">What there is.</param>
    public static IReadOnlyList<string> ForAdministrators(DomainXml copy, MachineCopyPlan plan, InventorySnapshot inventory)
    {
        var host = plan.Original.Id.Host;
        var review = DefinitionImport.Review(copy, Surroundings(inventory, host));
        // A volume of a pool is what anybody may choose who makes a machine.
        var disks = from disk in copy.Disks
                    where review.DisksToChoose.Contains(disk.TargetDevice ?? "") && plan.Disks.FirstOrDefault(one => one.Target == disk.TargetDevice)?.Plan is null && DiskVolumes.Of(inventory, host, disk) is null
                    select $"domain/devices/disk/source ({disk.TargetDevice})";
        return [.. review.ForAdministrators.Select(finding => finding.Path).Distinct(), .. disks, .. review.NetworksToChoose.Select(card => $"domain/devices/interface/source ({card.Was})")];
    }

    private static DefinitionSurroundings Surroundings(InventorySnapshot inventory, string host) => new()
    {
        Emulators = CapabilitiesXml.TryParse(inventory.Host(host)?.Facts?.Capabilities, out var capabilities) ? [.. capabilities.Guests.Select(guest => guest.Emulator).OfType<string>()] : [],
        Networks = [.. inventory.Networks.Values.Where(network => network.Host == host).Select(network => network.Name)],
        HasVolume = (pool, volume) => inventory.StoragePools.Values.FirstOrDefault(known => known.Host == host && known.Name == pool) is { } found && inventory.Find(Hypervisor.ObjectId.Volume(host, found.Uuid, volume)) is not null,
    };
}
