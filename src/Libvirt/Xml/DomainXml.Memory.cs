namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>Memory at boot, in bytes; without memory devices, also the most that the balloon can give.</summary>
    public long? MemoryBytes { get => GetBytes("memory", "KiB"); set => SetBytes("memory", value, "KiB"); }

    /// <summary>Memory given to the guest now (balloon), in bytes.</summary>
    public long? CurrentMemoryBytes { get => GetBytes("currentMemory", "KiB"); set => SetBytes("currentMemory", value, "KiB"); }

    /// <summary>The limit up to which memory devices can be added, in bytes.</summary>
    public long? MaxMemoryBytes { get => GetBytes("maxMemory", "KiB"); set => SetBytes("maxMemory", value, "KiB"); }

    /// <summary>How many memory devices can be added.</summary>
    public int? MaxMemorySlots { get => GetInt("maxMemory@slots"); set => SetNumber("maxMemory@slots", value); }

    /// <summary>Whether the memory comes from huge pages.</summary>
    public bool HugePages { get => Has("memoryBacking/hugepages"); set => SetHas("memoryBacking/hugepages", value); }

    /// <summary>Whether the memory is never swapped out.</summary>
    public bool MemoryLocked { get => Has("memoryBacking/locked"); set => SetHas("memoryBacking/locked", value); }

    /// <summary>Where the memory comes from: <c>anonymous</c>, <c>file</c>, <c>memfd</c>.</summary>
    public string? MemorySource { get => Get("memoryBacking/source@type"); set => Set("memoryBacking/source@type", value); }

    /// <summary>Whether other processes can map the memory (virtiofs and vhost-user need it): <c>shared</c> or <c>private</c>.</summary>
    public string? MemoryAccess { get => Get("memoryBacking/access@mode"); set => Set("memoryBacking/access@mode", value); }

    /// <summary>Whether a core dump of QEMU has the guest's memory; null for the host's own.</summary>
    public bool? MemoryInCoreDumps { get => GetOnOff("memory@dumpCore"); set => SetOnOff("memory@dumpCore", value); }

    /// <summary>Which huge pages; the host's usual ones where there are none.</summary>
    public XmlList<HugePageXml> HugePageSizes => Views("memoryBacking/hugepages/page", e => new HugePageXml(e));

    /// <summary>Whether equal pages are kept apart (no KSM).</summary>
    public bool MemoryNotMerged { get => Has("memoryBacking/nosharepages"); set => SetHas("memoryBacking/nosharepages", value); }

    /// <summary>Whether the host forgets the memory's content when the domain ends.</summary>
    public bool MemoryDiscarded { get => Has("memoryBacking/discard"); set => SetHas("memoryBacking/discard", value); }

    /// <summary>When memory is taken from the host: <c>immediate</c> or <c>ondemand</c>.</summary>
    public string? MemoryAllocation { get => Get("memoryBacking/allocation@mode"); set => Set("memoryBacking/allocation@mode", value); }

    /// <summary>How many threads take it, of <c>immediate</c>.</summary>
    public int? MemoryAllocationThreads { get => GetInt("memoryBacking/allocation@threads"); set => SetNumber("memoryBacking/allocation@threads", value); }
}
