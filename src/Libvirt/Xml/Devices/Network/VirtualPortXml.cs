namespace Libvirt.Xml;

/// <summary>The port of a switch that a card is connected to.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed class VirtualPortXml : XmlView
{
    internal VirtualPortXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The kind of switch port: <c>openvswitch</c>, <c>802.1Qbg</c>, <c>802.1Qbh</c>, <c>midonet</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The port's UUID, of types <c>openvswitch</c> and <c>midonet</c>.</summary>
    public Guid? InterfaceId { get => GetUuid("parameters@interfaceid"); set => SetUuid("parameters@interfaceid", value); }

    /// <summary>The port's profile, of types <c>openvswitch</c> and <c>802.1Qbh</c>.</summary>
    public string? ProfileId { get => Get("parameters@profileid"); set => Set("parameters@profileid", value); }

    /// <summary>Who manages the interface types, of type <c>802.1Qbg</c>.</summary>
    public int? ManagerId { get => GetInt("parameters@managerid"); set => SetNumber("parameters@managerid", value); }

    /// <summary>The interface type, of type <c>802.1Qbg</c>.</summary>
    public long? TypeId { get => GetLong("parameters@typeid"); set => SetNumber("parameters@typeid", value); }

    /// <summary>The version of that, of type <c>802.1Qbg</c>.</summary>
    public int? TypeIdVersion { get => GetInt("parameters@typeidversion"); set => SetNumber("parameters@typeidversion", value); }

    /// <summary>The interface's UUID, of type <c>802.1Qbg</c>.</summary>
    public Guid? InstanceId { get => GetUuid("parameters@instanceid"); set => SetUuid("parameters@instanceid", value); }
}
