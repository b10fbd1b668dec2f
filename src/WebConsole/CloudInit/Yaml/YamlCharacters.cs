namespace WebConsole.CloudInit.Yaml;

/// <summary>The characters that YAML allows, which PyYAML checks and YamlDotNet does not.</summary>
/// <seealso href="https://yaml.org/spec/1.1/#c-printable"/>
internal static class YamlCharacters
{
    /// <summary>The first one that is not allowed, and where it is.</summary>
    public static YamlProblem? Mistake(string text)
    {
        var (line, column) = (1, 1);
        for (var at = 0; at < text.Length; at++, column++)
        {
            var isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
            if (!isPair && !IsAllowed(text[at]))
                return new YamlProblem(line, column, $"YAML has no character U+{(int)text[at]:X4}: write it as an escape in double quotes.");
            if (isPair)
                at++;
            else if (text[at] is '\n')
                (line, column) = (line + 1, 0);
        }
        return null;
    }

    /// <summary>The text with U+FFFD for each half of a pair of surrogates, which YAML can't say in any way.</summary>
    public static string Whole(string text) => string.Concat(text.EnumerateRunes());

    private static bool IsAllowed(char letter) => letter is '\t' or '\n' or '\r' or '\u0085' or >= ' ' and <= '~' or >= '\u00a0' and < '\ud800' or >= '\ue000' and <= '\ufffd';
}
