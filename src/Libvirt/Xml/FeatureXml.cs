using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A feature of the hypervisor; its element's name says which.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hypervisor-features"/>
public sealed class FeatureXml(XElement element) : XmlView(element)
{
    /// <summary>
    /// A new feature that is not in a document yet, to be added to <see cref="DomainXml.Features"/> or
    /// <see cref="Parts"/>.
    /// </summary>
    public static FeatureXml New(string name) => new(new XElement(name));

    /// <summary>The feature's name, such as <c>acpi</c>, <c>apic</c>, <c>smm</c>, <c>hyperv</c>.</summary>
    public string Name => Element.Name.LocalName;

    /// <summary><c>on</c> or <c>off</c>, where it is written; most features are on by being there.</summary>
    public bool? State { get => GetOnOff("@state"); set => SetOnOff("@state", value); }

    /// <summary>The mode, as <c>hyperv</c> has one: <c>custom</c> or <c>passthrough</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>What the feature consists of, such as the single Hyper-V enlightenments.</summary>
    public XmlList<FeatureXml> Parts => Children("", e => new FeatureXml(e));

    /// <summary>Whether the guest is spared an exit at the end of an interrupt, of <c>apic</c>.</summary>
    public bool? EndOfInterrupt { get => GetOnOff("@eoi"); set => SetOnOff("@eoi", value); }

    /// <summary>What holds for capabilities that are not among <see cref="Parts"/>, of <c>capabilities</c> of a container: <c>default</c>, <c>allow</c>, <c>deny</c>.</summary>
    public string? Policy { get => Get("@policy"); set => Set("@policy", value); }

    /// <summary>The choice: <c>broken</c>, <c>workaround</c>, <c>fixed</c> of <c>cfpc</c>, <c>sbbc</c>, <c>ibs</c>; the maker that the guest sees, of <c>vendor_id</c>.</summary>
    public string? Value { get => Get("@value"); set => Set("@value", value); }

    /// <summary>The interrupt controller's version, of <c>gic</c>: <c>2</c>, <c>3</c>, <c>host</c>.</summary>
    public string? Version { get => Get("@version"); set => Set("@version", value); }

    /// <summary>Who emulates the interrupt controller, of <c>ioapic</c>: <c>kvm</c> or <c>qemu</c>.</summary>
    public string? Driver { get => Get("@driver"); set => Set("@driver", value); }

    /// <summary>How the table of pages may change its size, of <c>hpt</c>: <c>enabled</c>, <c>disabled</c>, <c>required</c>.</summary>
    public string? Resizing { get => Get("@resizing"); set => Set("@resizing", value); }

    /// <summary>How often a lock is tried before the host is told, of <c>spinlocks</c>; 4095 at least.</summary>
    public long? Retries { get => GetLong("@retries"); set => SetNumber("@retries", value); }

    /// <summary>How many changed pages the ring holds, of <c>dirty-ring</c>, a power of 2.</summary>
    public int? RingSize { get => GetInt("@size"); set => SetNumber("@size", value); }

    /// <summary>The size in bytes, of <c>tseg</c>, <c>tb-cache</c> and <c>maxpagesize</c>.</summary>
    public long? SizeBytes { get => GetBytes("", Unit); set => SetBytes("", value, Unit); }

    private string Unit => Name == "tseg" ? "MiB" : "KiB";
}
