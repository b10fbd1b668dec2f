using WebConsole.EndToEnd.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>Three hundred machines that run on one host, each with a disk in the first pool and a card in the first network.</summary>
internal static class SimulatedMachines
{
    public const string Host = "simulated";

    public static IReadOnlyList<MachineId> All { get; } =
        [.. Enumerable.Range(1, 300).Select(number => new MachineId(Host, new Guid(number, 0x4a51, 0x4d4b, 0x9b, 0x33, 0x0d, 0x2a, 0x5a, 0x0c, 0x7f, 0x11)))];

    public static InventorySnapshot AddTo(InventorySnapshot snapshot)
    {
        var definition = File.ReadAllText(Repository.File("tests/Lab/guest.xml"));
        return snapshot with
        {
            Hosts = [new HostStatus { Name = Host, Uri = "qemu:///system", Connection = ConnectionState.Connected }],
            Machines = snapshot.Machines.AddRange(All.Select((id, index) => KeyValuePair.Create(id, Machine(id, index + 1, definition)))),
        };
    }

    public static string Name(int number) => $"web-{number:000}";

    private static Machine Machine(MachineId id, int number, string definition) => new()
    {
        Id = id,
        Name = Name(number),
        Title = $"Shop, node {number}",
        State = MachineState.Running,
        IsActive = true,
        Persistent = true,
        VirtualCpus = 2,
        MemoryBytes = 2L << 30,
        StartedAt = TimeProvider.System.GetUtcNow().AddHours(-number),
        MacAddresses = [$"52:54:00:00:{number >> 8:x2}:{number & 0xff:x2}"],
        Addresses = [$"192.168.{number >> 8}.{number & 0xff}"],
        Displays = [new MachineDisplay { Key = "0", Type = "vnc" }],
        Lines = [new MachineLine { Key = "serial0", Type = "pty", IsSerial = true, Number = 0 }],
        Xml = definition.Replace("@NAME@", Name(number), StringComparison.Ordinal).Replace("@IMAGES@", SimulatedResources.Images, StringComparison.Ordinal),
    };
}
