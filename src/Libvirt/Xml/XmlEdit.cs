using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// Changes one node of a living document and leaves everything else, blanks included, as it is. What was added can be
/// taken away again without a trace.
/// </summary>
internal static class XmlEdit
{
    /// <summary>Writes the value at the path, making the elements on the way; <c>null</c> removes it and what it leaves empty.</summary>
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
        else if (element.Value != value)
            element.Value = value;
    }

    /// <summary>Finds or makes the element at the end of the way.</summary>
    public static XElement Make(XElement from, string[] elements)
    {
        foreach (var name in elements)
            from = from.Element(name) ?? Append(from, new XElement(name));
        return from;
    }

    private static void Remove(XElement from, XmlPath path)
    {
        if (path.Find(from) is not { } element)
            return;
        if (path.Attribute is null)
        {
            RemoveUpTo(from, element);
            return;
        }
        element.SetAttributeValue(path.Attribute, null);
        if (element != from && IsBare(element))
            RemoveUpTo(from, element);
    }

    // libvirt refuses elements like <boot/>, so what a removal leaves bare goes too; the view's own element stays.
    private static void RemoveUpTo(XElement root, XElement element)
    {
        var parent = element.Parent;
        if (element == root || parent is null)
            return;
        if (IsBlank(element.PreviousNode))
            element.PreviousNode!.Remove();
        element.Remove();
        if (parent.Nodes().All(IsBlank))
            parent.RemoveNodes();
        if (parent != root && IsBare(parent))
            RemoveUpTo(root, parent);
    }

    /// <summary>Appends a child, laid out as its siblings are.</summary>
    private static XElement Append(XElement parent, XElement child)
    {
        if (parent.Elements().LastOrDefault() is { } sibling)
        {
            if (IsBlank(sibling.PreviousNode))
                sibling.AddAfterSelf(new XText(((XText)sibling.PreviousNode!).Value), child);
            else
                sibling.AddAfterSelf(child);
        }
        else if (parent.IsEmpty && IsBlank(parent.PreviousNode))
        {
            var indent = ((XText)parent.PreviousNode!).Value;
            parent.Add(new XText(indent + "  "), child, new XText(indent));
        }
        else
        {
            parent.Add(child);
        }
        return child;
    }

    private static bool IsBare(XElement element) => !element.HasAttributes && !element.Nodes().Any();

    private static bool IsBlank(XNode? node) => node is XText text && text is not XCData && string.IsNullOrWhiteSpace(text.Value);

    private static void RefuseUnspeakable(string value)
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
