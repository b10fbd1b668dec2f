namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The most vCPUs the guest can have.</summary>
    public int? VirtualCpus { get => GetInt("vcpu"); set => SetNumber("vcpu", value); }

    /// <summary>How many vCPUs are on at the start, where that is fewer than <see cref="VirtualCpus"/>.</summary>
    public int? CurrentVirtualCpus { get => GetInt("vcpu@current"); set => SetNumber("vcpu@current", value); }

    /// <summary>The host CPUs that vCPUs may run on, such as <c>0-3,^2</c>.</summary>
    public string? VirtualCpuSet { get => Get("vcpu@cpuset"); set => Set("vcpu@cpuset", value); }

    /// <summary>
    /// The mode of the guest's CPU: <c>host-passthrough</c>, <c>host-model</c>, <c>custom</c>, <c>maximum</c>.
    /// </summary>
    public string? CpuMode { get => Get("cpu@mode"); set => Set("cpu@mode", value); }

    /// <summary>How closely a custom CPU must be met: <c>exact</c>, <c>minimum</c>, <c>strict</c>.</summary>
    public string? CpuMatch { get => Get("cpu@match"); set => Set("cpu@match", value); }

    /// <summary>How libvirt checks the CPU before a start: <c>none</c>, <c>partial</c>, <c>full</c>.</summary>
    public string? CpuCheck { get => Get("cpu@check"); set => Set("cpu@check", value); }

    /// <summary>Whether the guest can be migrated with this CPU.</summary>
    public bool? CpuMigratable { get => GetOnOff("cpu@migratable"); set => SetOnOff("cpu@migratable", value); }

    /// <summary>The CPU's model, such as <c>Skylake-Client-IBRS</c>.</summary>
    public string? CpuModel { get => Get("cpu/model"); set => Set("cpu/model", value); }

    /// <summary>The maker the CPU must have.</summary>
    public string? CpuVendor { get => Get("cpu/vendor"); set => Set("cpu/vendor", value); }

    /// <summary>Sockets that the guest sees.</summary>
    public int? Sockets { get => GetInt("cpu/topology@sockets"); set => SetNumber("cpu/topology@sockets", value); }

    /// <summary>Dies of a socket.</summary>
    public int? Dies { get => GetInt("cpu/topology@dies"); set => SetNumber("cpu/topology@dies", value); }

    /// <summary>Cores of a die.</summary>
    public int? Cores { get => GetInt("cpu/topology@cores"); set => SetNumber("cpu/topology@cores", value); }

    /// <summary>Threads of a core.</summary>
    public int? Threads { get => GetInt("cpu/topology@threads"); set => SetNumber("cpu/topology@threads", value); }

    /// <summary>Single CPU features asked for or forbidden.</summary>
    public XmlList<CpuFeatureXml> CpuFeatures => Views("cpu/feature", e => new CpuFeatureXml(e));

    /// <summary>The NUMA nodes that the guest sees.</summary>
    public XmlList<NumaCellXml> NumaCells => Views("cpu/numa/cell", e => new NumaCellXml(e));

    /// <summary>Features of the hypervisor, such as ACPI and the Hyper-V enlightenments.</summary>
    public XmlList<FeatureXml> Features => Children("features", e => new FeatureXml(e));

    /// <summary>
    /// The base of the guest's clock: <c>utc</c>, <c>localtime</c>, <c>timezone</c>, <c>variable</c>, <c>absolute</c>.
    /// </summary>
    public string? ClockOffset { get => Get("clock@offset"); set => Set("clock@offset", value); }

    /// <summary>The time zone, where <see cref="ClockOffset"/> is <c>timezone</c>.</summary>
    public string? ClockTimeZone { get => Get("clock@timezone"); set => Set("clock@timezone", value); }

    /// <summary>Seconds between the clock and its basis, where <see cref="ClockOffset"/> is <c>variable</c>.</summary>
    public string? ClockAdjustment { get => Get("clock@adjustment"); set => Set("clock@adjustment", value); }

    /// <summary>The timers that the guest sees.</summary>
    public XmlList<TimerXml> Timers => Views("clock/timer", e => new TimerXml(e));
}
