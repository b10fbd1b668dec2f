using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Security;

/// <summary>
/// Decides what a user may read of a definition; no other code does. Users who may operate the object read everything
/// that libvirt returns without secrets. Other users read only elements and attributes that are known to hold no
/// secrets, and <see cref="Mark"/> for the rest: settings that libvirt only passes on (arguments and environment of
/// QEMU, mount options), data for the guest's start, metadata of other programs, and all names that this list does not
/// know yet.
/// </summary>
public static partial class DefinitionMask
{
    /// <summary>The text that replaces a hidden value.</summary>
    public const string Mark = "••••";

    // A shorter value is no secret, and is part of many words.
    private const int ShortestHidden = 4;

    // The shortest part of a value that is hidden; shorter parts are numbers and everyday words.
    private const int ShortestPart = 8;

    private static readonly XNamespace LibOsInfo = "http://libosinfo.org/xmlns/libvirt/domain/1.0";

    /// <summary>
    /// The definition as far as someone may read it who may operate the object or only see it; the same text if nothing
    /// is hidden.
    /// </summary>
    public static string For(bool operates, string definition)
    {
        if (operates || string.IsNullOrWhiteSpace(definition))
            return definition;
        return Parse(definition) is not { } document ? Mark
            : Hide(document).Count == 0 ? definition
            : SafeXml.Format(document);
    }

    /// <summary>
    /// Removes from a message about the object the values that <see cref="For"/> hides from viewers: QEMU's errors
    /// quote its command line, and tasks and the audit log keep them.
    /// </summary>
    public static string HideIn(string message, string? definition)
    {
        if (definition is null || Parse(definition) is not { } document)
            return message;
        // Never passed to a hypervisor, and full of everyday words.
        document.Root!.Elements("metadata").Remove();
        var hidden = Hide(document).SelectMany(Secrets);
        var shown = document.Descendants().SelectMany(Values).ToHashSet();
        // libvirt doubles commas in arguments.
        return hidden.Except(shown).SelectMany(value => new[] { value, value.Replace(",", ",,", StringComparison.Ordinal) })
            .OrderByDescending(value => value.Length)
            .Aggregate(message, (text, value) => text.Replace(value, Mark, StringComparison.Ordinal));
    }

    private static XDocument? Parse(string definition)
    {
        try
        {
            return SafeXml.Parse(definition);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Masks the document and returns the hidden values.</summary>
    private static List<string> Hide(XDocument document)
    {
        var hidden = new List<string>();
        foreach (var node in document.DescendantNodes().Where(node => node is XComment or XProcessingInstruction).ToArray())
        {
            hidden.Add((node as XComment)?.Value ?? ((XProcessingInstruction)node).Data);
            node.Remove();
        }
        Hide(document.Root!, hidden, isMetadata: false);
        return hidden;
    }

    private static void Hide(XElement element, List<string> hidden, bool isMetadata)
    {
        if (element.Name.Namespace != (isMetadata ? LibOsInfo : XNamespace.None))
        {
            HideWhole(element, hidden);
            return;
        }
        foreach (var attribute in element.Attributes().Where(attribute => !MayShow(attribute, isMetadata)))
        {
            hidden.Add(attribute.Value);
            attribute.Value = Mark;
        }
        foreach (var text in element.Nodes().OfType<XText>().Where(text => !string.IsNullOrWhiteSpace(text.Value) && !MayShowText(element, isMetadata)))
        {
            hidden.Add(text.Value);
            text.Value = Mark;
        }
        foreach (var child in element.Elements())
            Hide(child, hidden, isMetadata || element.Name == "metadata");
    }

    // The number of hidden children is hidden too.
    private static void HideWhole(XElement element, List<string> hidden)
    {
        var values = element.DescendantsAndSelf().SelectMany(Values).ToArray();
        if (values.Length == 0)
            return;
        hidden.AddRange(values);
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Remove();
        element.ReplaceNodes(new XText(Mark));
    }

    // libosinfo's name of the operating system.
    private static bool MayShow(XAttribute attribute, bool isMetadata) => attribute.IsNamespaceDeclaration
        || (attribute.Name.Namespace == XNamespace.None && (isMetadata ? attribute.Name == "id" : Attributes.Contains(attribute.Name.LocalName)));

    private static bool MayShowText(XElement element, bool isMetadata) => !isMetadata && Texts.Contains(element.Name.LocalName);

    private static IEnumerable<string> Values(XElement element) => element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
        .Select(attribute => attribute.Value)
        .Concat(element.Nodes().OfType<XText>().Select(text => text.Value).Where(text => !string.IsNullOrWhiteSpace(text)));

    /// <summary>A hidden value, and its parts between commas and equals signs, because QEMU quotes either.</summary>
    private static IEnumerable<string> Secrets(string value) =>
        value.Split(',', '=').Select(part => part.Trim()).Where(part => part.Length >= ShortestPart)
            .Append(value.Trim()).Where(secret => secret.Length >= ShortestHidden && !IsOption(secret)).Distinct();

    /// <summary>Whether it is the name of one of QEMU's options, such as <c>-device</c>, which an error needs to be understood.</summary>
    private static bool IsOption(string value) => value[0] == '-' && QemuOptions.Contains(value.TrimStart('-'));
}
