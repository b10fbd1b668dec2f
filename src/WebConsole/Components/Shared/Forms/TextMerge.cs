namespace WebConsole.Components.Shared.Forms;

/// <summary>Puts together two changes of one text, line by line.</summary>
public static class TextMerge
{
    /// <summary>Both changes of <paramref name="old"/>; <c>null</c> where they touch the same lines, or neighbours.</summary>
    public static string? Of(string old, string mine, string theirs)
    {
        if (old == theirs || mine == theirs)
            return mine;
        var (changed, others) = (Changes(old, mine), Changes(old, theirs));
        if (changed.Any(one => others.Any(other => one.From <= other.To && other.From <= one.To)))
            return null;
        var lines = Lines(old);
        foreach (var (from, to, put) in changed.Concat(others).OrderByDescending(change => change.From))
            lines = [.. lines[..from], .. put, .. lines[to..]];
        return string.Join('\n', lines);
    }

    /// <summary>Which lines are replaced, and by which.</summary>
    private static List<(int From, int To, IReadOnlyList<string> Put)> Changes(string old, string changed)
    {
        var changes = new List<(int, int, IReadOnlyList<string>)>();
        var at = 0;
        foreach (var block in DiffLines.Of(old, changed))
        {
            if (!block.IsSame)
                changes.Add((at, at + block.Old.Count, block.New));
            at += block.Old.Count;
        }
        return changes;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
