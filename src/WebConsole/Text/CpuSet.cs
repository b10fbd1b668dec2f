using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WebConsole.Text;

/// <summary>CPUs of a host as libvirt writes them: <c>0-3,^2,8</c>.</summary>
internal static class CpuSet
{
    /// <summary>No host has that many.</summary>
    private const int Most = 16384;

    /// <summary>Reads such a text; false for one that names none.</summary>
    public static bool TryParse(string? text, out ImmutableSortedSet<int> cpus)
    {
        var found = ImmutableSortedSet.CreateBuilder<int>();
        cpus = [];
        foreach (var part in (text ?? "").Split(','))
        {
            var word = part.Trim();
            var (takes, range) = word.StartsWith('^') ? (false, word[1..]) : (true, word);
            var ends = range.Split('-');
            if (ends.Length > 2 || !TryRead(ends[0], out var first) || !TryRead(ends[^1], out var last) || last < first)
                return false;
            if (takes)
                found.UnionWith(Enumerable.Range(first, last - first + 1));
            else
                found.ExceptWith(Enumerable.Range(first, last - first + 1));
        }
        cpus = found.ToImmutable();
        return cpus.Count > 0;
    }

    /// <summary>Writes them in the shortest way: <c>0-1,3,8</c>.</summary>
    public static string Format(IEnumerable<int> cpus)
    {
        var text = new StringBuilder();
        int[] sorted = [.. cpus.Distinct().Order()];
        for (var at = 0; at < sorted.Length;)
        {
            var end = at;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1)
                end++;
            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{sorted[at]}").Append(end > at ? string.Create(CultureInfo.InvariantCulture, $"-{sorted[end]}") : "");
            at = end + 1;
        }
        return text.ToString();
    }

    private static bool TryRead(string text, out int cpu) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out cpu) && cpu < Most;
}
