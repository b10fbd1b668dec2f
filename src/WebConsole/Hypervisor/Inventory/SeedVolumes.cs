namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Volumes that WebConsole wrote for a machine's first boot or its installation. They hold hashes of passwords, and for Windows a
/// password itself, so that whoever may operate a machine may not read them.
/// </summary>
internal static class SeedVolumes
{
    /// <summary>The name of the machine that a volume was written for; <c>null</c> for any other volume.</summary>
    public static string? MachineOf(InventorySnapshot inventory, PoolVolume volume)
    {
        var host = volume.Pool.Host;
        var with = inventory.Machines.Values.Where(machine => machine.Id.Host == host && MachineLinks.Of(machine).Seeds.Length > 0).ToArray();
        if (with.Length == 0)
            return null;
        var names = VolumeNames.OfVolume(inventory, volume.Id).ToHashSet();
        return with.FirstOrDefault(machine => MachineLinks.Of(machine).Seeds.Any(seed => names.Contains(ObjectId.Volume(host, seed.Pool, seed.Name))))?.Name;
    }
}
