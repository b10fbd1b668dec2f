namespace WebConsole.Text;

/// <summary>Puts together two changes of one text, line by line.</summary>
public static class TextMerge
{
    /// <summary>Both changes of <paramref name="old"/>; <c>null</c> where they touch the same lines, or neighbours.</summary>
    /// <param name="old">The text that both changed.</param>
    /// <param name="mine">One change of it.</param>
    /// <param name="theirs">The other.</param>
    /// <param name="neighbours">Whether neighbours are put together, too, where it is clear which comes first; and what both changed alike.</param>
    public static string? Of(string old, string mine, string theirs, bool neighbours = false)
    {
        if (old == theirs || mine == theirs)
            return mine;
        var (changed, others) = (Changes(old, mine), Changes(old, theirs));
        if (neighbours)
            others.RemoveAll(other => changed.Exists(one => (one.From, one.To) == (other.From, other.To) && one.Put.SequenceEqual(other.Put)));
        if (changed.Exists(one => others.Exists(other => neighbours ? Overlap(one, other) : Touch(one, other))))
            return null;
        var lines = Lines(old);
        foreach (var (from, to, put) in changed.Concat(others).OrderByDescending(change => change.From).ThenByDescending(change => change.To))
            lines = [.. lines[..from], .. put, .. lines[to..]];
        return string.Join('\n', lines);
    }

    private static bool Touch(Change one, Change other) => one.From <= other.To && other.From <= one.To;

    /// <summary>Whether they replace the same lines, or put some in at the same place.</summary>
    private static bool Overlap(Change one, Change other) => (one.From < other.To && other.From < one.To) || (one.From, one.To) == (other.From, other.To);

    /// <summary>Which lines are replaced, and by which.</summary>
    private static List<Change> Changes(string old, string changed)
    {
        var changes = new List<Change>();
        var at = 0;
        foreach (var block in DiffLines.Of(old, changed))
        {
            if (!block.IsSame)
                changes.Add(new Change(at, at + block.Old.Count, block.New));
            at += block.Old.Count;
        }
        return changes;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private sealed record Change(int From, int To, IReadOnlyList<string> Put);
}
