using System.Reflection;
using System.Xml.Linq;
using Libvirt.Xml;

namespace Libvirt.Tests.Xml;

/// <summary>Writes every property of every view, in a document that has each path of the schema.</summary>
internal sealed class SchemaWriter
{
    private readonly HashSet<string> _written = [];
    private bool _removed;

    private SchemaWriter() { }

    /// <summary>The paths that some property of some view writes; what it reads is then the same (<see cref="XmlViewTests"/>).</summary>
    public static IReadOnlySet<string> Written(IReadOnlyList<string> paths)
    {
        var writer = new SchemaWriter();
        var properties = writer.Open(paths);
        for (var i = 0; i < properties.Count; i++)
        {
            writer.Write(properties[i].View, properties[i].Property);
            // What was removed may have been what other views stand on.
            if (writer._removed)
                properties = writer.Open(paths);
        }
        return writer._written;
    }

    private List<(XmlView View, PropertyInfo Property)> Open(IReadOnlyList<string> paths)
    {
        var document = SchemaPath.Document(paths);
        // A node is somewhere before it goes and after it came.
        document.Changing += Note;
        document.Changed += Note;
        _removed = false;
        return [.. ViewReader.Reach(new DomainXml(document.Root!))
            .SelectMany(reached => ViewReader.PropertiesOf(reached.View.GetType()).Select(property => (reached.View, property)))];
    }

    private void Note(object? sender, XObjectChangeEventArgs change)
    {
        _removed |= sender is XElement && change.ObjectChange == XObjectChange.Remove;
        if (sender is XObject node && SchemaPath.Of(node) is { } path)
            _written.Add(path);
        if (sender is XElement element && change.ObjectChange == XObjectChange.Add)
            _written.UnionWith(element.Attributes().Select(attribute => SchemaPath.Of(attribute)!));
    }

    private void Write(XmlView view, PropertyInfo property)
    {
        var value = property.GetValue(view);
        if (property.CanWrite)
            property.SetValue(view, XmlViewTests.Sample(property.PropertyType, value));
        else if (value is XmlTexts texts)
            texts.Replace("other");
        else if (value is IEnumerable<XmlView> list)
            _written.UnionWith(list.Where(SaysByBeingThere).Select(item => SchemaPath.Of(item.Element)!));
    }

    // A list adds and removes elements; of one with attributes, that is not all.
    private static bool SaysByBeingThere(XmlView item) => !item.Element.HasAttributes && !item.Element.HasElements;
}
