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
}
