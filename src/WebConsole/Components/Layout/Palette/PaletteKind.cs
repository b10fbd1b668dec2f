namespace WebConsole.Components.Layout.Palette;

/// <summary>The kind of a palette entry, in the order of equal matches: actions come last.</summary>
public enum PaletteKind
{
    Page,
    Host,
    Machine,
    Pool,
    Network,
    Filter,
    Volume,
    Action,
}

internal static class PaletteKinds
{
    /// <summary>Shown to users; also a localizer's key.</summary>
    public static string ToWord(this PaletteKind kind) => kind.ToString();

    /// <summary>The stable name in test IDs and style sheets.</summary>
    public static string ToToken(this PaletteKind kind) => kind switch
    {
        PaletteKind.Page => "page",
        PaletteKind.Host => "host",
        PaletteKind.Machine => "machine",
        PaletteKind.Pool => "pool",
        PaletteKind.Network => "network",
        PaletteKind.Filter => "filter",
        PaletteKind.Volume => "volume",
        _ => "action",
    };
}
