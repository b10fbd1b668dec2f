using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Everything known at one moment. It is immutable, so a page reads it without a lock.</summary>
public sealed record InventorySnapshot
{
    public static readonly InventorySnapshot Empty = new();

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<HostStatus> Hosts { get; init; } = [];
    public ImmutableDictionary<MachineId, Machine> Machines { get; init; } = ImmutableDictionary<MachineId, Machine>.Empty;

    /// <summary>The machines of each host as libvirt has listed them last; one that does not answer may be missing in <see cref="Machines"/>.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<Guid>> ListedMachines { get; init; } = ImmutableDictionary<string, ImmutableHashSet<Guid>>.Empty;

    public ImmutableDictionary<(string Host, Guid Uuid), Network> Networks { get; init; } = ImmutableDictionary<(string, Guid), Network>.Empty;
    public ImmutableDictionary<(string Host, Guid Uuid), StoragePool> StoragePools { get; init; } = ImmutableDictionary<(string, Guid), StoragePool>.Empty;

    /// <summary>The volumes of each pool. A pool that is missing here has not been read yet.</summary>
    public ImmutableDictionary<(string Host, Guid Pool), PoolVolumes> Volumes { get; init; } = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty;

    /// <summary>What was read of the ISO images among them; one that is missing here has not been read yet.</summary>
    public ImmutableDictionary<ObjectId, IsoImage> IsoImages { get; init; } = ImmutableDictionary<ObjectId, IsoImage>.Empty;

    /// <summary>The DHCP leases of each network that has any, by its name.</summary>
    public ImmutableDictionary<(string Host, string Network), ImmutableArray<DhcpLease>> Leases { get; init; } = ImmutableDictionary<(string, string), ImmutableArray<DhcpLease>>.Empty;

    public ImmutableDictionary<(string Host, string Name), NodeDevice> NodeDevices { get; init; } = ImmutableDictionary<(string, string), NodeDevice>.Empty;

    public ImmutableDictionary<(string Host, Guid Uuid), NetworkFilter> Filters { get; init; } = ImmutableDictionary<(string, Guid), NetworkFilter>.Empty;

    /// <summary>The cards that the filters guard now, by their devices.</summary>
    public ImmutableDictionary<(string Host, string Device), FilterBinding> FilterBindings { get; init; } = ImmutableDictionary<(string, string), FilterBinding>.Empty;

    /// <summary>Only in what an operation's last look returns (<see cref="Operations.OperationContext.LookAtFilesAsync"/>).</summary>
    public ImageFiles Files { get; init; } = ImageFiles.None;

    public HostStatus? Host(string name) => Hosts.FirstOrDefault(host => host.Name == name);

