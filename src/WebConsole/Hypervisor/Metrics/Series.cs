using System.Diagnostics.CodeAnalysis;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>One time series of a machine or a host: a metric of one device, or of all devices together.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Device">libvirt's name of a disk or interface, or the number of a vCPU or of a host's CPU; <c>null</c> for all.</param>
public readonly record struct Series(Metric Metric, string? Device = null)
{
    // These tokens are a protocol with browsers, so they do not depend on the names of the enum.
    private static readonly Dictionary<Metric, string> Tokens = new()
    {
        [Metric.Cpu] = "cpu",
        [Metric.Memory] = "memory",
        [Metric.MemoryResident] = "memory-resident",
        [Metric.MemoryTotal] = "memory-total",
        [Metric.Disk] = "disk",
        [Metric.DiskRead] = "disk-read",
        [Metric.DiskWrite] = "disk-write",
        [Metric.DiskReadRequests] = "disk-read-requests",
        [Metric.DiskWriteRequests] = "disk-write-requests",
        [Metric.Network] = "network",
        [Metric.NetworkReceive] = "network-receive",
        [Metric.NetworkSend] = "network-send",
        [Metric.Load] = "load",
    };

    private static readonly Dictionary<string, Metric> Metrics = Tokens.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The token in the hub's protocol: <c>cpu</c>, <c>cpu:0</c>, <c>disk-read:vda</c>.</summary>
    public override string ToString() => Device is null ? Tokens[Metric] : $"{Tokens[Metric]}:{Device}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Series series)
    {
        series = default;
        if (text is null)
            return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (!Metrics.TryGetValue(colon < 0 ? text : text[..colon], out var metric))
            return false;
        series = new Series(metric, colon < 0 ? null : text[(colon + 1)..]);
        return true;
    }
}
