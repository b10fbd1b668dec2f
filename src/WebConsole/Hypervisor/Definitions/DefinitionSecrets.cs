using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Finds the values of a definition that nobody may see, not even administrators: those that libvirt itself hides
/// (found by reading the definition with and without secrets), and all values in places where libvirt keeps secrets,
/// for definitions that were only just written.
/// </summary>
internal sealed class DefinitionSecrets
{
    public const string Mark = DefinitionMask.Mark;

    // VNC's and SPICE's passwords, cookies of disks by HTTP; the other words in case of newer ones.
    private static readonly string[] Places = ["passwd", "password", "passphrase", "cookie"];

    private readonly HashSet<string> _values;

    private DefinitionSecrets(HashSet<string> values) => _values = values;

    /// <param name="complete">The definition as read with secrets.</param>
    /// <param name="plain">The same without.</param>
    public static DefinitionSecrets Of(XElement complete, XElement plain)
    {
        var hidden = Values(complete).ToHashSet();
        hidden.ExceptWith(Values(plain));
        return new DefinitionSecrets(hidden);
    }

    /// <summary>Whether a text may have a place of secrets; false only where it has none.</summary>
    public static bool MayHold(string text) => Places.Any(place => text.Contains(place, StringComparison.OrdinalIgnoreCase));

    public bool Covers(XObject node) => node switch
    {
        XAttribute attribute => Covers(attribute.Name.LocalName, attribute.Value),
        XElement element => Covers(element.Name.LocalName, OwnText(element)),
        _ => false,
    };

    /// <summary>The definition as it may be shown.</summary>
    public XElement Masked(XElement root)
    {
        var copy = Copy(root);
        foreach (var (_, _, node) in DefinitionOutline.Walk(copy).ToList())
        {
            if (DefinitionOutline.ValueOf(node) is null || !Covers(node))
                continue;
            if (node is XAttribute attribute)
                attribute.Value = Mark;
            else
                SetText((XElement)node, Mark);
        }
        foreach (var comment in copy.DescendantNodes().OfType<XComment>().Where(comment => _values.Any(value => comment.Value.Contains(value, StringComparison.Ordinal))).ToList())
            comment.Remove();
        return copy;
    }

    /// <summary>
    /// Replaces each mark in a text that a user edited by the secret that <paramref name="before"/> has at the same path.
    /// </summary>
    /// <exception cref="DefinitionException">There is a mark in a place that had no secret.</exception>
    public static void PutBack(XElement edited, XElement before)
    {
        Dictionary<string, XObject>? known = null;
        foreach (var (path, _, node) in DefinitionOutline.Walk(edited).ToList())
        {
            if (DefinitionOutline.ValueOf(node) != Mark)
                continue;
            known ??= DefinitionOutline.Walk(before).ToDictionary(place => place.Path, place => place.Node);
            if (!known.TryGetValue(path, out var old) || DefinitionOutline.ValueOf(old) is not { } value)
                throw new DefinitionException($"At {path} stands {Mark}, and no secret stood there before.", "Write the secret itself, or leave it out.");
            if (node is XAttribute attribute)
                attribute.Value = value;
            else
                SetText((XElement)node, value);
        }
    }

    /// <summary>
    /// Removes from a message all values that stand where definitions keep secrets, even if the same value also stands
    /// in a public place.
    /// </summary>
    public static string HideIn(string message, params string[] definitions) => definitions
        .SelectMany(text => DefinitionOutline.Walk(SafeXml.Parse(text).Root!))
        .Where(place => IsPlace(place.Node))
        .Select(place => DefinitionOutline.ValueOf(place.Node))
        .OfType<string>().OrderByDescending(value => value.Length)
        .Aggregate(message, SecretValue.HideIn);

    /// <summary>The secrets that somebody has written into a definition.</summary>
    public static IEnumerable<string> WrittenIn(XElement root) => DefinitionOutline.Walk(root).Where(place => IsPlace(place.Node))
        .Select(place => DefinitionOutline.ValueOf(place.Node)).OfType<string>().Where(value => value.Length > 0 && value != Mark);

    private bool Covers(string name, string value) => IsPlace(name) || _values.Contains(value);

    /// <summary>Whether it stands where definitions keep secrets.</summary>
    public static bool IsPlace(XObject node) => IsPlace(node is XAttribute attribute ? attribute.Name.LocalName : ((XElement)node).Name.LocalName);

    private static bool IsPlace(string name) => Places.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Values(XElement root) =>
        DefinitionOutline.Walk(root).Select(place => DefinitionOutline.ValueOf(place.Node)).OfType<string>();

    private static string OwnText(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    private static void SetText(XElement element, string value)
    {
        element.Nodes().OfType<XText>().Remove();
        element.AddFirst(new XText(value));
    }

    private static XElement Copy(XElement root) => new XDocument(root).Root!;
}
