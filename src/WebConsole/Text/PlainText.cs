using System.Xml;

namespace WebConsole.Text;

/// <summary>Text that is stored as it was entered: UTF-8 and XML can hold it, and it has no control characters.</summary>
public static class PlainText
{
    public static bool IsLine(string text) => IsLines(text) && !text.Any(char.IsControl);

    /// <summary>The same with line breaks and tabs.</summary>
    public static bool IsLines(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else if (!XmlConvert.IsXmlChar(text[at]) || (char.IsControl(text[at]) && text[at] is not ('\n' or '\r' or '\t')))
                return false;
        }
        return true;
    }
}
