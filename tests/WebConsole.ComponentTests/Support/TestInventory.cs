using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.ComponentTests.Support;

/// <summary>Inventories as collectors would create them.</summary>
internal static class TestInventory
{
    public const string HostName = "local";

    public static readonly Guid FilterId = Guid.Parse("00000000-0000-4000-8000-00000000cccc");
    public static readonly Guid NetworkId = Guid.Parse("00000000-0000-4000-8000-00000000aaaa");
    /// <summary>The second machine's disk.</summary>
    public const string VolumeName = "web-02.qcow2";

    public static readonly Guid PoolId = Guid.Parse("00000000-0000-4000-8000-00000000bbbb");

    /// <summary>
    /// Names that have caused bugs elsewhere: long, right to left, markup, quotes, lines, shell, four-byte letters.
    /// </summary>
    public static readonly string[] HostileNames =
    [
        new('n', 200), "\u202Egnp.exe\u202C", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "it's\n\"quoted\"",
        "-rf $(reboot); `id`", "{{7*7}} @Model %00", "𠜎𠜱 name", "</title></textarea><svg onload=alert(1)>",
    ];

    public static HostStatus Host { get; } = new()
    {
        Name = HostName,
        Uri = "qemu:///system",
        Connection = ConnectionState.Connected,
        Facts = new HostFacts
        {
            HostName = "kvm-01", Driver = "QEMU", LibvirtVersion = new Version(9, 0, 0), HypervisorVersion = new Version(7, 2, 0), Cpus = 16,
            MemoryBytes = 64L << 30, CpuModel = "EPYC", IsLocal = true, Capabilities = "<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>",
        },
    };

    public static InventorySnapshot Empty { get; } = new() { Hosts = [Host] };

    public static InventorySnapshot Loading { get; } = new() { Hosts = [Host with { Connection = ConnectionState.Connecting, Facts = null }] };

    public static InventorySnapshot Disconnected { get; } = new()
    {
        Hosts = [Host with { Connection = ConnectionState.Disconnected, Facts = null, Error = "Failed to connect socket", Advice = "Start libvirtd." }],
    };

    public static InventorySnapshot Full { get; } = With(Empty, Enumerable.Range(1, 12).Select(number => Machine(number, $"web-{number:00}")));

    /// <summary>With more volumes in the pool images.</summary>
    public static InventorySnapshot WithVolumes(params StorageVolume[] volumes) => Full.WithVolumes(volumes);

    public static InventorySnapshot WithVolumes(this InventorySnapshot inventory, params StorageVolume[] volumes) => inventory with
    {
        Volumes = inventory.Volumes.SetItem((HostName, PoolId), new([.. inventory.Volumes[(HostName, PoolId)].Listed, .. volumes])),
    };

    public static InventorySnapshot Hostile { get; } = Taint(With(Empty, HostileNames.Select((name, index) => Machine(index + 1, name, title: name) with { Tags = [name, name] })));

    /// <summary>The state of <see cref="Full"/> after its host has disconnected.</summary>
    public static InventorySnapshot Away { get; } = Full with
    {
        Hosts = [Host with { Connection = ConnectionState.Disconnected, Error = "Connection reset", Advice = "Start libvirtd." }],
        Machines = Full.Machines.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Stale = true }),
    };

    public static MachineId Id(int number) => new(HostName, new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public static Machine Machine(int number, string name, MachineState state = MachineState.Running, string? title = null) => new()
    {
        Id = Id(number),
        Name = name,
        Title = title,
        State = state,
        IsActive = IsActive(state),
        Persistent = true,
        VirtualCpus = 2,
        MemoryBytes = 2L << 30,
        StartedAt = IsActive(state) ? new DateTimeOffset(2026, 2, 27, 9, 0, 0, TimeSpan.Zero) : null,
        Addresses = state == MachineState.Running ? [$"192.168.122.{number}"] : [],
        Displays = [new MachineDisplay { Key = "0", Type = "vnc" }],
        Lines = [new MachineLine { Key = "serial0", Type = "pty", IsSerial = true, Number = 0 }],
        Xml = Definition(name),
    };

    public static InventorySnapshot With(InventorySnapshot snapshot, IEnumerable<Machine> machines) => snapshot with
    {
        Machines = machines.ToImmutableDictionary(machine => machine.Id),
        Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add((HostName, NetworkId),
            new Network(HostName, NetworkId, "default", true, true, true, "virbr0", "<network><name>default</name><forward mode='nat'/><ip address='192.168.122.1' netmask='255.255.255.0'/></network>")),
        StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add((HostName, PoolId),
            new StoragePool(HostName, PoolId, "images", "running", true, true, 100L << 30, 40L << 30, 60L << 30, "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>")),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((HostName, PoolId),
            new([.. machines.Select(machine => new StorageVolume($"{machine.Name}.qcow2", $"/srv/images/{machine.Name}.qcow2", "qcow2", 20L << 30, 3L << 30))])),
        Filters = ImmutableDictionary<(string, Guid), NetworkFilter>.Empty.Add((HostName, FilterId), new NetworkFilter(HostName, FilterId, "no-spoofing",
            "<filter name='no-spoofing' chain='mac' priority='-800'><filterref filter='allow-arp'/><rule action='drop' direction='out' priority='10'><mac match='no' srcmacaddr='$MAC'/></rule></filter>")),
        NodeDevices = ImmutableDictionary<(string, string), NodeDevice>.Empty.Add((HostName, "net_eth0"),
            new NodeDevice(HostName, "net_eth0", null, "<device><name>net_eth0</name><capability type='net'><interface>eth0</interface></capability></device>")),
    };

    public static InventorySnapshot Set(this InventorySnapshot snapshot, Machine machine) =>
        snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) };

    // After a crash, mostly no process is left.
    private static bool IsActive(MachineState state) => state is not (MachineState.ShutOff or MachineState.Crashed);

    private static InventorySnapshot Taint(InventorySnapshot snapshot)
    {
        var name = HostileNames[2];
        return snapshot with
        {
            Networks = snapshot.Networks.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Name = name, Bridge = name, Xml = $"<network><name>{Escape(name)}</name></network>" }),
            Filters = snapshot.Filters.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Name = name, Xml = $"<filter name='{Escape(name)}' chain='{Escape(name)}'><filterref filter='{Escape(name)}'/><rule action='{Escape(name)}' direction='{Escape(name)}'><tcp srcipaddr='{Escape(name)}'/></rule></filter>" }),
            StoragePools = snapshot.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Name = name, State = name, Xml = "not even <xml" }),
            NodeDevices = ImmutableDictionary<(string, string), NodeDevice>.Empty.Add((HostName, name), new NodeDevice(HostName, name, name, "<script>alert(1)</script>")),
            Hosts = [Host with { Error = name, Advice = name, Connection = ConnectionState.Degraded, Facts = Host.Facts! with { HostName = name, CpuModel = name, Driver = name, Capabilities = name } }],
        };
    }

    private static string Definition(string name) => $"""
        <domain type='kvm'>
          <name>{Escape(name)}</name>
          <description>&lt;script&gt;alert(1)&lt;/script&gt;</description>
          <os><type arch='x86_64' machine='q35'>hvm</type></os>
          <devices>
            <disk type='file' device='disk'><source file='/srv/images/{Escape(name)}.qcow2'/><target dev='vda' bus='virtio'/></disk>
            <interface type='network'><source network='default'/><model type='virtio'/></interface>
          </devices>
        </domain>
        """;

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
