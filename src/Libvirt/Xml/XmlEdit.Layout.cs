using System.Xml.Linq;

namespace Libvirt.Xml;

// White space: what is added is indented as what stands beside it.
internal static partial class XmlEdit
{
    private const string Step = "  ";

    /// <summary>Removes an element, with the white space before it.</summary>
    public static void Detach(XElement element)
    {
        if (IsBlank(element.PreviousNode))
            element.PreviousNode!.Remove();
        element.Remove();
    }

    /// <summary>Appends a child with the same indentation as the others.</summary>
    public static XElement Append(XElement parent, XElement child)
    {
        if (SchemaOrder.Before(parent, child.Name) is { } before)
            return PlaceAfter(before, child);
        if (SchemaOrder.After(parent, child.Name) is { } after)
            return PlaceBefore(after, child);
        if (parent.Elements().LastOrDefault() is { } sibling)
            return PlaceAfter(sibling, child);
        var indent = parent.Parent is null && parent.Document is not null ? "\n" : BlankBefore(parent);
        if (parent.IsEmpty && indent is not null)
        {
            LayOut(child, indent + Step);
            parent.Add(new XText(indent + Step), child, new XText(indent));
        }
        else
        {
            parent.Add(child);
        }
        return child;
    }

    /// <summary>Adds an element after another, with the same indentation.</summary>
    public static XElement PlaceAfter(XElement sibling, XElement element)
    {
        var indent = BlankBefore(sibling);
        LayOut(element, indent);
        if (indent is null)
            sibling.AddAfterSelf(element);
        else
            sibling.AddAfterSelf(new XText(indent), element);
        return element;
    }

    /// <summary>Adds an element before another, with the same indentation.</summary>
    public static XElement PlaceBefore(XElement sibling, XElement element)
    {
        var indent = BlankBefore(sibling);
        LayOut(element, indent);
        if (indent is null)
            sibling.AddBeforeSelf(element);
        else
            sibling.AddBeforeSelf(element, new XText(indent));
        return element;
    }

    /// <summary>Indents an element without white space for its new position.</summary>
    private static void LayOut(XElement element, string? indent)
    {
        if (indent is null || !element.HasElements || element.Nodes().Any(node => node is XText))
            return;
        // Of empty lines before the neighbour, none inside.
        var line = indent[Math.Max(0, indent.LastIndexOf('\n'))..];
        foreach (var child in element.Elements().ToList())
        {
            LayOut(child, line + Step);
            child.AddBeforeSelf(new XText(line + Step));
        }
        element.Add(new XText(line));
    }

    private static string? BlankBefore(XElement element) => IsBlank(element.PreviousNode) ? ((XText)element.PreviousNode!).Value : null;

    private static bool IsBlank(XNode? node) => node is XText text && text is not XCData && string.IsNullOrWhiteSpace(text.Value);
}
