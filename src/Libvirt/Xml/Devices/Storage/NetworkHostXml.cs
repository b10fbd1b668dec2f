using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A server that storage comes from.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class NetworkHostXml(XElement element) : XmlView(element)
{
    /// <summary>Its name or address.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Its port.</summary>
    public int? Port { get => GetInt("@port"); set => SetNumber("@port", value); }

    /// <summary>The transport: <c>tcp</c> (also when missing), <c>unix</c>, <c>rdma</c>.</summary>
    public string? Transport { get => Get("@transport"); set => Set("@transport", value); }

    /// <summary>The socket, where the transport is <c>unix</c>.</summary>
    public string? Socket { get => Get("@socket"); set => Set("@socket", value); }
}
