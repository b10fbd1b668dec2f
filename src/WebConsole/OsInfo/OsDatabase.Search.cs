using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebConsole.Text;

namespace WebConsole.OsInfo;

// Systems by words, and by distribution and version.
public sealed partial class OsDatabase
{
    // Not "testing" or "rolling", which are no release that comes before or after another.
    private static bool HasNumber(Os os) => os.Version is [>= '0' and <= '9', ..];

    /// <summary>
    /// The systems that have all these words, or words that begin so, newest first: "deb 12", "win11". Without words, all of them.
    /// </summary>
    public ImmutableArray<Os> Search(string words, int most = 100)
    {
        var wanted = Words().Matches(words).Select(word => word.Value).Take(16).ToArray();
        return [.. All.Where(os => wanted.All(word => Has(os, word)))
            .OrderByDescending(os => os.Released).ThenByDescending(os => os.Version, NaturalOrder.Instance).ThenBy(os => os.Name, NaturalOrder.Instance).Take(most)];
    }

    /// <summary>
    /// A release of a distribution: itself ("12.5" is a release of 12, "8" any release of 8), or the newest before it, or the oldest
    /// after it. Without a version, the newest one. <c>null</c> if nothing is known of the distribution.
    /// </summary>
    public OsRelease? Nearest(string distribution, string? version)
    {
        var all = All.Where(os => string.Equals(os.Distribution, distribution, StringComparison.OrdinalIgnoreCase)).ToArray();
        var numbered = all.Where(HasNumber).ToArray();
        if (version is null)
            return (numbered is [] ? all : numbered).MaxBy(os => (os.Released, os.Id)) is { } newest ? new OsRelease(newest, IsNearest: all.Length > 1) : null;
        return NearestOf(all, version);
    }

    private static OsRelease? NearestOf(IReadOnlyCollection<Os> releases, string version)
    {
        var numbered = releases.Where(HasNumber).ToArray();
        var exact = releases.FirstOrDefault(os => os.Version == version)
            ?? numbered.Where(os => IsPartOf(os.Version!, version)).MaxBy(os => os.Version!.Length)
            ?? numbered.Where(os => IsPartOf(version, os.Version!)).MaxBy(os => os.Version, NaturalOrder.Instance);
        if (exact is not null)
            return new OsRelease(exact, IsNearest: false);
        return NearestTo(version, numbered, os => os.Version) is { } nearest ? new OsRelease(nearest, IsNearest: true) : null;
    }

    private static T? NearestTo<T>(string version, IEnumerable<T> all, Func<T, string?> versionOf) where T : class
    {
        var ordered = all.OrderByDescending(versionOf, NaturalOrder.Instance).ToArray();
        return ordered.FirstOrDefault(one => NaturalOrder.Instance.Compare(versionOf(one), version) <= 0) ?? ordered.LastOrDefault();
    }

    /// <summary>Whether the first is the begin of the second, in whole numbers: 12 of 12.5, and not 1 of 12.</summary>
    private static bool IsPartOf(string major, string version) => version.StartsWith(major + ".", StringComparison.Ordinal);

    private static bool Has(Os os, string word) =>
        Begins(os.Name, word) || Begins(os.ShortId, word) || Begins(os.Distribution, word) || Begins(os.Codename, word) || Begins(os.Vendor, word) || Begins(os.Version, word);

    /// <summary>Whether a word of the text begins so; a number in "win2k19" is a word of its own.</summary>
    private static bool Begins(string? text, string word)
    {
        for (var at = text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) ?? -1; at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !char.IsLetterOrDigit(text![at - 1]) || char.IsDigit(text[at - 1]) != char.IsDigit(text[at]))
                return true;
        }
        return false;
    }

    // A version with its dots, or letters.
    [GeneratedRegex(@"[0-9]+(\.[0-9]+)*|\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
