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

    /// <summary>Removes mode and model, and how they are met; features, topology and caches stay.</summary>
    public void RemoveCpuModel()
    {
        (CpuMode, CpuMatch, CpuCheck, CpuMigratable, CpuVendor) = (null, null, null, null, null);
        Remove("cpu/model");
    }

    /// <summary>Sockets that the guest sees.</summary>
    public int? Sockets { get => GetInt("cpu/topology@sockets"); set => SetNumber("cpu/topology@sockets", value); }

    /// <summary>Dies of a socket.</summary>
    public int? Dies { get => GetInt("cpu/topology@dies"); set => SetNumber("cpu/topology@dies", value); }

    /// <summary>Cores of a die.</summary>
    public int? Cores { get => GetInt("cpu/topology@cores"); set => SetNumber("cpu/topology@cores", value); }

    /// <summary>Threads of a core.</summary>
    public int? Threads { get => GetInt("cpu/topology@threads"); set => SetNumber("cpu/topology@threads", value); }

    /// <summary>Leaves sockets, cores and threads to the hypervisor.</summary>
    public void RemoveCpuTopology() => Remove("cpu/topology");

    /// <summary>Single CPU features asked for or forbidden.</summary>
    public XmlList<CpuFeatureXml> CpuFeatures => Views("cpu/feature", e => new CpuFeatureXml(e));

    /// <summary>The NUMA nodes that the guest sees.</summary>
    public XmlList<NumaCellXml> NumaCells => Views("cpu/numa/cell", e => new NumaCellXml(e));

    /// <summary>What happens where the host cannot give the model: <c>allow</c> (another is taken) or <c>forbid</c>.</summary>
    public string? CpuFallback { get => Get("cpu/model@fallback"); set => Set("cpu/model@fallback", value); }

    /// <summary>The maker that the guest sees, 12 characters, where it is not the model's.</summary>
    public string? CpuVendorId { get => Get("cpu/model@vendor_id"); set => Set("cpu/model@vendor_id", value); }

    /// <summary>The level of the cache that <see cref="CpuCacheMode"/> is for; null for all.</summary>
    public int? CpuCacheLevel { get => GetInt("cpu/cache@level"); set => SetNumber("cpu/cache@level", value); }

    /// <summary>Which caches the guest sees: <c>emulate</c>, <c>passthrough</c> (the host's), <c>disable</c>.</summary>
    public string? CpuCacheMode { get => Get("cpu/cache@mode"); set => Set("cpu/cache@mode", value); }

    /// <summary>How many bits a physical address has: <c>emulate</c> (<see cref="CpuAddressBits"/>) or <c>passthrough</c> (the host's).</summary>
    public string? CpuAddressMode { get => Get("cpu/maxphysaddr@mode"); set => Set("cpu/maxphysaddr@mode", value); }

    /// <summary>That many, of mode <c>emulate</c>.</summary>
    public int? CpuAddressBits { get => GetInt("cpu/maxphysaddr@bits"); set => SetNumber("cpu/maxphysaddr@bits", value); }

    /// <summary>How long memory takes between the guest's NUMA nodes.</summary>
    public XmlList<NumaLatencyXml> NumaLatencies => Views("cpu/numa/interconnects/latency", e => new NumaLatencyXml(e));

    /// <summary>How much memory comes between the guest's NUMA nodes.</summary>
    public XmlList<NumaBandwidthXml> NumaBandwidths => Views("cpu/numa/interconnects/bandwidth", e => new NumaBandwidthXml(e));

    /// <summary>Who chooses the host CPUs: <c>static</c> (<see cref="VirtualCpuSet"/>) or <c>auto</c> (numad).</summary>
    public string? VirtualCpuPlacement { get => Get("vcpu@placement"); set => Set("vcpu@placement", value); }

    /// <summary>The single vCPUs: which are on, and which can be taken away.</summary>
    public XmlList<VcpuXml> VirtualCpuStates => Views("vcpus/vcpu", e => new VcpuXml(e));
}
