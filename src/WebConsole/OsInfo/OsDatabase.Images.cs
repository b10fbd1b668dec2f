using System.Text.RegularExpressions;

namespace WebConsole.OsInfo;

// Disk images by the names of their files.
public sealed partial class OsDatabase
{
    /// <summary>What a longer name is not looked at for.</summary>
    private const int LongestFileName = 255;

    /// <summary>Names in files that differ from the data's for the distribution.</summary>
    private static readonly (string Name, string Distribution)[] OtherNames =
        [("alpine", "alpinelinux"), ("arch", "archlinux"), ("oraclelinux", "ol"), ("oracle linux", "ol"), ("red hat enterprise linux", "rhel"), ("leap", "opensuse"), ("tumbleweed", "opensuse"), ("nixos", "nixos")];

    /// <summary>Releases that older data do not have: files and folders tell them by a word alone.</summary>
    private static readonly (string Codename, string Distribution, string Version)[] NewerCodenames =
    [
        ("bookworm", "debian", "12"), ("trixie", "debian", "13"), ("forky", "debian", "14"), ("lunar", "ubuntu", "23.04"), ("mantic", "ubuntu", "23.10"),
        ("noble", "ubuntu", "24.04"), ("oracular", "ubuntu", "24.10"), ("plucky", "ubuntu", "25.04"), ("questing", "ubuntu", "25.10"), ("resolute", "ubuntu", "26.04"),
    ];

    private readonly Lazy<ILookup<string, (Os Os, OsImage Image)>> _images = new(() => systems
        .SelectMany(os => os.Images.Select(image => (os, image))).ToLookup(each => each.image.FileName, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// What is in a disk image, by the name that its makers gave it: "debian-12-generic-amd64.qcow2". <c>null</c> for a name that
    /// tells nothing.
    /// </summary>
    public OsImageMatch? IdentifyImage(string fileName)
    {
        if (fileName.Length > LongestFileName)
            return null;
        if (IgnitionImage.Is(fileName))
            return All.FirstOrDefault(os => os.ShortId == "fedora-coreos-stable") is { } coreOs && Stands(fileName, "fedora-coreos") >= 0 ? new OsImageMatch(coreOs, ArchitectureName.In(fileName)) { HasCloudInit = false } : null;
        if (_images.Value[fileName].ToArray() is [var known, ..] same && same.All(other => other.Os == known.Os))
            return new OsImageMatch(known.Os, known.Image.Architecture) { HasCloudInit = known.Image.HasCloudInit };
        return Named(fileName) is var (release, version)
            ? new OsImageMatch(release.Os, ArchitectureName.In(fileName)) { IsNearest = release.IsNearest, Version = version, HasCloudInit = HasCloudInit(fileName, release.Os, version) }
            : null;
    }

    /// <summary>The release that a name tells by its short name, its codename, or by distribution and version.</summary>
    private (OsRelease Release, string? Version)? Named(string fileName)
    {
        if (All.Where(os => os.ShortId is { Length: > 3 } id && Stands(fileName, id) >= 0).MaxBy(os => os.ShortId!.Length) is { } byId)
            return (new OsRelease(byId, IsNearest: false), byId.Version);
        if (fileName.IndexOf('-', StringComparison.Ordinal) is > 0 and var end && OfCodename(fileName[..end]) is { } byCodename)
            return byCodename;
        // The versions of Windows are not those of its names.
        var named = All.Where(os => os.Family?.StartsWith("win", StringComparison.Ordinal) is not true).Select(os => os.Distribution).OfType<string>().Distinct().Select(name => (Name: name, Distribution: name)).Concat(OtherNames)
            .Select(each => (each.Name, each.Distribution, At: Stands(fileName, each.Name))).Where(each => each.At >= 0)
            .OrderByDescending(each => each.Name.Length).FirstOrDefault();
        if (named.Name is null)
            return null;
        var version = FileVersion().Match(fileName, named.At + named.Name.Length) is { Success: true } found ? found.Value : null;
        return (Nearest(named.Distribution, version) ?? Nearest(named.Distribution, null)) is { } release ? (release, version) : null;
    }

    /// <summary>The release that has a word for its codename: "bookworm", and "jammy" of "Jammy Jellyfish".</summary>
    private (OsRelease Release, string? Version)? OfCodename(string word)
    {
        if (word.Length > 3 && All.FirstOrDefault(os => os.Codename?.Split(' ')[0].Equals(word, StringComparison.OrdinalIgnoreCase) == true) is { } known)
            return (new OsRelease(known, IsNearest: false), known.Version);
        var newer = NewerCodenames.FirstOrDefault(each => each.Codename.Equals(word, StringComparison.OrdinalIgnoreCase));
        return newer.Codename is not null && Nearest(newer.Distribution, newer.Version) is { } release ? (release, newer.Version) : null;
    }

    /// <summary>Whether it has cloud-init, as the image of the release with the same name but for the version has.</summary>
    private bool? HasCloudInit(string fileName, Os os, string? version)
    {
        if (version is null || os.Version is null)
            return null;
        var name = fileName.Replace(version, os.Version, StringComparison.Ordinal);
        return _images.Value[name].Where(known => known.Os == os).Select(known => (bool?)known.Image.HasCloudInit).FirstOrDefault();
    }

    /// <summary>Where a name stands that is no part of a longer word; -1 for nowhere. A number may follow it.</summary>
    internal static int Stands(string fileName, string name)
    {
        for (var at = fileName.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = fileName.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(fileName[at - 1])) && (end == fileName.Length || !(char.IsDigit(name[^1]) ? char.IsLetterOrDigit(fileName[end]) : char.IsLetter(fileName[end]))))
                return at;
        }
        return -1;
    }

    // No number of an architecture or a format, and no date: 12 of debian-12, 3.19.1 of alpine-3.19.1, 8 of OL8U7, 10 of alt-p10.
    [GeneratedRegex(@"(?<![0-9.]|amd|x|x86_|arm|aarch|i|ppc|s|riscv|qcow)[0-9]{1,3}(\.[0-9]{1,3}){0,2}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FileVersion();
}
