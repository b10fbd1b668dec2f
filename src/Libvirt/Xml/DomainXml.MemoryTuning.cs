namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The most host memory the domain can use, the emulator included, in bytes; one that needs more is killed. Null for no limit.</summary>
    public long? MemoryHardLimitBytes { get => GetBytes("memtune/hard_limit", "KiB"); set => SetBytes("memtune/hard_limit", value, "KiB"); }

    /// <summary>What the domain is pushed back to when the host's memory is short, in bytes; null for no limit.</summary>
    public long? MemorySoftLimitBytes { get => GetBytes("memtune/soft_limit", "KiB"); set => SetBytes("memtune/soft_limit", value, "KiB"); }

    /// <summary>What the domain is certain to get, in bytes; null for nothing. VMware's: QEMU refuses it.</summary>
    public long? MemoryMinGuaranteeBytes { get => GetBytes("memtune/min_guarantee", "KiB"); set => SetBytes("memtune/min_guarantee", value, "KiB"); }

    /// <summary>The most memory and swap together, in bytes; null for no limit.</summary>
    public long? SwapHardLimitBytes { get => GetBytes("memtune/swap_hard_limit", "KiB"); set => SetBytes("memtune/swap_hard_limit", value, "KiB"); }

    /// <summary>How memory is taken from the host's nodes: <c>strict</c> (also when null), <c>preferred</c>, <c>interleave</c>, <c>restrictive</c>.</summary>
    public string? NumaMemoryMode { get => Get("numatune/memory@mode"); set => Set("numatune/memory@mode", value); }

    /// <summary>Who chooses the nodes: <c>static</c> (<see cref="NumaMemoryNodeSet"/>) or <c>auto</c> (numad); null for what the set says.</summary>
    public string? NumaMemoryPlacement { get => Get("numatune/memory@placement"); set => Set("numatune/memory@placement", value); }

    /// <summary>The host's NUMA nodes that memory comes from, such as <c>0-3,^2</c>; null for all.</summary>
    public string? NumaMemoryNodeSet { get => Get("numatune/memory@nodeset"); set => Set("numatune/memory@nodeset", value); }

    /// <summary>Where the memory of the guest's single NUMA nodes comes from.</summary>
    public XmlList<MemoryNodeXml> MemoryNodes => Views("numatune/memnode", e => new MemoryNodeXml(e));
}
