using System.Collections.Immutable;
using WebConsole.Components.Shared;

namespace WebConsole.Components.Layout.Palette;

/// <summary>What was typed into the palette, and how well an entry answers it. Of a longer text the beginning counts.</summary>
public sealed class PaletteMatch
{
    /// <summary>Words that count: each is looked for in each entry, at each letter typed.</summary>
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

    /// <summary>Whether one of the words stands in <paramref name="name"/>.</summary>
    public bool Touches(string name) => _words.Any(word => Has(name, word));

    /// <summary>How well <paramref name="entry"/> answers; <c>null</c> where a word is nowhere in it.</summary>
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
