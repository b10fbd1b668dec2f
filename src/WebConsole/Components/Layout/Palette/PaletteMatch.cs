using System.Collections.Immutable;
using WebConsole.Components.Shared;

namespace WebConsole.Components.Layout.Palette;

/// <summary>
/// The text typed into the palette, and its match with an entry. Only the beginning of a long text is used.
/// </summary>
public sealed class PaletteMatch
{
    /// <summary>The most words that are used: each is searched in each entry, at each typed letter.</summary>
    public const int MostWords = 10;

    private readonly ImmutableArray<string> _words;
    private readonly string _text;

    public PaletteMatch(string typed)
    {
        var counts = typed.Length > FilterField.Longest ? typed[..FilterField.Longest] : typed;
        _words = [.. counts.Split((char[]?)null, MostWords + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
        _text = string.Join(' ', _words);
    }

    public bool IsEmpty => _words.IsEmpty;

    /// <summary>Whether <paramref name="name"/> contains one of the words.</summary>
    public bool Touches(string name) => _words.Any(word => Has(name, word));

    /// <summary>Whether the whole of <paramref name="name"/> stands in the text.</summary>
    public bool Spells(string name) => name.Length > 0 && Has(_text, name);

    /// <summary>How well <paramref name="entry"/> matches; <c>null</c> if it lacks one of the words.</summary>
    public PaletteRank? RankOf(PaletteEntry entry)
    {
        var rank = PaletteRank.Words;
        foreach (var word in _words)
        {
            if (Begins(entry.Name, word) || (entry.Verb is { } verb && Begins(verb, word)))
                continue;
            if (!Has(entry.Name, word) && !Has(entry.Verb ?? "", word) && !Has(entry.Also, word))
                return null;
            rank = PaletteRank.Parts;
        }
        var title = entry.Title;
        if (!title.StartsWith(_text, StringComparison.OrdinalIgnoreCase))
            return rank;
        return title.Length == _text.Length ? PaletteRank.Exact : PaletteRank.Prefix;
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="word"/> begins a word of <paramref name="text"/>.</summary>
    private static bool Begins(string text, string word)
    {
        for (var at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(word[0]))
                return true;
        }
        return false;
    }
}
