using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>How long it takes until memory of one of the guest's NUMA nodes is there for another.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class NumaLatencyXml(XElement element) : XmlView(element)
{
    /// <summary>The node that asks.</summary>
    public int? Initiator { get => GetInt("@initiator"); set => SetNumber("@initiator", value); }

    /// <summary>The node with the memory.</summary>
    public int? Target { get => GetInt("@target"); set => SetNumber("@target", value); }

    /// <summary>The level of the target's cache that is meant; null for the memory itself.</summary>
    public int? Cache { get => GetInt("@cache"); set => SetNumber("@cache", value); }

    /// <summary>What is done: <c>access</c>, <c>read</c>, <c>write</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The time.</summary>
    public long? Nanoseconds { get => GetLong("@value"); set => SetNumber("@value", value); }
}
