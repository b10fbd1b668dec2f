using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using System.Xml.Linq;

// Banned everywhere else, because only this class enforces the limits.
#pragma warning disable RS0030

namespace Libvirt.Xml;

/// <summary>
/// Parses and writes all XML text, trusted or not: no DTD (so only the five predefined entities), and limited length
/// and depth. White space, comments, unknown elements and foreign namespaces are preserved. After a round trip, only
/// the style of quotes, the blank before <c>/&gt;</c> and the XML declaration may differ.
/// </summary>
public static partial class SafeXml
{
    /// <summary>The longest text read, in characters. libvirt's protocol carries no longer string (4 MiB), so nothing of its own is refused.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>The deepest nesting that is read: the limit of libxml2, which libvirt uses.</summary>
    public const int MaxDepth = 256;

    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    // Entitize keeps a carriage return in a description what it is; the declaration would claim UTF-16.
    private static readonly XmlWriterSettings Writing = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
        ConformanceLevel = ConformanceLevel.Auto,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="XmlException">It is not well-formed, has a DTD, or exceeds <see cref="MaxLength"/> or <see cref="MaxDepth"/>.</exception>
    public static XDocument Parse(string xml) => Parse(xml, LoadOptions.PreserveWhitespace);

    /// <summary>As <see cref="Parse(string)"/>; its nodes know their lines, <see cref="IXmlLineInfo"/>.</summary>
    /// <inheritdoc cref="Parse(string)"/>
    public static XDocument ParseWithLines(string xml) => Parse(xml, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);

    private static XDocument Parse(string xml, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(xml);
        if (xml.Length > MaxLength)
            throw new XmlException($"The XML text has {xml.Length} characters; at most {MaxLength} are read.");
        RefuseDepth(xml);
        using var reader = XmlReader.Create(new StringReader(xml), Reading);
        return XDocument.Load(reader, options);
    }

    /// <summary>Reads a document whose root element must have the given name, and returns that root.</summary>
    /// <exception cref="XmlException">As for <see cref="Parse(string)"/>, or the root has another name.</exception>
    public static XElement ParseRoot(string xml, string name)
    {
        var root = Parse(xml).Root!;
        return root.Name == name
            ? root
            : throw new XmlException($"The XML text is not a <{name}> but a <{root.Name.LocalName}>.");
    }

    /// <summary>The root of a new document, in which views lay out what they write.</summary>
    internal static XElement NewRoot(string name) => new XDocument(new XElement(name)).Root!;

    /// <summary>As <see cref="ParseRoot"/>, for text that may be missing or broken: false instead of an exception.</summary>
    public static bool TryParseRoot(string? xml, string name, [NotNullWhen(true)] out XElement? root)
    {
        root = null;
        try
        {
            root = string.IsNullOrEmpty(xml) ? null : ParseRoot(xml, name);
        }
        catch (XmlException)
        {
            // Invalid XML: return false.
        }
        return root is not null;
    }

    /// <summary>Writes a document or element as it stands, without adding or removing blanks.</summary>
    public static string Format(XNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Writing))
            node.WriteTo(writer);
        return text.ToString();
    }

    // Checks the depth by a streaming reader, so that no tree is built for a text that is too deep.
    private static void RefuseDepth(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), Reading);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth >= MaxDepth)
                throw new XmlException($"The XML text nests deeper than {MaxDepth} elements.");
        }
    }
}
