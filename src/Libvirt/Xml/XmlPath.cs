using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// The path of a value, relative to a view's element: <c>name</c>, <c>os/type</c>, <c>@type</c>, <c>os/type@arch</c>.
/// All names are without a namespace, so that a foreign element of the same name is never taken for libvirt's.
/// </summary>
internal readonly struct XmlPath
{
    private XmlPath(string[] elements, string? attribute) => (Elements, Attribute) = (elements, attribute);

    /// <summary>The element names, outermost first; empty for the view's own element.</summary>
    public string[] Elements { get; }

    /// <summary>The attribute at its end; without one, the path means the text of the last element.</summary>
    public string? Attribute { get; }

    public static implicit operator XmlPath(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var elements = at < 0 ? text : text[..at];
        return new XmlPath(elements.Length == 0 ? [] : elements.Split('/'), at < 0 ? null : text[(at + 1)..]);
    }

    /// <summary>The first element at the end of the way, in the order of the document.</summary>
    public XElement? Find(XElement from)
    {
        XElement? element = from;
        foreach (var name in Elements)
            element = element?.Element(name);
        return element;
    }

    /// <summary>Every element at the end of the way.</summary>
    public IEnumerable<XElement> FindAll(XElement from)
    {
        IEnumerable<XElement> found = [from];
        foreach (var name in Elements)
            found = found.Elements(name);
        return found;
    }

    /// <summary>The value at an element that this path led to.</summary>
    public string? Read(XElement? element) =>
        Attribute is null ? element?.Value : element?.Attribute(Attribute)?.Value;
}
