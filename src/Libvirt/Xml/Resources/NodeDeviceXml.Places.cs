using System.Xml.Linq;

namespace Libvirt.Xml;

// Where it is, and what is given away with it.
public sealed partial class NodeDeviceXml
{
    /// <summary>The PCI addresses of all devices in its <see cref="IommuGroup"/>, itself included.</summary>
    public IReadOnlyList<string> IommuAddresses => [.. Element.Elements("capability").Elements("iommuGroup").Elements("address").Select(Xml.PciAddress.Read).OfType<string>()];

    /// <summary>The PCI address of the physical function that it is a virtual function of.</summary>
    public string? PhysicalFunction => SubCapabilities.Where(part => part.Type == "phys_function").SelectMany(part => part.Addresses).FirstOrDefault();

    /// <summary>Whether other PCI devices are behind it: domains cannot have it.</summary>
    public bool IsPciBridge => SubCapabilities.Any(part => part.Type is "pci-bridge" or "cardbus-bridge");

    /// <summary>The UUID of a mediated device.</summary>
    public Guid? MediatedUuid => GetUuid("capability/uuid");

    /// <summary>The PCI address of the device that a mediated device is a part of, also where it is only defined.</summary>
    public string? MediatedParent => Get("capability/parent_addr");

    /// <summary>The kinds of mediated devices that it can be divided into.</summary>
    public IReadOnlyList<NodeMediatedTypeXml> MediatedTypes => [.. SubCapabilities.Where(part => part.Type == "mdev_types").SelectMany(part => part.MediatedTypes)];

    /// <summary>The SCSI host that a SCSI device is on.</summary>
    public int? ScsiAdapter => CapabilityType == "scsi" ? GetInt("capability/host") : null;

    /// <summary>The bus of a SCSI device on that host.</summary>
    public int? ScsiBus => CapabilityType == "scsi" ? GetInt("capability/bus") : null;

    /// <summary>The target on that bus.</summary>
    public int? ScsiTarget => CapabilityType == "scsi" ? GetInt("capability/target") : null;

    /// <summary>The unit (LUN) of that target.</summary>
    public long? ScsiUnit => CapabilityType == "scsi" ? GetLong("capability/lun") : null;

    /// <summary>The kind of a SCSI device: <c>disk</c>, <c>cdrom</c>, <c>tape</c>, <c>scanner</c>, …</summary>
    public string? ScsiType => CapabilityType == "scsi" ? Get("capability/type") : null;
}
