using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.OsInfo.Trees;

namespace WebConsole.OsInfo.Data;

/// <summary>
/// Reads the operating systems of osinfo-db's files. The files are data of others: whatever is too long, too much or not as it
/// should be is left out, and no exception.
/// </summary>
internal static partial class OsReader
{
    /// <summary>Of one system.</summary>
    private const int MostMedia = 300, MostResources = 32, MostBases = 8, MostDevices = 200;

    /// <summary>The name of a file's root element.</summary>
    public const string Root = "libosinfo";

    /// <summary>Those of one file.</summary>
    public static ImmutableArray<Os> Read(string xml) => SafeXml.TryParseRoot(xml, Root, out var root)
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
        Codename = more.Codename ?? known.Codename,
        CloudUser = more.CloudUser ?? known.CloudUser,
        Media = [.. known.Media.Concat(more.Media).Take(MostMedia)],
        Images = [.. known.Images.Concat(more.Images).Take(MostMedia)],
        Trees = [.. known.Trees.Concat(more.Trees).Take(MostMedia)],
        Devices = [.. more.Devices.Concat(known.Devices).Take(MostDevices)],
        Firmware = [.. more.Firmware.Concat(known.Firmware).Take(MostResources)],
        Scripts = [.. known.Scripts.Union(more.Scripts).Take(MostResources)],
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
            Codename = Text(os, "codename"),
            Family = Text(os, "family"),
            Distribution = Text(os, "distro"),
            Vendor = Text(os, "vendor"),
            Released = Date(os, "release-date"),
            EndOfLife = Date(os, "eol-date"),
            Bases = [.. os.Elements("clones").Concat(os.Elements("derives-from")).Select(other => Attribute(other, "id")).OfType<string>().Take(MostBases)],
            Media = [.. os.Elements("media").Select(media => ReadMedium(media, editions)).OfType<OsMedium>().Take(MostMedia)],
            Images = [.. os.Elements("image").Select(image => ReadImage(image, editions)).OfType<OsImage>().Take(MostMedia)],
            Trees = [.. os.Elements("tree").Select(ReadTree).Take(MostMedia)],
            Resources = [.. os.Elements("resources").Select(ReadResources).Take(MostResources)],
            Devices = [.. os.Elements("devices").Elements("device").Select(ReadDevice).OfType<OsDevice>().Take(MostDevices)],
            Firmware = [.. os.Elements("firmware").Select(ReadFirmware).OfType<OsFirmware>().Take(MostResources)],
            Scripts = [.. os.Elements("installer").Elements("script").Select(script => Attribute(script, "id")).OfType<string>().Take(MostResources)],
            CloudUser = Text(os, "cloud-image-username"),
        };
    }

    private static OsMedium? ReadMedium(XElement media, Dictionary<string, string?> editions)
    {
        if (media.Element("iso") is not { } iso)
            return null;
        var medium = new OsMedium(Attribute(media, "arch") ?? OsResources.AnyArchitecture, Pattern(iso, "volume-id"))
        {
            SystemId = Pattern(iso, "system-id"),
            PublisherId = Pattern(iso, "publisher-id"),
            ApplicationId = Pattern(iso, "application-id"),
            VolumeBytes = Number(iso, "volume-size"),
            IsLive = Attribute(media, "live") is "true",
            Url = Text(media, "url", LongestUrl),
            Edition = EditionOf(media, editions),
        };
        return medium.IsSpecific ? medium : null;
    }

    private static OsTree ReadTree(XElement tree)
    {
        var info = tree.Element("treeinfo");
        return new OsTree(Attribute(tree, "arch") ?? OsResources.AnyArchitecture)
        {
            Url = Text(tree, "url", LongestUrl),
            Kernel = Text(tree, "kernel"),
            Initrd = Text(tree, "initrd"),
            Family = info is null ? null : Pattern(info, "family"),
            Variant = info is null ? null : Pattern(info, "variant"),
            Version = info is null ? null : Pattern(info, "version"),
        };
    }

    private static OsResources ReadResources(XElement resources) =>
        new(Attribute(resources, "arch") ?? OsResources.AnyArchitecture, Needs(resources.Element("minimum")), Needs(resources.Element("recommended")));

    private static OsNeeds Needs(XElement? needs) => needs is null ? OsNeeds.Unknown
        : new(Number(needs, "ram"), Number(needs, "n-cpus") is > 0 and < 10_000 and var cpus ? (int)cpus : null, Number(needs, "storage"));

    private static OsImage? ReadImage(XElement image, Dictionary<string, string?> editions) =>
        Attribute(image, "arch") is { } architecture && Attribute(image, "format") is { } format && Text(image, "url", LongestUrl) is { } url
            ? new OsImage(architecture, format, Attribute(image, "cloud-init") is "true", url) { Edition = EditionOf(image, editions) }
            : null;

    private static string? EditionOf(XElement element, Dictionary<string, string?> editions) =>
        element.Elements("variant").Select(variant => Attribute(variant, "id")).OfType<string>().Take(2).ToArray() is [var only] ? editions.GetValueOrDefault(only) : null;

    private static OsDevice? ReadDevice(XElement device) => Attribute(device, "id") is { } id ? new OsDevice(id, IsSupported(device)) : null;

    private static OsFirmware? ReadFirmware(XElement firmware) =>
        Attribute(firmware, "type") is { } type ? new OsFirmware(Attribute(firmware, "arch") ?? OsResources.AnyArchitecture, type, IsSupported(firmware)) : null;

    private static bool IsSupported(XElement element) => Attribute(element, "supported") is not "false";
}
