using System.Text.RegularExpressions;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// libvirt's schema refuses the definition. libvirt may still accept it, so it can be saved after a warning.
/// </summary>
/// <param name="said">libvirt's words, without secrets.</param>
public sealed partial class DefinitionSchemaException(string said, Exception? inner = null)
    : DefinitionException(said, "See whether the element is right. What the schema does not know, libvirt may still take: it can be saved in spite of it.", inner)
{
    /// <summary>The innermost element that libvirt names; libvirt gives no line number.</summary>
    public string? Element { get; } = ElementOf(said);

    private static string? ElementOf(string said) =>
        Inside().Match(said) is { Success: true } inside ? inside.Groups[1].Value
        : Whole().Match(said) is { Success: true } whole ? whole.Groups[1].Value : null;

    [GeneratedRegex(@"for element ([\w:.-]+)")]
    private static partial Regex Inside();

    [GeneratedRegex(@"[Ee]lement ([\w:.-]+)")]
    private static partial Regex Whole();
}
