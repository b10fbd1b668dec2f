using System.Xml.Linq;

namespace Libvirt.Tests.Xml;

/// <summary>
/// The paths of <see cref="DomainSchema"/>, in a document. The elements of one hypervisor alone have its namespace, which
/// is written in short: <c>qemu:commandline</c>.
/// </summary>
internal static class SchemaPath
{
    /// <summary>The path of an element, an attribute or the text of an element; null for one in no document.</summary>
    public static string? Of(XObject node) => node switch
    {
        XAttribute { Parent: { } parent } attribute => $"{Of(parent)}@{attribute.Name.LocalName}",
        XElement { Parent: { } parent } element => $"{Of(parent)}/{Written(element.Name)}",
        XElement root => Written(root.Name),
        _ => node.Parent is { } parent ? Of(parent) : null,
    };

    /// <summary>A document that has each path once, with "1" for each value.</summary>
    public static XDocument Document(IEnumerable<string> paths)
    {
        var document = new XDocument(new XElement("domain"));
        foreach (var path in paths.Where(path => !path.EndsWith('*')))
        {
            var parts = path.Split('@');
            var element = parts[0].Split('/').Skip(1).Select(Read).Aggregate(document.Root!, Child);
            if (parts.Length > 1)
                element.SetAttributeValue(parts[1], "1");
            else if (!element.HasElements)
                element.Value = "1";
        }
        return document;
    }

    public static string Written(XName name) =>
        name.NamespaceName.Split('/') is [.., var hypervisor, _] ? $"{hypervisor}:{name.LocalName}" : name.LocalName;

    private static XName Read(string name) =>
        name.Split(':') is [var hypervisor, var local] ? XName.Get(local, $"http://libvirt.org/schemas/domain/{hypervisor}/1.0") : name;

    private static XElement Child(XElement parent, XName name)
    {
        if (parent.Element(name) is { } there)
            return there;
        var child = new XElement(name);
        parent.Add(child);
        return child;
    }
}