    /// <summary>The object; <c>null</c> where it is not known (any more).</summary>
    public ISubject? Find(ObjectId id) => id switch
    {
        { Kind: ObjectKind.Host } => Host(id.Host),
        { Machine: { } machine } => Machines.GetValueOrDefault(machine),
        { Kind: ObjectKind.Network, Uuid: { } uuid } => Networks.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Pool, Uuid: { } uuid } => StoragePools.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Filter, Uuid: { } uuid } => Filters.GetValueOrDefault((id.Host, uuid)),
        { Kind: ObjectKind.Volume, Parent.Uuid: { } pool } => FindVolume(id.Host, pool, id.OwnName),
        { Kind: ObjectKind.Device } => NodeDevices.GetValueOrDefault((id.Host, id.Key)),
        { Kind: ObjectKind.MachineDevice, Parent.Machine: { } machine } => Machines.GetValueOrDefault(machine) is { } has ? MachineDevice.Of(has, id.OwnName) : null,
        _ => null,
    };

    /// <summary>The volumes of a host that rest on an image (<see cref="ImageName"/>), directly: overwriting or deleting it destroys them.</summary>
    public IEnumerable<PoolVolume> RestingOn(string host, Func<string, bool> image) =>
        from pool in StoragePools.Values
        where pool.Host == host && Volumes.ContainsKey((host, pool.Uuid))
        from volume in Volumes[(host, pool.Uuid)].Listed
        where volume.BackingImage is { } below && image(below)
        select new PoolVolume(pool, volume);

    /// <summary>Why nobody can tell whether something rests on <paramref name="volume"/>; <c>null</c> if all is known.</summary>
    public string? WhyUnknown(string host, string volume) => Files.WhyUnknown(volume)
        ?? (StoragePools.Values.FirstOrDefault(pool => pool.Host == host && Volumes.GetValueOrDefault((host, pool.Uuid)) is { } volumes && volumes.Total > volumes.Listed.Length) is { } large
            ? $"The pool {large.Name} has more than {VolumeReader.Most.ToString("N0", CultureInfo.InvariantCulture)} volumes, and the others are not looked at: one of them may rest on {volume}." : null);

    private PoolVolume? FindVolume(string host, Guid pool, string name) =>
        StoragePools.TryGetValue((host, pool), out var holds) && Volumes.TryGetValue((host, pool), out var volumes)
        && volumes.Find(name) is { } found
            ? new PoolVolume(holds, found)
            : null;

    /// <summary>Whether the object exists; <c>true</c> for kinds that the inventory does not hold.</summary>
    public bool Knows(ObjectId id) => id.Kind switch
    {
        ObjectKind.Host or ObjectKind.Machine or ObjectKind.Network or ObjectKind.Pool or ObjectKind.Filter or ObjectKind.Device or ObjectKind.MachineDevice => Find(id) is not null,
        // Not all volumes of a large pool are listed.
        ObjectKind.Volume => Find(id) is not null || (id.Parent?.Uuid is { } pool && Volumes.GetValueOrDefault((id.Host, pool)) is { } volumes && volumes.Total > volumes.Listed.Length),
        ObjectKind.Snapshot => Find(id.Parent!.Value) is not null,
        _ => true,
    };

    /// <summary>The name of an object for people; <c>null</c> where it is not known (any more).</summary>
    public string? NameOf(ObjectId id) => id switch
    {
        { Kind: ObjectKind.Host } => id.Host,
        { Machine: { } machine } => Machines.GetValueOrDefault(machine)?.Name,
        { Kind: ObjectKind.Network, Uuid: { } uuid } => Networks.GetValueOrDefault((id.Host, uuid))?.Name,
        { Kind: ObjectKind.Pool, Uuid: { } uuid } => StoragePools.GetValueOrDefault((id.Host, uuid))?.Name,
        { Kind: ObjectKind.Filter, Uuid: { } uuid } => Filters.GetValueOrDefault((id.Host, uuid))?.Name,
        _ => id.OwnName,
    };

    /// <summary>
    /// An object's definition as libvirt reported it; for a child, the definition of its parent. <c>null</c> if there
    /// is none or the object is not known.
    /// </summary>
    public string? DefinitionOf(ObjectId id) => id switch
    {
        { Machine: { } machine } => Machines.GetValueOrDefault(machine)?.Xml,
        { Kind: ObjectKind.Network, Uuid: { } uuid } => Networks.GetValueOrDefault((id.Host, uuid))?.Xml,
        { Kind: ObjectKind.Pool, Uuid: { } uuid } => StoragePools.GetValueOrDefault((id.Host, uuid))?.Xml,
        { Kind: ObjectKind.Filter, Uuid: { } uuid } => Filters.GetValueOrDefault((id.Host, uuid))?.Xml,
        { Kind: ObjectKind.Device } => NodeDevices.GetValueOrDefault((id.Host, id.Key))?.Xml,
        { Parent: { } parent } => DefinitionOf(parent),
        _ => null,
    };

    /// <summary>A snapshot with one host's status changed; the same object if nothing changed.</summary>
    public InventorySnapshot WithHost(string name, Func<HostStatus, HostStatus> change)
    {
        if (Host(name) is not { } status || change(status) is var changed && changed == status)
            return this;
        return this with { Hosts = Hosts.Replace(status, changed) };
    }

    /// <summary>
    /// A snapshot with one machine as just read, which keeps its separately read data while that is valid; the same
    /// object if nothing changed.
    /// </summary>
    public InventorySnapshot WithMachine(Machine machine)
    {
        var known = Machines.GetValueOrDefault(machine.Id);
        if (known is not null && machine.IsActive)
            machine = machine with { Addresses = known.Addresses, EarlierAddresses = known.EarlierAddresses, DiskJobs = known.DiskJobs };
        machine = machine with { AskedMemoryBytes = AskedMemory(known, machine) };
        if (known is { Reason: MachineReason.NoAnswer } && machine is { IsActive: true, State: MachineState.Running })
            machine = machine with { Reason = MachineReason.NoAnswer };
        if (known is not null && machine.Reason is MachineReason.IoError)
            machine = machine with { DiskErrors = known.DiskErrors };
        return machine.IsSameAs(known) ? this : this with { Machines = Machines.SetItem(machine.Id, machine) };
    }

    /// <summary>A machine that was seen to start has been told what its definition says.</summary>
    private static long? AskedMemory(Machine? known, Machine read) => known is null || !read.IsActive ? null
        : known.IsActive && !(read.StartedAt > known.StartedAt) ? known.AskedMemoryBytes
        : DomainXml.TryParse(read.InactiveXml ?? "", out var next) ? next.CurrentMemoryBytes ?? next.MemoryBytes : null;

    /// <summary>A snapshot that knows what memory a running machine was told to have; the same object if it does not run (any more).</summary>
    public InventorySnapshot WithAskedMemory(MachineId id, long bytes) => Machines.GetValueOrDefault(id) is { IsActive: true } machine && machine.AskedMemoryBytes != bytes
        ? this with { Machines = Machines.SetItem(id, machine with { AskedMemoryBytes = bytes }) }
        : this;

    /// <summary>A snapshot with another reason for a running machine's state; the same object if it does not run (any more).</summary>
    public InventorySnapshot WithReason(MachineId id, MachineReason reason) => Machines.GetValueOrDefault(id) is { State: MachineState.Running } machine
        ? this with { Machines = Machines.SetItem(id, machine with { Reason = reason }) }
        : this;

    /// <summary>
    /// A snapshot with the disk errors that have stopped a machine; the same object if it is not stopped (any more).
    /// </summary>
    public InventorySnapshot WithDiskErrors(MachineId id, ImmutableArray<DiskError> errors) =>
        Machines.TryGetValue(id, out var machine) && machine.Reason is MachineReason.IoError && !machine.DiskErrors.SequenceEqual(errors)
            ? this with { Machines = Machines.SetItem(id, machine with { DiskErrors = errors }) }
            : this;

    /// <summary>A snapshot with the jobs on a machine's disks; the same object if nothing changed, or it does not run (any more).</summary>
    public InventorySnapshot WithDiskJobs(MachineId id, ImmutableArray<DiskJob> jobs) =>
        Machines.TryGetValue(id, out var machine) && machine.IsActive && !machine.DiskJobs.SequenceEqual(jobs)
            ? this with { Machines = Machines.SetItem(id, machine with { DiskJobs = jobs }) }
            : this;

    /// <summary>The same with a pool that does not answer marked so; of one that was never read, no more is known than that.</summary>
    public InventorySnapshot WithSilentPool(ObjectId pool)
    {
        var key = (pool.Host, pool.Uuid!.Value);
        var known = StoragePools.GetValueOrDefault(key) ?? new StoragePool(pool.Host, key.Value, pool.Key, "inaccessible", true, false, 0, 0, 0, "");
        return known.Silent ? this : this with { StoragePools = StoragePools.SetItem(key, known with { Silent = true }) };
    }

    /// <summary>The same with what was just found in a pool, and without what lay in pools that are gone; itself where nothing changed.</summary>
    public InventorySnapshot WithVolumes((string Host, Guid Pool) pool, PoolVolumes volumes)
    {
        var kept = Volumes.RemoveRange(Volumes.Keys.Where(key => !StoragePools.ContainsKey(key)));
        if (StoragePools.ContainsKey(pool) && !volumes.IsSameAs(kept.GetValueOrDefault(pool)))
            kept = kept.SetItem(pool, volumes);
        return ReferenceEquals(kept, Volumes) ? this : this with { Volumes = kept };
    }

    /// <summary>The same with what was just read of an ISO image; itself where the volume has gone or is another one by now.</summary>
    public InventorySnapshot WithIsoImage(ObjectId id, IsoImage image) =>
        Find(id) is PoolVolume { Volume: var now } && now == image.Volume && image != IsoImages.GetValueOrDefault(id) ? this with { IsoImages = IsoImages.SetItem(id, image) } : this;

    /// <summary>The same without what was read of volumes that have gone.</summary>
    public InventorySnapshot WithoutLostIsoImages() =>
        IsoImages.Keys.Where(id => Find(id) is not PoolVolume { Volume.IsIso: true }).ToArray() is { Length: > 0 } lost ? this with { IsoImages = IsoImages.RemoveRange(lost) } : this;

    /// <summary>The same with the leases of a host's networks as just read; itself where nothing changed.</summary>
    public InventorySnapshot WithLeases(string host, ImmutableDictionary<string, ImmutableArray<DhcpLease>> read)
    {
        var held = read.Where(network => network.Value.Length > 0).ToDictionary(network => (host, network.Key), network => network.Value);
        var known = Leases.Where(network => network.Key.Host == host).ToArray();
        return known.Length == held.Count && known.All(network => held.TryGetValue(network.Key, out var now) && now.SequenceEqual(network.Value))
            ? this
            : this with { Leases = Leases.RemoveRange(known.Select(network => network.Key)).SetItems(held) };
    }
}
