using System.Xml;

// Banned everywhere else, because only this class enforces the limits.
#pragma warning disable RS0030

namespace Libvirt.Xml;

public static partial class SafeXml
{
    /// <summary>Where the elements with this path stand in a text, in its order: for an editor that shows one of them alone.</summary>
    /// <param name="xml">The text, whose lines end in a newline alone.</param>
    /// <param name="holder">The names of the elements that hold them, from the root: <c>domain</c>, <c>devices</c>.</param>
    /// <returns>The place of each opening bracket, and the place behind its end.</returns>
    /// <exception cref="XmlException">As for <see cref="Parse(string)"/>.</exception>
    public static IReadOnlyList<(int Start, int End)> Spans(string xml, params IReadOnlyList<string> holder)
    {
        ArgumentNullException.ThrowIfNull(xml);
        _ = Parse(xml);
        var lines = LineStarts(xml);
        using var reader = XmlReader.Create(new StringReader(xml), Reading);
        var spans = new List<(int, int)>();
        var open = new List<string>();
        int? begun = null;
        var ended = false;
        while (reader.Read())
        {
            var at = lines[((IXmlLineInfo)reader).LineNumber - 1] + ((IXmlLineInfo)reader).LinePosition - 1 - Before(reader.NodeType);
            // An element without an end tag ends where the next thing begins.
            if (ended && begun is { } start)
                (begun, ended, _) = (null, false, Add(start, at));
            if (reader.NodeType is XmlNodeType.EndElement)
            {
                open.RemoveAt(open.Count - 1);
                if (begun is { } opened && open.SequenceEqual(holder))
                    (begun, _) = (null, Add(opened, xml.IndexOf('>', at) + 1));
            }
            else if (reader.NodeType is XmlNodeType.Element)
            {
                if (open.SequenceEqual(holder))
                    (begun, ended) = (at, reader.IsEmptyElement);
                if (!reader.IsEmptyElement)
                    open.Add(reader.LocalName);
            }
        }
        return spans;

        int Add(int from, int to)
        {
            spans.Add((from, to));
            return to;
        }
    }

    /// <summary>What stands before the place that the reader names: a bracket, or more.</summary>
    private static int Before(XmlNodeType kind) => kind switch
    {
        XmlNodeType.Element => 1,
        XmlNodeType.EndElement or XmlNodeType.ProcessingInstruction => 2,
        XmlNodeType.Comment => 4,
        XmlNodeType.CDATA => 9,
        XmlNodeType.EntityReference => 1,
        _ => 0,
    };

    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            starts.Add(at + 1);
        return starts;
    }
}
