namespace WebConsole.Text;

/// <summary>Bounds texts that are kept or shown.</summary>
public static class CutText
{
    /// <summary>The text with at most <paramref name="most"/> characters; the last one is "…" where the rest was cut off.</summary>
    public static string To(string text, int most)
    {
        if (text.Length <= most)
            return text;
        // Between characters, never inside a surrogate pair.
        var end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
