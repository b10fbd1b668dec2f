using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// A definition as the history keeps it: without secrets, and without figures that change by themselves. libvirt leaves its own
/// secrets out; what stands in places where secrets usually stand is masked too, and what looks like one among what it passes on.
/// </summary>
internal static class KeptDefinition
{
    /// <param name="kind">What it defines.</param>
    /// <param name="shown">The definition as libvirt tells it without secrets.</param>
    public static string Of(ObjectKind kind, string shown)
    {
        var known = DefinitionKind.Of(kind);
        var mayBeAsItIs = known.Figures.Count == 0 && !DefinitionSecrets.MayHold(shown);
        if (mayBeAsItIs && !PassedOnSecrets.MayBeIn(shown))
            return shown;
        try
        {
            var root = SafeXml.ParseRoot(shown, known.Root);
            known.RemoveFigures(root);
            var kept = DefinitionSecrets.Of(root, root).Masked(root);
            return !PassedOnSecrets.Mask(kept) && mayBeAsItIs ? shown : SafeXml.Format(kept);
        }
        catch (XmlException)
        {
            // libvirt lets metadata through that no XML parser takes, and that may hold anything.
            return DefinitionSecrets.Mark;
        }
    }

    /// <summary>The same where it is read from a definition that has been parsed, as for a comparison; <c>null</c> where it can't be.</summary>
    public static XElement? Parse(ObjectKind kind, string kept) => SafeXml.TryParseRoot(kept, DefinitionKind.Of(kind).Root, out var root) ? root : null;

    public static byte[] HashOf(string kept) => SHA256.HashData(Encoding.UTF8.GetBytes(kept));

    /// <summary>What changed from one to the other; <c>null</c> where one of them can't be read.</summary>
    public static IReadOnlyList<DefinitionChange>? Changes(ObjectKind kind, string before, string after) =>
        Parse(kind, before) is not { } old || Parse(kind, after) is not { } now ? null
        : Outline(old).ChangesTo(Outline(now)) is { Count: > 0 } changes ? changes
        : [new DefinitionChange("", DefinitionChangeKind.Reordered, null, null)];

    private static DefinitionOutline Outline(XElement root) => DefinitionOutline.Of(root, DefinitionSecrets.Of(root, root), secret => secret);
}
