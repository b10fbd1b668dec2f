using System.Globalization;
using System.Xml.Linq;

namespace WebConsole.OsInfo.Data;

// Values of elements and attributes.
internal static partial class OsReader
{
    /// <summary>In characters.</summary>
    private const int LongestText = 200, LongestPattern = 1_000, LongestUrl = 1_000;

    // The name without a language is English.
    private static string? Text(XElement parent, string name, int longest = LongestText) =>
        parent.Elements(name).FirstOrDefault(element => element.Attribute(XNamespace.Xml + "lang") is null)?.Value.Trim() is { Length: > 0 } text && text.Length <= longest ? text : null;

    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value is { Length: > 0 and <= LongestText } value ? value : null;

    private static LabelPattern? Pattern(XElement iso, string name) => Text(iso, name, LongestPattern) is { } pattern ? new LabelPattern(pattern) : null;

    private static long? Number(XElement parent, string name) => long.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateOnly? Date(XElement parent, string name) => DateOnly.TryParseExact(Text(parent, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
