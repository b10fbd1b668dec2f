namespace WebConsole.Components.Layout.Palette;

/// <summary>What an entry of the palette is, in the order in which equals are shown: whatever does something comes last.</summary>
public enum PaletteKind
{
    Page,
    Host,
    Machine,
    Pool,
    Network,
    Volume,
    Action,
}

internal static class PaletteKinds
{
    /// <summary>For people, and a localizer's key.</summary>
    public static string ToWord(this PaletteKind kind) => kind.ToString();

    /// <summary>The stable word of test ids and style sheets.</summary>
    public static string ToToken(this PaletteKind kind) => kind switch
    {
        PaletteKind.Page => "page",
        PaletteKind.Host => "host",
        PaletteKind.Machine => "machine",
        PaletteKind.Pool => "pool",
        PaletteKind.Network => "network",
        PaletteKind.Volume => "volume",
        _ => "action",
    };
}
