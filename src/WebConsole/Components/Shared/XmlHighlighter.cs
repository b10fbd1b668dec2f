namespace WebConsole.Components.Shared;

/// <summary>The kind of a piece of an XML text.</summary>
public enum XmlTokenKind
{
    Text,
    Punctuation,
    Element,
    Attribute,
    Value,
    Comment,
}

/// <summary>
/// Splits an XML text into coloured pieces. It is no parser: for any text, the pieces together are exactly that text.
/// </summary>
public static class XmlHighlighter
{
    public static IEnumerable<(XmlTokenKind Kind, string Text)> Cut(string xml)
    {
        for (var at = 0; at < xml.Length;)
        {
            if (xml[at] != '<')
                yield return Take(xml, ref at, XmlTokenKind.Text, IndexOf(xml, "<", at));
            else if (Starts(xml, at, "<!--"))
                yield return Take(xml, ref at, XmlTokenKind.Comment, After(xml, "-->", at + 4));
            else if (Starts(xml, at, "<![CDATA["))
                yield return Take(xml, ref at, XmlTokenKind.Text, After(xml, "]]>", at));
            else if (Starts(xml, at, "<?") || Starts(xml, at, "<!"))
                yield return Take(xml, ref at, XmlTokenKind.Comment, After(xml, ">", at));
            else
            {
                foreach (var piece in Tag(xml, at))
                {
                    at += piece.Text.Length;
                    yield return piece;
                }
            }
        }
    }

    private static List<(XmlTokenKind Kind, string Text)> Tag(string xml, int at)
    {
        List<(XmlTokenKind Kind, string Text)> pieces = [Take(xml, ref at, XmlTokenKind.Punctuation, Starts(xml, at, "</") ? at + 2 : at + 1)];
        pieces.Add(Take(xml, ref at, XmlTokenKind.Element, EndOfName(xml, at)));
        while (at < xml.Length && xml[at] is not ('>' or '<'))
        {
            pieces.Add(xml[at] switch
            {
                '"' or '\'' => Take(xml, ref at, XmlTokenKind.Value, After(xml, xml[at].ToString(), at + 1)),
                '=' or '/' or '?' => Take(xml, ref at, XmlTokenKind.Punctuation, at + 1),
                var c when char.IsWhiteSpace(c) => Take(xml, ref at, XmlTokenKind.Text, EndOfSpace(xml, at)),
                _ => Take(xml, ref at, XmlTokenKind.Attribute, Math.Max(at + 1, EndOfName(xml, at))),
            });
        }
        if (at < xml.Length && xml[at] == '>')
            pieces.Add(Take(xml, ref at, XmlTokenKind.Punctuation, at + 1));
        return pieces;
    }

    private static (XmlTokenKind, string) Take(string xml, ref int at, XmlTokenKind kind, int end)
    {
        var text = xml[at..end];
        at = end;
        return (kind, text);
    }

    private static bool Starts(string xml, int at, string with) => xml.AsSpan(at).StartsWith(with, StringComparison.Ordinal);

    private static int IndexOf(string xml, string what, int from) =>
        xml.IndexOf(what, Math.Min(from, xml.Length), StringComparison.Ordinal) is >= 0 and var found ? found : xml.Length;

    private static int After(string xml, string what, int from) => Math.Min(xml.Length, IndexOf(xml, what, from) + what.Length);

    private static int EndOfName(string xml, int at)
    {
        while (at < xml.Length && !char.IsWhiteSpace(xml[at]) && xml[at] is not ('>' or '<' or '=' or '/' or '"' or '\''))
            at++;
        return at;
    }

    private static int EndOfSpace(string xml, int at)
    {
        while (at < xml.Length && char.IsWhiteSpace(xml[at]))
            at++;
        return at;
    }
}
