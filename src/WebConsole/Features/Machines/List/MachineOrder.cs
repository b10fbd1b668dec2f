using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Features.Machines.List;

/// <summary>
/// The columns of the table of machines and their sort orders. Unknown values come last in both directions.
/// </summary>
internal static class MachineOrder
{
    public static readonly Sort Default = new("name");

    public static readonly Column[] Columns =
    [
        new("name", "Name") { Class = "wc-col-name" },
        new("host", "Host") { Class = "wc-col-host wc-from-s" },
        new("state", "State") { Class = "wc-col-state wc-col-standing" },
        new("cpu", "CPU") { Class = "wc-col-cpu wc-col-spark" },
        new("memory", "Memory") { Class = "wc-col-memory wc-col-spark wc-from-s" },
        new("disk", "Disk") { Class = "wc-col-rate wc-col-spark wc-from-m" },
        new("network", "Network") { Class = "wc-col-rate wc-col-spark wc-from-m" },
        new("address", "Address") { Class = "wc-col-address wc-from-l" },
        new("uptime", "Uptime") { Class = "wc-col-uptime wc-right wc-from-l" },
        new("actions", "") { Class = "wc-col-actions", Sortable = false },
    ];

    /// <summary>Whether it sorts by live metrics.</summary>
    public static bool IsLive(Sort sort) => sort.Column is "cpu" or "memory" or "disk" or "network";

    public static List<Machine> Apply(IEnumerable<Machine> machines, Sort sort, Func<MachineId, MachineRates?> rates)
    {
        Func<Machine, object?> key = sort.Column switch
        {
            "host" => machine => machine.Id.Host,
            "state" => machine => Rank(machine),
            "cpu" => machine => rates(machine.Id)?.CpuPercent,
            "memory" => machine => rates(machine.Id)?.MemoryUsedBytes,
            "disk" => machine => rates(machine.Id)?.DiskBytesPerSecond,
            "network" => machine => rates(machine.Id)?.NetworkBytesPerSecond,
            "address" => machine => machine.Addresses.FirstOrDefault(),
            // The longest uptime has the earliest start.
            "uptime" => machine => -machine.StartedAt?.UtcTicks,
            _ => machine => machine.Name,
        };
        return sort.Apply(machines, key, machine => machine.Name);
    }

    /// <summary>The same rows in their present order; new rows at the end.</summary>
    public static List<Machine> Keep(IReadOnlyList<Machine> standing, List<Machine> sorted)
    {
        var places = standing.Select((machine, place) => (machine.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        return [.. sorted.OrderBy(machine => places.GetValueOrDefault(machine.Id, int.MaxValue))];
    }

    // States that need attention come first.
    private static int Rank(Machine machine) => machine.State switch
    {
        MachineState.Crashed => 0,
        MachineState.Paused or MachineState.ShutOff when machine.Reason.IsTrouble() => 1,
        MachineState.Unknown => 2,
        MachineState.ShuttingDown => 3,
        MachineState.Paused => 4,
        MachineState.Suspended => 5,
        MachineState.Running => 6,
        _ => 7,
    };
}
