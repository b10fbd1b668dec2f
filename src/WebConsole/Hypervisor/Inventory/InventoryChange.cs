namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// One change of the inventory. A page asks it whether the change concerns the objects that it shows, and ignores other
/// changes.
/// </summary>
public readonly record struct InventoryChange(InventorySnapshot Before, InventorySnapshot After)
{
    /// <summary>Whether any object of the kind appeared, vanished or changed, on any host.</summary>
    public bool Touches(ObjectKind kind) => kind switch
    {
        ObjectKind.Host => Before.Hosts != After.Hosts,
        ObjectKind.Machine or ObjectKind.MachineDevice => !ReferenceEquals(Before.Machines, After.Machines),
        ObjectKind.Network => !ReferenceEquals(Before.Networks, After.Networks),
        ObjectKind.Pool => !ReferenceEquals(Before.StoragePools, After.StoragePools),
        ObjectKind.Volume => !ReferenceEquals(Before.Volumes, After.Volumes),
        ObjectKind.Filter => !ReferenceEquals(Before.Filters, After.Filters) || !ReferenceEquals(Before.FilterBindings, After.FilterBindings),
        ObjectKind.Device => !ReferenceEquals(Before.NodeDevices, After.NodeDevices),
        _ => false,
    };

    /// <summary>Whether the object itself appeared, vanished or changed.</summary>
    public bool Touches(ObjectId id) => id switch
    {
        { Kind: ObjectKind.Host } => Before.Host(id.Host) != After.Host(id.Host),
        { Machine: { } machine } => !ReferenceEquals(Before.Machines.GetValueOrDefault(machine), After.Machines.GetValueOrDefault(machine)),
        { Kind: ObjectKind.Network, Uuid: { } uuid } => Before.Networks.GetValueOrDefault((id.Host, uuid)) != After.Networks.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Pool, Uuid: { } uuid } => Before.StoragePools.GetValueOrDefault((id.Host, uuid)) != After.StoragePools.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Filter, Uuid: { } uuid } => Before.Filters.GetValueOrDefault((id.Host, uuid)) != After.Filters.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Volume, Parent: { } pool } => Before.Find(id) is PoolVolume before && After.Find(id) is PoolVolume after
            ? before != after
            : Touches(pool) || TouchesVolumesOf(id.Host, pool.Uuid!.Value),
        { Kind: ObjectKind.Device } => Before.NodeDevices.GetValueOrDefault((id.Host, id.Key)) != After.NodeDevices.GetValueOrDefault((id.Host, id.Key)),
        { Kind: ObjectKind.MachineDevice, Parent: { } machine } => Touches(machine),
        _ => Touches(id.Kind),
    };

    /// <summary>Whether the volumes of a pool changed.</summary>
    public bool TouchesVolumesOf(string host, Guid pool) =>
        Before.Volumes.GetValueOrDefault((host, pool)) != After.Volumes.GetValueOrDefault((host, pool));

    /// <summary>Whether an image of the host that rests on another appeared or vanished, or rests on another one now.</summary>
    public bool TouchesImagesAbove(string host)
    {
        if (!Touches(ObjectKind.Volume))
            return false;
        var (before, after) = (Before, After);
        return before.Volumes.Keys.Union(after.Volumes.Keys).Any(key => key.Host == host && before.Volumes.GetValueOrDefault(key) is var old && after.Volumes.GetValueOrDefault(key) is var now
            && old != now && !Above(old).SequenceEqual(Above(now)));

        static IEnumerable<(string, string)> Above(PoolVolumes? volumes) => (volumes?.Listed ?? []).Where(volume => volume.BackingPath is not null).Select(volume => (volume.Name, volume.BackingPath!));
    }

    /// <summary>Whether anything of what new machines are made of changed on a host: its pools, volumes, networks and ISO images, or a machine's definition.</summary>
    public bool TouchesPartsOf(string host) =>
        TouchesStorageOf(host)
        || Differs(Before.Networks, After.Networks, network => network.Host == host)
        || Differs(Before.IsoImages, After.IsoImages, (key, _) => key.Host == host)
        || TouchesDefinitions(host);

    /// <summary>Whether a host's pools or volumes changed.</summary>
    public bool TouchesStorageOf(string host) =>
        Differs(Before.StoragePools, After.StoragePools, pool => pool.Host == host)
        || Differs(Before.Volumes, After.Volumes, (key, _) => key.Host == host);

    /// <summary>Whether something was read of an ISO image.</summary>
    public bool TouchesIsoImages => !ReferenceEquals(Before.IsoImages, After.IsoImages);

    /// <summary>Whether the leases of a network changed.</summary>
    public bool TouchesLeasesOf(string host, string network) =>
        Before.Leases.GetValueOrDefault((host, network)) != After.Leases.GetValueOrDefault((host, network));

    /// <summary>Whether the machine's definition of the next start appeared, vanished or changed.</summary>
    public bool TouchesDefinitionOf(MachineId id) => Touches((ObjectId)id)
        && NextStart(Before.Machines.GetValueOrDefault(id)) != NextStart(After.Machines.GetValueOrDefault(id));

    /// <summary>
    /// Whether a machine appeared, vanished, or changed its definition or name, which may change the users of networks
    /// and volumes.
    /// </summary>
    /// <param name="host">The host; null for all.</param>
    public bool TouchesDefinitions(string? host = null)
    {
        if (!Touches(ObjectKind.Machine))
            return false;
        if (host is null ? Before.Machines.Count != After.Machines.Count : Before.Machines.Keys.Count(id => id.Host == host) != After.Machines.Keys.Count(id => id.Host == host))
            return true;
        foreach (var (id, machine) in After.Machines)
        {
            if (host is not null && id.Host != host)
                continue;
            if (Before.Machines.GetValueOrDefault(id) is not { } before || (!ReferenceEquals(before, machine) && (before.Xml != machine.Xml || before.InactiveXml != machine.InactiveXml)))
                return true;
        }
        return false;
    }

    /// <summary>Whether a network, pool or volume that the machine's definition names changed; not another volume of the same pool.</summary>
    public bool TouchesLinksOf(Machine machine)
    {
        if (!Touches(ObjectKind.Network) && !Touches(ObjectKind.Pool) && !Touches(ObjectKind.Volume))
            return false;
        var (host, links) = (machine.Id.Host, MachineLinks.Of(machine));
        return Differs(Before.Networks, After.Networks, network => network.Host == host && links.Networks.Contains(network.Name))
            || Differs(Before.StoragePools, After.StoragePools, pool => pool.Host == host && links.Pools.Contains(pool.Name))
            || TouchesVolumesOf(links, host);
    }

    private static string? NextStart(Machine? machine) => machine?.InactiveXml ?? machine?.Xml;

    private bool TouchesVolumesOf(MachineLinks links, string host)
    {
        if (!Touches(ObjectKind.Volume))
            return false;
        var (before, after) = (Before, After);
        return before.Volumes.Keys.Union(after.Volumes.Keys).Any(key => key.Host == host
            && before.Volumes.GetValueOrDefault(key) != after.Volumes.GetValueOrDefault(key)
            && !VolumesOf(links, before, key).SequenceEqual(VolumesOf(links, after, key)));
    }

    /// <summary>The volumes of a pool that the links lead to: others in it are other machines'.</summary>
    private static IEnumerable<StorageVolume> VolumesOf(MachineLinks links, InventorySnapshot inventory, (string Host, Guid Uuid) pool)
    {
        var name = inventory.StoragePools.GetValueOrDefault(pool)?.Name;
        var byName = name is not null && links.Pools.Contains(name);
        return inventory.Volumes.GetValueOrDefault(pool)?.Listed.Where(volume =>
            (volume.Image is { } image && links.Images.Contains(image)) || (byName && links.Volumes.Contains((name!, volume.Name)))) ?? [];
    }

    private static bool Differs<TKey, T>(IReadOnlyDictionary<TKey, T> before, IReadOnlyDictionary<TKey, T> after, Func<T, bool> which) where T : class =>
        Differs(before, after, (_, value) => which(value));

    private static bool Differs<TKey, T>(IReadOnlyDictionary<TKey, T> before, IReadOnlyDictionary<TKey, T> after, Func<TKey, T, bool> which) where T : class =>
        !ReferenceEquals(before, after)
        && (before.Count(pair => which(pair.Key, pair.Value)) != after.Count(pair => which(pair.Key, pair.Value)) || after.Any(pair => which(pair.Key, pair.Value) && !pair.Value.Equals(before.GetValueOrDefault(pair.Key))));
}
