using WebConsole.OsInfo.Trees;
using WebConsole.Text;

namespace WebConsole.OsInfo;

// Installation trees, by their addresses and by what they say of themselves.
public sealed partial class OsDatabase
{
    /// <summary>Mirrors have other hosts, and other folders before these: <c>dists/bullseye/main/installer-amd64</c>.</summary>
    private const int PartsThatTell = 4;

    private readonly Lazy<ILookup<string, (Os Os, OsTree Tree)>> _trees = new(() => systems
        .SelectMany(os => os.Trees.Where(tree => tree.Url is not null).Select(tree => (os, tree))).ToLookup(each => EndOf(each.tree.Url!), StringComparer.OrdinalIgnoreCase));

    /// <summary>What is in an installation tree, by its address alone: nothing is asked. <c>null</c> for an address that tells nothing.</summary>
    public OsTreeMatch? IdentifyTree(string url)
    {
        if (url.Length > LongestFileName || !Uri.TryCreate(url, UriKind.Absolute, out var address))
            return null;
        var path = $"{address.IdnHost}{address.AbsolutePath}";
        var named = Named(path);
        if (KnownTree(url, path, named?.Release.Os.Distribution) is { } known)
            return known;
        if (path.Split('/').Select(OfCodename).FirstOrDefault(release => release is not null) is var (codenamed, itsVersion))
            return new OsTreeMatch(codenamed.Os, null, codenamed.IsNearest) { Version = itsVersion };
        return named is var (release, version) ? new OsTreeMatch(release.Os, null, release.IsNearest) { Version = version } : null;
    }

    /// <summary>Several distributions have the same folders, <c>9/BaseOS/x86_64/os</c>: then the rest of the address has to tell which.</summary>
    private OsTreeMatch? KnownTree(string url, string path, string? distribution)
    {
        var known = _trees.Value[EndOf(url)].OrderByDescending(known => known.Os.Released).ToArray();
        var named = known.Where(each => each.Os.Distribution is { } its && Stands(path, its) >= 0).ToArray();
        var meant = named is not [] ? named : known.All(each => each.Os.Distribution == (distribution ?? known[0].Os.Distribution)) ? known : [];
        return meant is [var (os, tree), ..] ? new OsTreeMatch(os, tree, IsNearest: false) : null;
    }

    /// <summary>What a tree says that it is; of an unknown release, what comes nearest. <c>null</c> where the data know nothing of it.</summary>
    public OsTreeMatch? IdentifyTree(TreeInfo info)
    {
        var fitting = All.SelectMany(os => os.Trees.Where(tree => tree.Fits(info)).Select(tree => new OsTreeMatch(os, tree, IsNearest: false)))
            .OrderByDescending(match => match.Tree!.Weight).ThenByDescending(match => match.Tree!.Family?.Text.Length ?? 0).ThenByDescending(match => match.Os.Version, NaturalOrder.Instance).ToArray();
        if (fitting.FirstOrDefault(match => match.Tree!.Version is not null) is { } exact)
            return exact;
        // Releases whose trees would say the same but for the version.
        if (info.Version is { } version && NearestOf([.. All.Where(os => HasNumber(os) && os.Trees.Any(tree => tree.Fits(info with { Version = os.Version })))], version) is { } release)
            return new OsTreeMatch(release.Os, null, release.IsNearest) { Version = version };
        return fitting is [var loose, ..] ? loose
            : Named($"{info.Family} {info.Version}") is var (named, its) ? new OsTreeMatch(named.Os, null, named.IsNearest) { Version = its } : null;
    }

    private static string EndOf(string url) => string.Join('/', url.Split('?')[0].TrimEnd('/').Split('/').TakeLast(PartsThatTell));
}
