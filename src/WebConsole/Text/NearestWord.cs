namespace WebConsole.Text;

/// <summary>Finds what somebody meant who misspelt a word.</summary>
public static class NearestWord
{
    /// <summary>Longer words are no names of ours, and would take long to compare.</summary>
    private const int Longest = 40;

    /// <summary>The known word that is most like the given one; <c>null</c> if none is.</summary>
    public static string? To(string given, IEnumerable<string> known) => given.Length is 0 or > Longest ? null
        : known.Select(word => (Word: word, Away: Distance(given.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(found => found.Away <= Math.Max(1, Math.Min(given.Length, found.Word.Length) / 3) || IsPart(given, found.Word))
            .OrderBy(found => found.Away).Select(found => found.Word).FirstOrDefault();

    /// <summary>As <c>cpus</c> is of <c>vcpus</c>.</summary>
    private static bool IsPart(string given, string word) => Math.Min(given.Length, word.Length) >= 3
        && (given.Contains(word, StringComparison.OrdinalIgnoreCase) || word.Contains(given, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many letters must be put in, taken out or changed to make the one of the other; two that have changed places count as one.</summary>
    private static int Distance(string one, string other)
    {
        var (before, last, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[other.Length];
    }
}
