namespace WebConsole.Hosting.Files;

/// <summary>The path of a file or directory without symbolic links. What does not exist, or can't be looked into, stays as it is written.</summary>
internal static class RealPath
{
    // As many as the kernel follows.
    private const int MostLinks = 40;

    public static string Of(string path)
    {
        var (real, left, links) = ("", new Stack<string>(path.Split('/').Reverse()), 0);
        while (left.TryPop(out var part))
        {
            if (part is "" or ".")
                continue;
            if (part is "..")
            {
                real = real[..Math.Max(0, real.LastIndexOf('/'))];
                continue;
            }
            var next = $"{real}/{part}";
            if (TargetOf(next) is not { } target || ++links > MostLinks)
            {
                real = next;
                continue;
            }
            real = target.StartsWith('/') ? "" : real;
            foreach (var step in target.Split('/').Reverse())
                left.Push(step);
        }
        return real is "" ? "/" : real;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
