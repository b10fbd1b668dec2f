using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// The path of a value, relative to a view's element: <c>name</c>, <c>os/type</c>, <c>@type</c>, <c>os/type@arch</c>.
/// All names are without a namespace, so that a foreign element of the same name is never taken for libvirt's.
/// </summary>
internal readonly struct XmlPath
{
    private readonly string[]? _elements;
    private readonly int _part;

    private XmlPath(string[] elements, string? attribute, int part = 0) => (_elements, Attribute, _part) = (elements, attribute, part);

    /// <summary>The element names, outermost first; empty for the view's own element.</summary>
    public string[] Elements => _elements ?? [];

    /// <summary>The attribute at its end; without one, the path means the text of the last element.</summary>
    public string? Attribute { get; }

    public static implicit operator XmlPath(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var elements = at < 0 ? text : text[..at];
        return new XmlPath(Split(elements), at < 0 ? null : text[(at + 1)..]);
    }

    /// <summary>The first element at the end of the way, in the order of the document.</summary>
    public XElement? Find(XElement from)
    {
        XElement? element = from;
        foreach (var name in Elements)
            element = element?.Element(name);
        return element;
    }

    /// <summary>Every element at the end of the way; of a part, those of the first element that it means.</summary>
    public IEnumerable<XElement> FindAll(XElement from)
    {
        IEnumerable<XElement> found = [from];
        foreach (var name in Elements[.._part])
            found = found.Elements(name).Take(1);
        foreach (var name in Elements[_part..])
            found = found.Elements(name);
        return found;
    }

    /// <summary>The value at an element that this path led to.</summary>
    public string? Read(XElement? element) => Attribute is not null ? element?.Attribute(Attribute)?.Value
        : element is { HasElements: true } ? TextBeside(element)
        : element?.Value;

    /// <summary>The value at the end of the way.</summary>
    public string? ReadFrom(XElement from) => Read(Find(from));

    /// <summary>The path that goes on from a part with another.</summary>
    public XmlPath Then(XmlPath path) => Elements.Length == 0 ? path : new XmlPath([.. Elements, .. path.Elements], path.Attribute, Elements.Length);

    /// <summary>The path of an attribute of the same element.</summary>
    public XmlPath Beside(string attribute) => new(Elements, attribute);

    // Of an element that holds others, blanks are its layout.
    private static string? TextBeside(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)).Trim() is { Length: > 0 } text ? text : null;

    // A namespace, in braces before a name, has slashes of its own.
    private static string[] Split(string elements)
    {
        if (!elements.Contains('{', StringComparison.Ordinal))
            return elements.Length == 0 ? [] : elements.Split('/');
        var names = new List<string>();
        for (var start = 0; start < elements.Length;)
        {
            var local = elements[start] == '{' ? elements.IndexOf('}', start) : start;
            var end = elements.IndexOf('/', local);
            names.Add(end < 0 ? elements[start..] : elements[start..end]);
            start = end < 0 ? elements.Length : end + 1;
        }
        return [.. names];
    }
}
