using System.Xml.Linq;

namespace WebConsole.Appliances.Ovf;

/// <summary>Finds elements and attributes by their local names: versions and dialects differ in namespaces.</summary>
internal static class OvfXml
{
    private const string EndOfTypes = "_Type";

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements().Where(child => child.Kind() == name);

    /// <summary>What it is: oVirt, like OVF 0.9, calls all parts <c>Section</c> and the machine <c>Content</c>, and tells their kinds by <c>xsi:type</c>.</summary>
    public static string Kind(this XElement element) =>
        element is { Name.LocalName: "Section" or "Content" } && element.Word("type") is { } type && type.EndsWith(EndOfTypes, StringComparison.Ordinal)
            ? type[(type.LastIndexOf(':') + 1)..^EndOfTypes.Length] : element.Name.LocalName;

    public static XElement? One(this XElement? element, string name) => element?.All(name).FirstOrDefault();

    /// <summary>The text of a child; <c>null</c> if it is missing or blank.</summary>
    public static string? TextOf(this XElement? element, string name) => element.One(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static string? Word(this XElement? element, string name) =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
