namespace WebConsole.Operations;

/// <summary>Free text that may hold a secret, such as a script.</summary>
internal static class SecretText
{
    /// <summary>Shorter parts are no secrets, and shorter words, of letters alone, are such of everyday, which messages need.</summary>
    private const int Shortest = 4, ShortestWord = 12;

    /// <summary>What no message may quote of it: all of it, or one of its parts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">What parts it: a line break, or a blank.</param>
    public static IEnumerable<string> Of(string? text, char separator = '\n') => text is null ? []
        : text.Split(separator, StringSplitOptions.TrimEntries).Prepend(text).Where(part => part.Length >= ShortestWord || (part.Length >= Shortest && !part.All(char.IsLetter))).Distinct();
}
