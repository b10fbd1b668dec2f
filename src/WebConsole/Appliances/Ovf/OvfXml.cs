using System.Xml.Linq;

namespace WebConsole.Appliances.Ovf;

/// <summary>Finds elements and attributes by their local names: versions and dialects differ in namespaces.</summary>
internal static class OvfXml
{
    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    public static XElement? One(this XElement? element, string name) => element?.All(name).FirstOrDefault();

    /// <summary>The text of a child; <c>null</c> if it is missing or blank.</summary>
    public static string? TextOf(this XElement? element, string name) => element.One(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static string? Word(this XElement? element, string name) =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
