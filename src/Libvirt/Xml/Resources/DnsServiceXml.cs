using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Where a service is found, in a network's DNS (SRV).</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DnsServiceXml(XElement element) : XmlView(element)
{
    /// <summary>The service, without an underscore: <c>ldap</c>.</summary>
    public string? Service { get => Get("@service"); set => Set("@service", value); }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get => Get("@protocol"); set => Set("@protocol", value); }

    /// <summary>The domain that is asked for; that of the network when missing.</summary>
    public string? Domain { get => Get("@domain"); set => Set("@domain", value); }

    /// <summary>The name of the machine that has it.</summary>
    public string? Target { get => Get("@target"); set => Set("@target", value); }

    /// <summary>Its port.</summary>
    public int? Port { get => GetInt("@port"); set => SetNumber("@port", value); }

    /// <summary>The lowest is asked first.</summary>
    public int? Priority { get => GetInt("@priority"); set => SetNumber("@priority", value); }

    /// <summary>How often it is asked, among those of one priority.</summary>
    public int? Weight { get => GetInt("@weight"); set => SetNumber("@weight", value); }
}
