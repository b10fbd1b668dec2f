using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A memory module besides the memory at boot.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#memory-devices"/>
public sealed class MemoryDeviceXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>dimm</c>, <c>nvdimm</c>, <c>virtio-mem</c>, <c>virtio-pmem</c>, <c>sgx-epc</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Whether other processes can map it: <c>shared</c> or <c>private</c>.</summary>
    public string? Access { get => Get("@access"); set => Set("@access", value); }

    /// <summary>Its size in bytes.</summary>
    public long? SizeBytes { get => GetBytes("target/size", "KiB"); set => SetBytes("target/size", value, "KiB"); }

    /// <summary>How much of a <c>virtio-mem</c> is to be in use, in bytes.</summary>
    public long? RequestedBytes { get => GetBytes("target/requested", "KiB"); set => SetBytes("target/requested", value, "KiB"); }

    /// <summary>The guest's NUMA node it belongs to.</summary>
    public int? Node { get => GetInt("target/node"); set => SetNumber("target/node", value); }

    /// <summary>The host's file behind an <c>nvdimm</c>.</summary>
    public string? SourcePath { get => Get("source/path"); set => Set("source/path", value); }

    /// <summary>The UUID that the guest knows an NVDIMM by, of pSeries machines.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>Whether the host forgets what it has when the domain ends.</summary>
    public bool? Discard { get => GetYesNo("@discard"); set => SetYesNo("@discard", value); }

    /// <summary>The host's NUMA nodes it comes from, such as <c>0-3,^2</c>.</summary>
    public string? SourceNodeSet { get => Get("source/nodemask"); set => Set("source/nodemask", value); }

    /// <summary>The size of the host's pages it is made of.</summary>
    public long? PageSizeBytes { get => GetBytes("source/pagesize", "KiB"); set => SetBytes("source/pagesize", value, "KiB"); }

    /// <summary>What the host's file or device is mapped at multiples of.</summary>
    public long? AlignmentBytes { get => GetBytes("source/alignsize", "KiB"); set => SetBytes("source/alignsize", value, "KiB"); }

    /// <summary>Whether the host's file is itself in persistent memory.</summary>
    public bool PersistentMemory { get => Has("source/pmem"); set => SetHas("source/pmem", value); }

    /// <summary>How much of an <c>nvdimm</c> holds its labels.</summary>
    public long? LabelBytes { get => GetBytes("target/label/size", "KiB"); set => SetBytes("target/label/size", value, "KiB"); }

    /// <summary>Whether the guest cannot write to an <c>nvdimm</c>.</summary>
    public bool ReadOnly { get => Has("target/readonly"); set => SetHas("target/readonly", value); }

    /// <summary>The smallest piece of a <c>virtio-mem</c> that comes and goes.</summary>
    public long? BlockBytes { get => GetBytes("target/block", "KiB"); set => SetBytes("target/block", value, "KiB"); }

    /// <summary>How much of a <c>virtio-mem</c> is in use in a running domain; libvirt gives it and takes none.</summary>
    public long? CurrentBytes => GetBytes("target/current", "KiB");
}
