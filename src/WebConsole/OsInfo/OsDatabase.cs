using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using WebConsole.OsInfo.Media;
using WebConsole.Text;

namespace WebConsole.OsInfo;

/// <summary>The operating systems of osinfo-db. It does not change; <see cref="OsInfoStore"/> has the current one.</summary>
public sealed partial class OsDatabase(IEnumerable<Os> systems)
{
    public static readonly OsDatabase Empty = new([]);

    /// <summary>For one label and all patterns.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FrozenDictionary<string, Os> _byId = systems.ToFrozenDictionary(os => os.Id);

    /// <summary>Where the data were read, what counts most last.</summary>
    public ImmutableArray<OsSource> Sources { get; private init; } = [];

    /// <summary>The newest whole database among them, without what was added file by file.</summary>
    public OsSource? Newest => Sources.LastOrDefault(source => source.Version is not null);

    public ImmutableArray<Os> All => _byId.Values;

    public Os? Find(string id) => _byId.GetValueOrDefault(id);

    internal OsDatabase From(ImmutableArray<OsSource> sources) => new(All) { Sources = sources };

    /// <summary>What is on a medium; of an unknown release, what comes nearest. <c>null</c> if nothing does.</summary>
    public OsMatch? Identify(IsoLabel label) => Fitting(_ => label).Order(Comparer<OsMatch>.Create(BySpecificity)).FirstOrDefault()
        ?? (label.VolumeId is { } words && Version().Match(words) is { Success: true } found ? Nearest(label, words, found) : null);

    /// <summary>
    /// Looks for a release whose medium would have this label if the version in it were its own. So "Debian 12.5.0 amd64 n" is
    /// found as Debian 11, with the right architecture, in data from before Debian 12.
    /// </summary>
    private OsMatch? Nearest(IsoLabel label, string words, Match version)
    {
        var fitting = Fitting(os => WithVersionOf(os, label, words, version)).Order(Comparer<OsMatch>.Create(BySpecificity));
        return NearestTo(version.Value, fitting, match => match.Os.Version) is not { } nearest ? null
            : nearest with { IsNearest = true, Version = nearest.Os.Version?.Contains('.', StringComparison.Ordinal) == true ? version.Value : version.Groups[1].Value };
    }

    private static IsoLabel? WithVersionOf(Os os, IsoLabel label, string words, Match version)
    {
        if (os.Version is not { Length: > 0 and < 16 } its)
            return null;
        var hasMinor = its.Contains('.', StringComparison.Ordinal);
        if (hasMinor && !version.Groups[2].Success)
            return null;
        var said = hasMinor ? version : version.Groups[1];
        return label with { VolumeId = string.Concat(words.AsSpan(0, said.Index), its, words.AsSpan(said.Index + said.Length)), VolumeBytes = null };
    }

    /// <summary>All media that would have the label that <paramref name="labelFor"/> gives for their system.</summary>
    private List<OsMatch> Fitting(Func<Os, IsoLabel?> labelFor)
    {
        var began = Stopwatch.GetTimestamp();
        var fitting = new List<OsMatch>();
        foreach (var os in All)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                break;
            if (labelFor(os) is { } its)
                fitting.AddRange(os.Media.Where(medium => medium.Fits(its)).Select(medium => new OsMatch(os, medium)));
        }
        return fitting;
    }

    /// <summary>The more specific one first; of two equals the newer system.</summary>
    private static int BySpecificity(OsMatch one, OsMatch other)
    {
        var (first, second) = ((one.Medium.Weight, one.Medium.VolumeId?.Text.Length ?? 0), (other.Medium.Weight, other.Medium.VolumeId?.Text.Length ?? 0));
        return first != second ? second.CompareTo(first) : NaturalOrder.Instance.Compare(Age(other.Os), Age(one.Os));

        static string Age(Os os) => string.Create(CultureInfo.InvariantCulture, $"{os.Released:yyyy-MM-dd} {os.Version} {os.Id}");
    }

    // 12, 24.04; of 12.5.0 the first two.
    [GeneratedRegex(@"([0-9]{1,4})(\.[0-9]{1,4})?", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
