using System.Collections.Frozen;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The few places where libvirt's schema wants elements in an order; libvirt itself takes them in any.</summary>
internal static class SchemaOrder
{
    private static readonly FrozenDictionary<string, string[]> Followers = new Dictionary<string, string[]>
    {
        ["cipher"] = ["ivgen"],
        ["acceleration"] = ["resolution"],
        ["inituser"] = ["initgroup"],
        ["partition"] = ["fibrechannel"],
        ["certificate"] = ["database"],
        ["vendor"] = ["product", "address"],
        ["product"] = ["address"],
        ["reconnect"] = ["clipboard", "mouse", "seclabel"],
        ["acpi"] = ["address"],
    }.ToFrozenDictionary();

    /// <summary>The child after which a new one has to stand: what a domain is known by stands together.</summary>
    public static XElement? Before(XElement parent, XName name) => name == "uuid" || name == "genid" ? parent.Element("name") : null;

    /// <summary>The child before which a new one has to stand.</summary>
    public static XElement? After(XElement parent, XName name) =>
        Followers.TryGetValue(name.ToString(), out var followers) ? parent.Elements().FirstOrDefault(child => followers.Contains(child.Name.ToString())) : null;
}
