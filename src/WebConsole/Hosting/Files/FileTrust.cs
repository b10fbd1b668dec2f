using static WebConsole.Text.ShellText;

namespace WebConsole.Hosting.Files;

/// <summary>
/// Checks that other users of this machine can't tamper with a file: only root and our user can change or replace it
/// and each directory and link on its path.
/// </summary>
internal static class FileTrust
{
    private const int MostLinks = 40;

    /// <summary>
    /// What is wrong and how to repair it, or <c>null</c>. A missing file is safe. The path is resolved as the kernel
    /// does it, so that each link and its target are checked.
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
            ? $"{path} belongs to {facts.OwnerName}, who could replace it; use another path, or check what is there, then run: chown -h root: {Quote(path)}"
        : facts.OthersMayWrite && !(facts.IsDirectory && facts.Rights.HasFlag(UnixFileMode.StickyBit))
            ? $"others may write to {path} (mode {facts.Octal}); check what is there, then run: chmod go-w {Quote(path)}"
        : null;

    /// <summary>The components of the path, last one first, for a stack.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
