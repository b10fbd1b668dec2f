using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.OsInfo.Data;

/// <summary>
/// Reads the operating systems of osinfo-db's files. The files are data of others: whatever is too long, too much or not as it
/// should be is left out, and no exception.
/// </summary>
internal static class OsReader
{
    /// <summary>In characters.</summary>
    private const int LongestText = 200, LongestPattern = 1_000;

    /// <summary>Of one system.</summary>
    private const int MostMedia = 300, MostResources = 32, MostBases = 8;

    /// <summary>Those of one file.</summary>
    public static ImmutableArray<Os> Read(string xml) => SafeXml.TryParseRoot(xml, "libosinfo", out var root)
        ? [.. root.Elements("os").Select(ReadOs).OfType<Os>()]
        : [];

    /// <summary>Of several files; what a later one says of a system completes what an earlier one does.</summary>
    public static OsDatabase Join(IEnumerable<Os> systems)
    {
        var byId = new Dictionary<string, Os>(StringComparer.Ordinal);
        foreach (var os in systems)
            byId[os.Id] = byId.TryGetValue(os.Id, out var known) ? Join(known, os) : os;
        return new OsDatabase(byId.Values);
    }

    private static Os Join(Os known, Os more) => more with
    {
        ShortId = more.ShortId ?? known.ShortId,
        Version = more.Version ?? known.Version,
        Family = more.Family ?? known.Family,
        Distribution = more.Distribution ?? known.Distribution,
        Vendor = more.Vendor ?? known.Vendor,
        Released = more.Released ?? known.Released,
        EndOfLife = more.EndOfLife ?? known.EndOfLife,
        Bases = [.. more.Bases.Union(known.Bases).Take(MostBases)],
        Media = [.. known.Media.Concat(more.Media).Take(MostMedia)],
        Resources = [.. more.Resources.Concat(known.Resources).Take(MostResources)],
    };

    private static Os? ReadOs(XElement os)
    {
        if (Attribute(os, "id") is not { } id || Text(os, "name") is not { } name)
            return null;
        var editions = os.Elements("variant").Where(variant => Attribute(variant, "id") is not null)
            .DistinctBy(variant => Attribute(variant, "id")).ToDictionary(variant => Attribute(variant, "id")!, variant => Text(variant, "name"));
        return new Os(id)
        {
            Name = name,
            ShortId = Text(os, "short-id"),
            Version = Text(os, "version"),
            Family = Text(os, "family"),
            Distribution = Text(os, "distro"),
            Vendor = Text(os, "vendor"),
            Released = Date(os, "release-date"),
            EndOfLife = Date(os, "eol-date"),
            Bases = [.. os.Elements("clones").Concat(os.Elements("derives-from")).Select(other => Attribute(other, "id")).OfType<string>().Take(MostBases)],
            Media = [.. os.Elements("media").Select(media => ReadMedium(media, editions)).OfType<OsMedium>().Take(MostMedia)],
            Resources = [.. os.Elements("resources").Select(ReadResources).Take(MostResources)],
        };
    }

    private static OsMedium? ReadMedium(XElement media, Dictionary<string, string?> editions)
    {
        if (media.Element("iso") is not { } iso)
            return null;
        var variants = media.Elements("variant").Select(variant => Attribute(variant, "id")).OfType<string>().ToArray();
        var medium = new OsMedium(Attribute(media, "arch") ?? OsResources.AnyArchitecture, Pattern(iso, "volume-id"))
        {
            SystemId = Pattern(iso, "system-id"),
            PublisherId = Pattern(iso, "publisher-id"),
            ApplicationId = Pattern(iso, "application-id"),
            VolumeBytes = Number(iso, "volume-size"),
            IsLive = Attribute(media, "live") is "true",
            Edition = variants is [var only] ? editions.GetValueOrDefault(only) : null,
        };
        return medium.IsSpecific ? medium : null;
    }

    private static OsResources ReadResources(XElement resources) =>
        new(Attribute(resources, "arch") ?? OsResources.AnyArchitecture, Needs(resources.Element("minimum")), Needs(resources.Element("recommended")));

    private static OsNeeds Needs(XElement? needs) => needs is null ? OsNeeds.Unknown
        : new(Number(needs, "ram"), Number(needs, "n-cpus") is > 0 and < 10_000 and var cpus ? (int)cpus : null, Number(needs, "storage"));

    // The name without a language is English.
    private static string? Text(XElement parent, string name, int longest = LongestText) =>
        parent.Elements(name).FirstOrDefault(element => element.Attribute(XNamespace.Xml + "lang") is null)?.Value.Trim() is { Length: > 0 } text && text.Length <= longest ? text : null;

    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value is { Length: > 0 and <= LongestText } value ? value : null;

    private static LabelPattern? Pattern(XElement iso, string name) => Text(iso, name, LongestPattern) is { } pattern ? new LabelPattern(pattern) : null;

    private static long? Number(XElement parent, string name) => long.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateOnly? Date(XElement parent, string name) => DateOnly.TryParseExact(Text(parent, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
