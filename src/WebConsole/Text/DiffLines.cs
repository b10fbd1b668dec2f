using DiffPlex;

namespace WebConsole.Text;

/// <summary>Compares two texts line by line, in bounded time and space.</summary>
public static class DiffLines
{
    /// <summary>With more changed lines, they are not compared and count as replaced.</summary>
    internal const int MostCompared = 4000;

    public static IReadOnlyList<DiffBlock> Of(string before, string after)
    {
        var (old, current) = (Lines(before), Lines(after));
        // Equal lines at both ends are removed first, because the cost grows with the square of the rest.
        var head = Alike(old, current, 0);
        var tail = Math.Min(Alike(old, current, 1), Math.Min(old.Length, current.Length) - head);
        var blocks = new List<DiffBlock>();
        Add(blocks, old[..head]);
        Between(blocks, old[head..^tail], current[head..^tail]);
        Add(blocks, old[^tail..]);
        return blocks;
    }

    private static void Between(List<DiffBlock> blocks, string[] old, string[] current)
    {
        if (old.Length + current.Length == 0)
            return;
        if (old.Length + current.Length > MostCompared)
        {
            blocks.Add(new DiffBlock(old, current, IsSame: false));
            return;
        }
        var result = Differ.Instance.CreateLineDiffs(string.Join('\n', old), string.Join('\n', current), ignoreWhitespace: false);
        var at = 0;
        foreach (var change in result.DiffBlocks)
        {
            Add(blocks, old[at..change.DeleteStartA]);
            at = change.DeleteStartA + change.DeleteCountA;
            blocks.Add(new DiffBlock(old[change.DeleteStartA..at], current[change.InsertStartB..(change.InsertStartB + change.InsertCountB)], IsSame: false));
        }
        Add(blocks, old[at..]);
    }

    private static void Add(List<DiffBlock> blocks, string[] same)
    {
        if (same.Length > 0)
            blocks.Add(new DiffBlock(same, same, IsSame: true));
    }

    private static int Alike(string[] old, string[] current, int fromEnd)
    {
        var most = Math.Min(old.Length, current.Length);
        var alike = 0;
        while (alike < most && (fromEnd == 0 ? old[alike] == current[alike] : old[^(alike + 1)] == current[^(alike + 1)]))
            alike++;
        return alike;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
