using System.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>What .NET's reader says of a text that is no XML.</summary>
internal static class XmlMistake
{
    /// <summary>Its words without the place, which is said beside them.</summary>
    public static string Of(XmlException error)
    {
        var place = $" Line {error.LineNumber}, position {error.LinePosition}.";
        var words = error.Message.EndsWith(place, StringComparison.Ordinal) ? error.Message[..^place.Length] : error.Message;
        return words.StartsWith("Unexpected end of file", StringComparison.Ordinal) ? "The text ends too early: an element is not closed."
            : words == "Root element is missing." ? "There is no element." : words;
    }
}
