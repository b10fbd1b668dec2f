using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Users or groups of a container in a row, which are others on the host.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#container-boot"/>
public sealed class IdMapXml(XElement element) : XmlView(element)
{
    /// <summary>The first number in the container.</summary>
    public long? Start { get => GetLong("@start"); set => SetNumber("@start", value); }

    /// <summary>The first number on the host.</summary>
    public long? Target { get => GetLong("@target"); set => SetNumber("@target", value); }

    /// <summary>How many.</summary>
    public long? Count { get => GetLong("@count"); set => SetNumber("@count", value); }
}
