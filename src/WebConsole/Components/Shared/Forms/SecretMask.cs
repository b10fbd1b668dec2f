using System.Text.RegularExpressions;

namespace WebConsole.Components.Shared.Forms;

/// <summary>Masks secrets in a definition before it is shown.</summary>
public static partial class SecretMask
{
    public const string Dots = "••••";

    public static string Of(string xml) => Element().Replace(Attribute().Replace(xml, $"$1{Dots}$3"), $"$1{Dots}$2");

    // passwd of graphics, and attributes with that name anywhere.
    [GeneratedRegex("""(\b(?:passwd|password|passphrase)\s*=\s*(["']))(?:(?!\2)[^<])*(\2)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();

    [GeneratedRegex("""(<(?:passwd|password|passphrase)(?:\s[^<>]*)?>)[^<]*(</)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Element();
}
