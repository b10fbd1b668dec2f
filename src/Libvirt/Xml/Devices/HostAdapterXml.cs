namespace Libvirt.Xml;

/// <summary>A SCSI adapter of the host, by its name or by what makes it the same after a reboot.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-device-assignment"/>
public sealed class HostAdapterXml : XmlView
{
    internal HostAdapterXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Its name, such as <c>scsi_host0</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>What tells it: <c>scsi_host</c> or <c>fc_host</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The adapter that a virtual one (NPIV) is on.</summary>
    public string? Parent { get => Get("@parent"); set => Set("@parent", value); }

    /// <summary>Whether a virtual one is removed with its user.</summary>
    public bool? Managed { get => GetYesNo("@managed"); set => SetYesNo("@managed", value); }

    /// <summary>The World Wide Node Name of a virtual one.</summary>
    public string? WorldWideNodeName { get => Get("@wwnn"); set => Set("@wwnn", value); }

    /// <summary>The World Wide Port Name of a virtual one.</summary>
    public string? WorldWidePortName { get => Get("@wwpn"); set => Set("@wwpn", value); }

    /// <summary>The parent by its World Wide Node Name.</summary>
    public string? ParentWorldWideNodeName { get => Get("@parent_wwnn"); set => Set("@parent_wwnn", value); }

    /// <summary>The parent by its World Wide Port Name.</summary>
    public string? ParentWorldWidePortName { get => Get("@parent_wwpn"); set => Set("@parent_wwpn", value); }

    /// <summary>The parent by the name of its fabric.</summary>
    public string? ParentFabricName { get => Get("@parent_fabric_wwn"); set => Set("@parent_fabric_wwn", value); }

    /// <summary>Its number among those of one PCI address.</summary>
    public int? UniqueId { get => GetInt("parentaddr@unique_id"); set => SetNumber("parentaddr@unique_id", value); }

    /// <summary>The PCI address that it is on.</summary>
    public DeviceAddressXml ParentAddress => new(this, "parentaddr/address");
}
