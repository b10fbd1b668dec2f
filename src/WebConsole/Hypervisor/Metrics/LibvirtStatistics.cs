using Libvirt;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>libvirt's answer to one reading.</summary>
internal sealed record LibvirtStatistics
{
    public long Timestamp { get; init; }

    public NodeCpuStats? Cpu { get; init; }

    public NodeMemoryStats? Memory { get; init; }

    /// <summary>The times of each CPU of the host that told them, with its number.</summary>
    public IReadOnlyList<(int Cpu, NodeCpuStats Times)> Cpus { get; init; } = [];

    public IReadOnlyList<DomainStats> Domains { get; init; } = [];

    /// <summary>Used instead of <see cref="Domains"/> if the driver has no bulk statistics.</summary>
    public IReadOnlyList<(Guid Uuid, int? Id, DomainInfo Info)> Infos { get; init; } = [];
}
