using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Devices;

/// <summary>What operations on devices work with.</summary>
public sealed class DevicePlanner(DefinitionEditor editor, InventoryStore inventory, MachineEdges edges, HostOffers? offers = null, HostDuties? duties = null)
{
    private readonly ConditionalWeakTable<InventorySnapshot, ConcurrentDictionary<string, (long At, HostDeviceMap Map, DiskUsers Disks)>> _looks = [];

    public DefinitionEditor Editor => editor;

    /// <summary>What happens to machines at a moment.</summary>
    public MachineEdges Edges => edges;

    public InventorySnapshot Inventory => inventory.Current;

    /// <summary>What the host is known to offer for a machine, without waiting; <see cref="LearnOfferAsync"/> makes it known.</summary>
    internal HostOffer OfferFor(Machine machine) => offers is not null && MachineDevice.DefinitionsOf(machine).FirstOrDefault() is { } domain ? offers.Known(machine.Id.Host, domain) : new HostOffer(null);

    /// <summary>Asks libvirt what the host offers for a machine, unless that is known.</summary>
    internal async Task LearnOfferAsync(Machine machine, CancellationToken cancellationToken)
    {
        if (offers is not null && MachineDevice.DefinitionsOf(machine).FirstOrDefault() is { } domain)
            await offers.GetAsync(machine.Id.Host, domain, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A volume of a host, by the UUID of its pool and its name; <c>null</c> if there is none.</summary>
    public PoolVolume? Volume(string host, Guid? pool, string? name) => pool is { } uuid && name is not null ? Inventory.Find(ObjectId.Volume(host, uuid, name)) as PoolVolume : null;

    /// <summary>The devices of a host, with who uses them. It reads files of the kernel, where they are older than some seconds.</summary>
    public HostDeviceMap DevicesOf(InventorySnapshot known, string host) => LookAt(known, host).Map;

    /// <summary>The same for their names and kinds only, from a look of any age: it reads no files.</summary>
    internal HostDeviceMap NamesOf(InventorySnapshot known, string host) => _looks.GetOrCreateValue(known).GetOrAdd(host, _ => Look(known, host, (-1, []))).Map;

    /// <summary>Whether it is known what a host does for itself.</summary>
    internal bool CanTellDuties(InventorySnapshot known, string host) => duties is not null && HostDuties.CanTell(known.Host(host));

    /// <summary>Who uses a host's disks. It reads files of the kernel, where they are older than some seconds.</summary>
    internal DiskUsers UsersOfDisks(InventorySnapshot known, string host) => LookAt(known, host).Disks;

    /// <inheritdoc cref="HostDuties.OfCard"/>
    internal IReadOnlyList<HostDuty> DutiesOfCard(InventorySnapshot known, string host, string card) => duties?.OfCard(known.Host(host), card) ?? [];

    /// <summary>Whether a file of a host leads to a disk; <c>null</c> where that is not known.</summary>
    internal bool? IsDisk(InventorySnapshot known, string host, string path) => CanTellDuties(known, host) ? duties!.IsDisk(path) : null;

    private (long At, HostDeviceMap Map, DiskUsers Disks) LookAt(InventorySnapshot known, string host)
    {
        var read = duties?.ReadOf(known.Host(host)) ?? (0, []);
        return _looks.GetOrCreateValue(known).AddOrUpdate(host, _ => Look(known, host, read), (_, last) => last.At == read.At ? last : Look(known, host, read));
    }

    private (long At, HostDeviceMap Map, DiskUsers Disks) Look(InventorySnapshot known, string host, (long At, ImmutableArray<HostDuty> Duties) read)
    {
        var map = new HostDeviceMap(known, host, read.Duties);
        return (read.At, map, new DiskUsers(known, host, map, duties));
    }
}
