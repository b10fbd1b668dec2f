namespace WebConsole.Components.Layout.Palette;

/// <summary>How well an entry matches the typed text, best first.</summary>
public enum PaletteRank
{
    /// <summary>The title equals the text.</summary>
    Exact,

    /// <summary>The title begins with the text.</summary>
    Prefix,

    /// <summary>Each typed word begins a word of the title, in any order.</summary>
    Words,

    /// <summary>The entry contains each typed word.</summary>
    Parts,
}
