using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What a host and its hypervisor can do.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class CapabilitiesXml(XElement element) : XmlView(element)
{
    private const string RootName = "capabilities";

    /// <summary>Reads a <c>capabilities</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no capabilities document.</exception>
    public static CapabilitiesXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out CapabilitiesXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new CapabilitiesXml(root) : null;
        return view is not null;
    }

    /// <summary>The host's UUID.</summary>
    public Guid? HostUuid => GetUuid("host/uuid");

    /// <summary>The processors' architecture.</summary>
    public string? HostArch => Get("host/cpu/arch");

    /// <summary>The closest model libvirt knows.</summary>
    public string? HostCpuModel => Get("host/cpu/model");

    /// <summary>The processors' maker.</summary>
    public string? HostCpuVendor => Get("host/cpu/vendor");

    /// <summary>The microcode's version.</summary>
    public long? MicrocodeVersion => GetLong("host/cpu/microcode@version");

    /// <summary>Features beyond the model's.</summary>
    public IReadOnlyList<string> HostCpuFeatures => Texts("host/cpu/feature@name");

    /// <summary>Sockets of a NUMA node.</summary>
    public int? Sockets => GetInt("host/cpu/topology@sockets");

    /// <summary>Dies of a socket.</summary>
    public int? Dies => GetInt("host/cpu/topology@dies");

    /// <summary>Cores of a die.</summary>
    public int? Cores => GetInt("host/cpu/topology@cores");

    /// <summary>Threads of a core.</summary>
    public int? Threads => GetInt("host/cpu/topology@threads");

    /// <summary>Sizes of memory pages, in bytes.</summary>
    public IReadOnlyList<long> PageSizesBytes => [.. Element.Elements("host").Elements("cpu").Elements("pages")
        .Select(e => XmlUnits.ToBytes(e.Attribute("size")?.Value, e.Attribute("unit")?.Value ?? "KiB")).OfType<long>()];

    /// <summary>Whether the host has an IOMMU, so that PCI devices can be given to guests.</summary>
    public bool? Iommu => GetYesNo("host/iommu@support");

    /// <summary>Transports for live migration: <c>tcp</c>, <c>rdma</c>.</summary>
    public IReadOnlyList<string> MigrationTransports => Texts("host/migration_features/uri_transports/uri_transport");

    /// <summary>The host's NUMA nodes.</summary>
    public IReadOnlyList<HostCellXml> Cells => Views("host/topology/cells/cell", e => new HostCellXml(e));

    /// <summary>The security models, outermost first: <c>selinux</c>, <c>apparmor</c>, <c>dac</c>, or <c>none</c>.</summary>
    public IReadOnlyList<SecurityModelXml> SecurityModels => Views("host/secmodel", e => new SecurityModelXml(e));

    /// <summary>The kinds of guest that can be run.</summary>
    public IReadOnlyList<GuestCapabilityXml> Guests => Views("guest", e => new GuestCapabilityXml(e));
}
