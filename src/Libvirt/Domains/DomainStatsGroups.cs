namespace Libvirt;

/// <summary>
/// What to ask for in bulk statistics. State, interface and memory figures are cheap; CPU, balloon and block ask the monitor.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainStatsTypes">virDomainStatsTypes</see>.
/// </summary>
[Flags]
public enum DomainStatsGroups
{
    /// <summary>All that the driver has.</summary>
    None = 0,

    /// <summary>State and reason (<c>state.</c>).</summary>
    State = 1,

    /// <summary>CPU time of the whole machine (<c>cpu.</c>), ns.</summary>
    CpuTotal = 2,

    /// <summary>Memory (<c>balloon.</c>), KiB.</summary>
    Balloon = 4,

    /// <summary>Each virtual CPU (<c>vcpu.</c>), ns.</summary>
    Vcpu = 8,

    /// <summary>Each network interface (<c>net.</c>), bytes and packets.</summary>
    Interface = 16,

    /// <summary>Each disk (<c>block.</c>), bytes, requests and ns.</summary>
    Block = 32,

    /// <summary>Performance events that are switched on (<c>perf.</c>).</summary>
    Perf = 64,

    /// <summary>I/O threads (<c>iothread.</c>).</summary>
    Iothread = 128,

    /// <summary>Memory bandwidth (<c>memory.</c>).</summary>
    Memory = 256,

    /// <summary>The last measured rate of changed memory (<c>dirtyrate.</c>).</summary>
    DirtyRate = 512,

    /// <summary>Figures of the hypervisor itself (<c>vm.</c>), since libvirt 8.9.</summary>
    Vm = 1024,
}
