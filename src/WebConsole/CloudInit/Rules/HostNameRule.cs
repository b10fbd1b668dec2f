using System.Text.RegularExpressions;

namespace WebConsole.CloudInit.Rules;

/// <summary>A host name, with or without a domain, as RFC 1123 has it.</summary>
internal static partial class HostNameRule
{
    /// <summary>The most letters that Linux keeps of a host name.</summary>
    public const int MostOfLinux = 64;

    private const int Most = 253;

    public static string? Mistake(string? name) =>
        string.IsNullOrEmpty(name) ? null
        : name.Length > Most ? $"At most {Most} letters."
        : !Name().IsMatch(name) ? "At most 63 letters, digits and hyphens, and no hyphen at the ends; with a domain, the same between its dots."
        : Digits().IsMatch(name) ? "Also letters: digits alone are taken for an address."
        : null;

    // Without IgnoreCase, which takes the Kelvin sign for a k.
    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9.]+\z")]
    private static partial Regex Digits();
}
