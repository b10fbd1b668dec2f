using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Libvirt.Xml;

namespace Libvirt.Tests.Xml;

/// <summary>Reads every property of a view and of the views it leads to.</summary>
internal static class ViewReader
{
    public static IEnumerable<Type> ViewTypes =>
        typeof(XmlView).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(XmlView)));

    public static IEnumerable<PropertyInfo> PropertiesOf(Type view) => view
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.Name != nameof(XmlView.Element))
        .OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The view itself and all views that it leads to, each element once, and the parts of each.</summary>
    public static IEnumerable<(string Path, XmlView View)> Reach(XmlView view) => Reach(view, "", []);

    /// <summary>A line for each property with a value.</summary>
    public static string Describe(XmlView root)
    {
        var text = new StringBuilder();
        foreach (var (path, view) in Reach(root).Where(reached => Speaks(reached.View)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"[{path}] {view.GetType().Name}");
            foreach (var property in PropertiesOf(view.GetType()).Where(property => Speaks(property, view)))
                text.AppendLine(CultureInfo.InvariantCulture, $"  {property.Name} = {Say(property.GetValue(view))}");
        }
        return text.ToString();
    }

    /// <summary>Whether any property has a value.</summary>
    public static bool Speaks(XmlView view) => PropertiesOf(view.GetType()).Any(property => Speaks(property, view));

    /// <summary>Whether the property has a value: it is not null, empty or false.</summary>
    public static bool Speaks(PropertyInfo property, XmlView view) => property.GetValue(view) switch
    {
        null => false,
        bool truth => truth || property.PropertyType == typeof(bool?),
        string => true,
        XmlView part when IsPart(part, view) => Speaks(part),
        IEnumerable many => many.Cast<object>().Any(),
        _ => true,
    };

    private static IEnumerable<(string Path, XmlView View)> Reach(XmlView view, string path, HashSet<XElement> seen)
    {
        yield return (path, view);
        foreach (var property in PropertiesOf(view.GetType()))
        {
            foreach (var (name, child) in Children(property, view).Where(child => IsPart(child.View, view) || seen.Add(child.View.Element)))
            {
                foreach (var reached in Reach(child, path.Length == 0 ? name : $"{path}.{name}", seen))
                    yield return reached;
            }
        }
    }

    // A part stands on the element of what it is a part of.
    private static bool IsPart(XmlView part, XmlView whole) => part.Element == whole.Element;

    private static IEnumerable<(string Name, XmlView View)> Children(PropertyInfo property, XmlView view) =>
        property.GetValue(view) switch
        {
            XmlView one => [(property.Name, one)],
            IEnumerable<XmlView> many => many.Select((child, i) => ($"{property.Name}[{i}]", child)),
            _ => [],
        };

    private static string? Say(object? value) => value switch
    {
        XmlView => "(view)",
        IEnumerable<XmlView> many => $"({many.Count()} views)",
        XElement element => "<" + element.Name + ">",
        string text => Quote(text),
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(Say)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Quote(string text) =>
        "\"" + text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
