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
        if (_trees.Value[EndOf(url)].OrderByDescending(known => known.Os.Released).FirstOrDefault() is (not null, _) known)
            return new OsTreeMatch(known.Os, known.Tree, IsNearest: false);
        var path = $"{address.IdnHost}{address.AbsolutePath}";
        var folders = path.Split('/');
        if (All.FirstOrDefault(os => os.Codename?.Split(' ')[0] is { Length: > 3 } word && folders.Contains(word, StringComparer.OrdinalIgnoreCase)) is { } byCodename)
            return new OsTreeMatch(byCodename, null, IsNearest: false);
        return Named(path) is var (release, _) ? new OsTreeMatch(release.Os, null, release.IsNearest) : null;
    }

    /// <summary>What a tree says that it is; <c>null</c> where the data know nothing of it.</summary>
    public OsTreeMatch? IdentifyTree(TreeInfo info) => All.SelectMany(os => os.Trees.Where(tree => tree.Fits(info)).Select(tree => new OsTreeMatch(os, tree, IsNearest: false)))
        .OrderByDescending(match => match.Tree!.Weight).ThenByDescending(match => match.Os.Version, NaturalOrder.Instance).FirstOrDefault();

    private static string EndOf(string url) => string.Join('/', url.Split('?')[0].TrimEnd('/').Split('/')[^PartsThatTell..]);
}
