using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// Changes one node of a live document and preserves everything else, including white space. Removing an added node
/// restores the original text.
/// </summary>
internal static partial class XmlEdit
{
    /// <summary>
    /// Writes the value at the path and creates missing elements; <c>null</c> removes the value and elements that
    /// become empty.
    /// </summary>
    /// <exception cref="ArgumentException">The text has a character that XML cannot hold.</exception>
    public static void SetValue(XElement from, XmlPath path, string? value)
    {
        if (value is null)
        {
            Remove(from, path);
            return;
        }
        RefuseUnspeakable(value);
        var element = Make(from, path.Elements);
        if (path.Attribute is not null)
            element.SetAttributeValue(path.Attribute, value);
        else if (element.HasElements)
            ReplaceTextBeside(element, value);
        else
            element.Value = value;
    }

    // Elements within stay: both an os/nvram and a backend of random numbers have text or elements.
    private static void ReplaceTextBeside(XElement element, string? value)
    {
        foreach (var text in element.Nodes().OfType<XText>().Where(text => !IsBlank(text)).ToList())
            text.Remove();
        if (value is not null)
            element.AddFirst(new XText(value));
    }

    /// <summary>Finds or creates the element at the end of the path.</summary>
    public static XElement Make(XElement from, string[] elements)
    {
        foreach (var name in elements)
            from = from.Element(name) ?? Append(from, New(from, name));
        return from;
    }

    /// <summary>Creates a detached element; one with a namespace gets a prefix, as libvirt writes it.</summary>
    public static XElement New(XElement from, XName name)
    {
        var element = new XElement(name);
        if (name.Namespace != XNamespace.None && from.GetPrefixOfNamespace(name.Namespace) is null)
            element.Add(new XAttribute(XNamespace.Xmlns + PrefixFor(name.Namespace), name.Namespace));
        return element;
    }

    // A hypervisor's namespace is ".../domain/qemu/1.0"; WebConsole's own has no slashes.
    private static string PrefixFor(XNamespace space) => space.NamespaceName.Split('/') switch
    {
        [.., "libosinfo.org", _, _, _, _] => "libosinfo",
        [.., var hypervisor, _] => hypervisor,
        _ => "wc",
    };

    private static void Remove(XElement from, XmlPath path)
    {
        if (path.Find(from) is not { } element)
            return;
        if (path.Attribute is null)
        {
            if (element.HasElements)
                ReplaceTextBeside(element, null);
            else
                RemoveWhole(from, element);
            return;
        }
        if (element.Attribute(path.Attribute) is not { } attribute)
            return;
        attribute.Remove();
        if (element != from && IsBare(element))
            RemoveUpTo(from, element);
    }

    /// <summary>Removes an element with all that is in it, and parents that become empty; the view's own is only emptied.</summary>
    public static void RemoveWhole(XElement root, XElement element)
    {
        if (element == root)
            element.RemoveNodes();
        RemoveUpTo(root, element);
    }

    /// <summary>
    /// Removes an element and parents that become empty, because libvirt refuses elements like <c>&lt;boot/&gt;</c>;
    /// the view's own element stays.
    /// </summary>
    public static void RemoveUpTo(XElement root, XElement element)
    {
        var parent = element.Parent;
        if (element == root || parent is null)
            return;
        Detach(element);
        if (parent.Nodes().All(IsBlank))
            parent.RemoveNodes();
        if (parent != root && IsBare(parent))
            RemoveUpTo(root, parent);
    }

    // Elements that say something by being there. For a network, <forward/> means NAT, and its absence means an isolated network.
    private static bool SaysByBeingThere(XName name) => name == "forward" || name == "transient" || name == "hugepages";

    private static bool IsBare(XElement element) => !SaysByBeingThere(element.Name) && element.Attributes().All(attribute => attribute.IsNamespaceDeclaration) && !element.Nodes().Any();

    /// <summary>Refuses characters that XML cannot hold, before anything is changed.</summary>
    public static void RefuseUnspeakable(string value)
    {
        try
        {
            XmlConvert.VerifyXmlChars(value);
        }
        catch (XmlException e)
        {
            throw new ArgumentException("The text has a character that XML cannot hold: " + e.Message, nameof(value), e);
        }
    }
}
