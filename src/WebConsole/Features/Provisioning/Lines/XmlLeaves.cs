using System.Globalization;
using System.Xml.Linq;

namespace WebConsole.Features.Provisioning.Lines;

/// <summary>An element as the list of all that it says.</summary>
internal static class XmlLeaves
{
    /// <summary>
    /// Attributes as <c>target/@bus</c>, texts as <c>backend</c>, and elements that say by being there, whose value is null. Of several
    /// elements of one name each has its number: <c>timer[2]/@name</c>.
    /// </summary>
    public static IEnumerable<(string Path, string? Value)> Of(XElement element, string path = "")
    {
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            yield return ($"{path}@{attribute.Name.LocalName}", attribute.Value);
        if (!element.HasElements && element.Value.Length > 0)
            yield return (path.TrimEnd('/'), element.Value);
        else if (element.IsEmpty && !element.HasAttributes && path.Length > 0)
            yield return (path.TrimEnd('/'), null);
        foreach (var (child, name) in Numbered(element.Elements()))
        {
            foreach (var leaf in Of(child, $"{path}{name}/"))
                yield return leaf;
        }
    }

    /// <summary>The elements with their names, which have a number where several have the same.</summary>
    public static IEnumerable<(XElement Element, string Name)> Numbered(IEnumerable<XElement> elements) =>
        from same in elements.GroupBy(element => element.Name.LocalName)
        let several = same.Skip(1).Any()
        from numbered in same.Select((element, index) => (element, several ? string.Create(CultureInfo.InvariantCulture, $"{same.Key}[{index + 1}]") : same.Key))
        select numbered;
}
