using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>How much comes a second from the memory of one of the guest's NUMA nodes to another.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class NumaBandwidthXml(XElement element) : XmlView(element)
{
    /// <summary>The node that asks.</summary>
    public int? Initiator { get => GetInt("@initiator"); set => SetNumber("@initiator", value); }

    /// <summary>The node with the memory.</summary>
    public int? Target { get => GetInt("@target"); set => SetNumber("@target", value); }

    /// <summary>The level of the target's cache that is meant; null for the memory itself.</summary>
    public int? Cache { get => GetInt("@cache"); set => SetNumber("@cache", value); }

    /// <summary>What is done: <c>access</c>, <c>read</c>, <c>write</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>How much.</summary>
    public long? BytesPerSecond { get => GetBytes("@value", "KiB"); set => SetBytes("@value", value, "KiB"); }
}
