using System.Globalization;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Components.Shared.Metrics;

/// <summary>The definition of a chart. A metric has the same colour in all charts.</summary>
/// <param name="Name">The stable name in its test ID: <c>cpu</c> of <c>chart-cpu</c>.</param>
/// <param name="Unit">The format of its values: <c>percent</c>, <c>bytes</c>, <c>rate</c>, <c>requests</c>,
/// <c>count</c>.</param>
/// <param name="Color">The theme's colour: <c>cpu</c> is <c>--wc-cpu</c>.</param>
/// <param name="Lines">Its lines; the first is drawn as an area.</param>
public sealed record ChartDefinition(string Name, string Unit, string Color, params ChartLine[] Lines)
{
    /// <summary>The series whose value is shown beside the title, if one stands for all lines.</summary>
    public Metric? Headline { get; init; }

    /// <summary>The series that is the top of the scale, so that a full memory looks full.</summary>
    public Series? Maximum { get; init; }

    public static ChartDefinition Cpu { get; } = new("cpu", "percent", "cpu", new ChartLine(new Series(Metric.Cpu), "CPU")) { Headline = Metric.Cpu };

    /// <summary>Memory of a machine: used memory as reported by the guest, and the resident size of its process.</summary>
    public static ChartDefinition Memory { get; } = new("memory", "bytes", "memory",
        new ChartLine(new Series(Metric.Memory), "In use"), new ChartLine(new Series(Metric.MemoryResident), "Taken on the host"))
    {
        Headline = Metric.Memory,
        Maximum = new Series(Metric.MemoryTotal),
    };

    public static ChartDefinition HostMemory { get; } = Memory with { Lines = [new ChartLine(new Series(Metric.Memory), "In use")] };

    public static ChartDefinition Disk { get; } = new("disk", "rate", "disk",
        new ChartLine(new Series(Metric.DiskRead), "Read"), new ChartLine(new Series(Metric.DiskWrite), "Written"))
    { Headline = Metric.Disk };

    public static ChartDefinition Network { get; } = new("network", "rate", "network",
        new ChartLine(new Series(Metric.NetworkReceive), "Received"), new ChartLine(new Series(Metric.NetworkSend), "Sent"))
    { Headline = Metric.Network };

    public static ChartDefinition Load { get; } = new("load", "count", "cpu", new ChartLine(new Series(Metric.Load), "Load of the last minute"));

    /// <summary>Each vCPU of a machine as a line of its own.</summary>
    public static ChartDefinition VirtualCpus(int count) => new("vcpus", "percent", "cpu", [.. Enumerable.Range(0, count)
        .Select(number => number.ToString(CultureInfo.InvariantCulture))
        .Select(number => new ChartLine(new Series(Metric.Cpu, number), $"vCPU {number}"))]);

    /// <summary>Bytes of one disk, by libvirt's target name (<c>vda</c>).</summary>
    public static ChartDefinition DiskOf(string target) => new("disk-" + target, "rate", "disk",
        new ChartLine(new Series(Metric.DiskRead, target), "Read"), new ChartLine(new Series(Metric.DiskWrite, target), "Written"));

    /// <summary>Requests of one disk.</summary>
    public static ChartDefinition DiskRequestsOf(string target) => new("disk-requests-" + target, "requests", "disk",
        new ChartLine(new Series(Metric.DiskReadRequests, target), "Reads"), new ChartLine(new Series(Metric.DiskWriteRequests, target), "Writes"));

    /// <summary>Bytes of one interface, by the name of the host's end (<c>vnet0</c>).</summary>
    public static ChartDefinition InterfaceOf(string target) => new("network-" + target, "rate", "network",
        new ChartLine(new Series(Metric.NetworkReceive, target), "Received"), new ChartLine(new Series(Metric.NetworkSend, target), "Sent"));
}
