using static WebConsole.Text.ShellText;

namespace WebConsole.Hosting.Files;

/// <summary>
/// Whether a file is out of the reach of this machine's other users: neither it nor a directory or link on the way to it
/// can be changed, or replaced, by anyone but root and us.
/// </summary>
internal static class FileTrust
{
    private const int MostLinks = 40;

    /// <summary>
    /// What is wrong, and what mends it, or <c>null</c>. What is not there yet nobody has prepared. The way is gone as the
    /// kernel goes it, so that a link is looked at as well as the place that it leads to.
    /// </summary>
    public static string? Problem(string path)
    {
        var (here, ahead, links) = ("/", new Stack<string>(Parts(path)), 0);
        if (FileFacts.Of(here) is { } root && Flaw(here, root) is { } wrong)
            return wrong;
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                here = Path.GetDirectoryName(here) ?? "/";
                continue;
            }
            var next = Path.Combine(here, part);
            if (FileFacts.Of(next) is not { } facts)
                return null;
            if (Flaw(next, facts) is { } flaw)
                return flaw;
            if (!facts.IsLink)
            {
                here = next;
                continue;
            }
            if (++links > MostLinks || new FileInfo(next).LinkTarget is not { } target)
                return $"{path} leads through too many links";
            here = target.StartsWith('/') ? "/" : here;
            foreach (var other in Parts(target))
                ahead.Push(other);
        }
        return null;
    }

    private static string? Flaw(string path, FileFacts facts) =>
        !facts.IsOursOrRoots
            ? $"{path} belongs to {facts.OwnerName}, who could put other things in its place; name another place, or after a look at what is there: chown -h root: {Quote(path)}"
        : facts.OthersMayWrite && !(facts.IsDirectory && facts.Rights.HasFlag(UnixFileMode.StickyBit))
            ? $"others may write to {path} (mode {facts.Octal}); after a look at what is there: chmod go-w {Quote(path)}"
        : null;

    /// <summary>The last first, for a stack.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
