namespace WebConsole.Components.Layout.Palette;

/// <summary>How well an entry answers what was typed, the best first.</summary>
public enum PaletteRank
{
    /// <summary>It is called so.</summary>
    Exact,

    /// <summary>Its title begins so.</summary>
    Prefix,

    /// <summary>Each word that was typed begins a word of its title, in any order.</summary>
    Words,

    /// <summary>Each stands somewhere in it.</summary>
    Parts,
}
