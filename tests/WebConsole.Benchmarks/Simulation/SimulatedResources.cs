using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>Two hundred networks, the first with 2,000 leases, four pools of 1,000 volumes, and one with as many as the inventory lists of a pool.</summary>
internal static class SimulatedResources
{
    /// <summary>Where the first pool keeps its volumes.</summary>
    public const string Images = "/srv/pool-1";

    private const int Leases = 2000, VolumesOfAPool = 1000, VolumesOfTheLargePool = 10_000;

    public static IReadOnlyList<Guid> Pools { get; } = [.. Enumerable.Range(1, 4).Select(number => Uuid(number, 0x706f))];

    /// <summary>A pool with 10,000 volumes, which are no machine's.</summary>
    public static Guid LargePool { get; } = Uuid(Pools.Count + 1, 0x706f);

    public static IReadOnlyList<Guid> Networks { get; } = [.. Enumerable.Range(1, 200).Select(number => Uuid(number, 0x6e65))];

    public static InventorySnapshot AddTo(InventorySnapshot snapshot) => snapshot with
    {
        Networks = snapshot.Networks.AddRange(Networks.Select((uuid, index) => KeyValuePair.Create((SimulatedMachines.Host, uuid), Network(uuid, index)))),
        Leases = snapshot.Leases.Add((SimulatedMachines.Host, "default"), [.. Enumerable.Range(1, Leases).Select(Lease)]),
        StoragePools = snapshot.StoragePools.AddRange(Pools.Append(LargePool).Select((uuid, index) => KeyValuePair.Create((SimulatedMachines.Host, uuid), Pool(uuid, index)))),
        Volumes = snapshot.Volumes.AddRange(Pools.Select((uuid, index) => KeyValuePair.Create((SimulatedMachines.Host, uuid), Volumes(index, VolumesOfAPool))))
            .Add((SimulatedMachines.Host, LargePool), Volumes(Pools.Count, VolumesOfTheLargePool)),
    };

    private static Guid Uuid(int number, short kind) => new(number, kind, 0x4d4b, 0x9b, 0x33, 0x0d, 0x2a, 0x5a, 0x0c, 0x7f, 0x11);

    private static Network Network(Guid uuid, int index)
    {
        var name = index == 0 ? "default" : $"net-{index + 1}";
        return new Network(SimulatedMachines.Host, uuid, name, Active: true, Persistent: true, Autostart: true, Bridge: $"virbr{index}",
            Xml: $"<network><name>{name}</name><forward mode='nat'/><bridge name='virbr{index}'/><ip address='10.{index}.0.1' prefix='16'/></network>");
    }

    private static Libvirt.DhcpLease Lease(int number) => new("virbr0", TimeProvider.System.GetUtcNow().AddMinutes(30 + number % 30), Libvirt.IPAddressType.IPv4,
        $"52:54:00:00:{number >> 8:x2}:{number & 0xff:x2}", $"10.0.{number >> 8}.{number & 0xff}", 16, SimulatedMachines.Name(number), null);

    private static StoragePool Pool(Guid uuid, int index) => new(SimulatedMachines.Host, uuid, $"pool-{index + 1}", "running", Persistent: true, Autostart: true,
        CapacityBytes: 4L << 40, AllocationBytes: 1L << 40, AvailableBytes: 3L << 40,
        Xml: $"<pool type='dir'><name>pool-{index + 1}</name><target><path>{Path(index)}</path></target></pool>");

    private static PoolVolumes Volumes(int index, int count) => new([.. Enumerable.Range(1, count)
        .Select(number => $"{SimulatedMachines.Name(number)}.qcow2").Order(StringComparer.Ordinal)
        .Select(name => new StorageVolume(name, $"{Path(index)}/{name}", "qcow2", CapacityBytes: 10L << 30, AllocationBytes: 3L << 30))]);

    private static string Path(int index) => $"/srv/pool-{index + 1}";
}
