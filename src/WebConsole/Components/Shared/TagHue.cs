namespace WebConsole.Components.Shared;

/// <summary>The colour of a tag's dot, which follows from its name: the same everywhere, for everybody.</summary>
public static class TagHue
{
    // Far from each other; green, amber and red say how things are.
    private static readonly int[] Hues = [215, 275, 320, 180, 245, 300];

    /// <summary>For <c>style</c> of a <c>wc-tag</c>.</summary>
    public static string Style(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        // FNV-1a: that of the runtime is another one after each start.
        var hash = tag.ToUpperInvariant().Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
        return $"--wc-tag-hue: {Hues[hash % (uint)Hues.Length]}";
    }
}
