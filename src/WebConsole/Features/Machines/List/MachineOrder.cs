using System.Globalization;
using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Features.Machines.List;

/// <summary>The columns of the table of machines and how each orders it. What is unknown comes last either way.</summary>
internal static class MachineOrder
{
    public static readonly Sort Default = new("name");

    public static readonly Column[] Columns =
    [
        new("name", "Name") { Class = "wc-col-name" },
        new("host", "Host") { Class = "wc-col-host" },
        new("state", "State") { Class = "wc-col-state" },
        new("cpu", "CPU") { Class = "wc-col-metric" },
        new("memory", "Memory") { Class = "wc-col-memory wc-from-s" },
        new("disk", "Disk") { Class = "wc-col-metric wc-from-m" },
        new("network", "Network") { Class = "wc-col-metric wc-from-m" },
        new("address", "Address") { Class = "wc-col-address wc-from-l" },
        new("uptime", "Uptime") { Class = "wc-col-uptime wc-from-l" },
        new("actions", "") { Class = "wc-col-actions", Sortable = false },
    ];

    // web-2 stands before web-10.
    private static readonly StringComparer Names =
        StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreCase | CompareOptions.NumericOrdering);

    /// <summary>Whether the column's values move by themselves.</summary>
    public static bool IsLive(Sort sort) => sort.Column is "cpu" or "memory" or "disk" or "network";

    public static List<Machine> Apply(IEnumerable<Machine> machines, Sort sort, Func<MachineId, MachineRates?> rates) => sort.Column switch
    {
        "host" => By(machines, sort, machine => machine.Id.Host, Names),
        "state" => By(machines, sort, machine => Rank(machine.State)),
        "cpu" => By(machines, sort, machine => rates(machine.Id)?.CpuPercent),
        "memory" => By(machines, sort, machine => rates(machine.Id)?.MemoryUsedBytes),
        "disk" => By(machines, sort, machine => rates(machine.Id)?.DiskBytesPerSecond),
        "network" => By(machines, sort, machine => rates(machine.Id)?.NetworkBytesPerSecond),
        "address" => By(machines, sort, machine => machine.Addresses.FirstOrDefault(), Names),
        "uptime" => By(machines, sort, machine => -machine.StartedAt?.UtcTicks),
        _ => By(machines, sort, machine => machine.Name, Names),
    };

    /// <summary>The same rows in the order in which they already stand; new ones at the end.</summary>
    public static List<Machine> Keep(IReadOnlyList<Machine> standing, List<Machine> sorted)
    {
        var places = standing.Select((machine, place) => (machine.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        return [.. sorted.OrderBy(machine => places.GetValueOrDefault(machine.Id, int.MaxValue))];
    }

    private static List<Machine> By<TKey>(IEnumerable<Machine> machines, Sort sort, Func<Machine, TKey?> key, IComparer<TKey>? comparer = null)
    {
        var keyed = machines.Select(machine => (Machine: machine, Key: key(machine))).OrderBy(pair => pair.Key is null);
        var ordered = sort.Descending
            ? keyed.ThenByDescending(pair => pair.Key!, comparer)
            : keyed.ThenBy(pair => pair.Key!, comparer);
        return [.. ordered.ThenBy(pair => pair.Machine.Name, Names).ThenBy(pair => pair.Machine.Id.Uuid).Select(pair => pair.Machine)];
    }

    // What needs attention first.
    private static int Rank(MachineState state) => state switch
    {
        MachineState.Crashed => 0,
        MachineState.Unknown => 1,
        MachineState.ShuttingDown => 2,
        MachineState.Paused => 3,
        MachineState.Suspended => 4,
        MachineState.Running => 5,
        _ => 6,
    };
}
