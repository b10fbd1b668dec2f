using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What a host can do with Intel's enclaves (SGX).</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class SgxCapabilityXml(XElement element) : XmlView(element)
{
    /// <summary>Whether guests can have it.</summary>
    public bool IsSupported => Get("@supported") == "yes";

    /// <summary>Whether a guest can choose whom to trust to launch enclaves.</summary>
    public bool? HasFlexibleLaunchControl => GetYesNo("flc");

    /// <summary>Whether the host has version 1.</summary>
    public bool? HasVersion1 => GetYesNo("sgx1");

    /// <summary>Whether the host has version 2.</summary>
    public bool? HasVersion2 => GetYesNo("sgx2");

    /// <summary>The memory for enclaves, in bytes.</summary>
    public long? SizeBytes => GetBytes("section_size", "KiB");

    /// <summary>That memory on each NUMA node.</summary>
    public IReadOnlyList<SgxSectionXml> Sections => Views("sections/section", e => new SgxSectionXml(e));
}
