namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The domain's weight against other domains when CPUs are short; null for the host's own.</summary>
    public int? CpuShares { get => GetInt("cputune/shares"); set => SetNumber("cputune/shares", value); }

    /// <summary>The period in which each vCPU may use <see cref="CpuQuotaMicroseconds"/>; null for the host's own.</summary>
    public int? CpuPeriodMicroseconds { get => GetInt("cputune/period"); set => SetNumber("cputune/period", value); }

    /// <summary>CPU time of each vCPU in a period; negative or null for no limit.</summary>
    public long? CpuQuotaMicroseconds { get => GetLong("cputune/quota"); set => SetNumber("cputune/quota", value); }

    /// <summary>The period for the whole domain, which <see cref="GlobalQuotaMicroseconds"/> is for; null for the host's own.</summary>
    public int? GlobalPeriodMicroseconds { get => GetInt("cputune/global_period"); set => SetNumber("cputune/global_period", value); }

    /// <summary>CPU time of the whole domain in a period; negative or null for no limit.</summary>
    public long? GlobalQuotaMicroseconds { get => GetLong("cputune/global_quota"); set => SetNumber("cputune/global_quota", value); }

    /// <summary>The period for the emulator, which <see cref="EmulatorQuotaMicroseconds"/> is for; null for the host's own.</summary>
    public int? EmulatorPeriodMicroseconds { get => GetInt("cputune/emulator_period"); set => SetNumber("cputune/emulator_period", value); }

    /// <summary>CPU time in a period of the emulator without its vCPUs; negative or null for no limit.</summary>
    public long? EmulatorQuotaMicroseconds { get => GetLong("cputune/emulator_quota"); set => SetNumber("cputune/emulator_quota", value); }

    /// <summary>The period for each I/O thread, which <see cref="IoThreadQuotaMicroseconds"/> is for; null for the host's own.</summary>
    public int? IoThreadPeriodMicroseconds { get => GetInt("cputune/iothread_period"); set => SetNumber("cputune/iothread_period", value); }

    /// <summary>CPU time of each I/O thread in a period; negative or null for no limit.</summary>
    public long? IoThreadQuotaMicroseconds { get => GetLong("cputune/iothread_quota"); set => SetNumber("cputune/iothread_quota", value); }

    /// <summary>The host CPUs of single vCPUs; one that is missing has those of <see cref="VirtualCpuSet"/>.</summary>
    public XmlList<VcpuPinXml> VcpuPins => Views("cputune/vcpupin", e => new VcpuPinXml(e));

    /// <summary>The host CPUs that the emulator itself may run on, such as <c>0-3,^2</c>; null for those of <see cref="VirtualCpuSet"/>.</summary>
    public string? EmulatorPin { get => Get("cputune/emulatorpin@cpuset"); set => Set("cputune/emulatorpin@cpuset", value); }

    /// <summary>The host CPUs of single I/O threads; one that is missing has those of <see cref="VirtualCpuSet"/>.</summary>
    public XmlList<IoThreadPinXml> IoThreadPins => Views("cputune/iothreadpin", e => new IoThreadPinXml(e));

    /// <summary>The host's schedulers of vCPUs.</summary>
    public XmlList<VcpuSchedulerXml> VcpuSchedulers => Views("cputune/vcpusched", e => new VcpuSchedulerXml(e));

    /// <summary>The host's schedulers of I/O threads.</summary>
    public XmlList<IoThreadSchedulerXml> IoThreadSchedulers => Views("cputune/iothreadsched", e => new IoThreadSchedulerXml(e));

    /// <summary>The emulator's scheduler: <c>batch</c>, <c>idle</c>, <c>fifo</c>, <c>rr</c>; null for the host's own.</summary>
    public string? EmulatorScheduler { get => Get("cputune/emulatorsched@scheduler"); set => Set("cputune/emulatorsched@scheduler", value); }

    /// <summary>The emulator's priority, 1 to 99, with the schedulers <c>fifo</c> and <c>rr</c>; null with others.</summary>
    public int? EmulatorPriority { get => GetInt("cputune/emulatorsched@priority"); set => SetNumber("cputune/emulatorsched@priority", value); }

    /// <summary>Parts of the host's CPU cache for groups of vCPUs.</summary>
    public XmlList<CacheTuneXml> CacheTunes => Views("cputune/cachetune", e => new CacheTuneXml(e));

    /// <summary>Parts of the host's memory bandwidth for groups of vCPUs.</summary>
    public XmlList<MemoryTuneXml> MemoryTunes => Views("cputune/memorytune", e => new MemoryTuneXml(e));
}
