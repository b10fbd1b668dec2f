using WebConsole.Actions;
using WebConsole.Hypervisor;

namespace WebConsole.Components.Layout.Palette;

/// <summary>An entry of the palette: a link or an action. Its texts are untrusted.</summary>
public sealed record PaletteEntry
{
    /// <summary>Its unique ID.</summary>
    public required string Key { get; init; }

    public required PaletteKind Kind { get; init; }

    public required string Icon { get; init; }

    /// <summary>
    /// The name of the action before the object's name, "Force off"; empty if the entry is the object itself.
    /// </summary>
    public string? Verb { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>A text that distinguishes it from entries with the same name.</summary>
    public string? Where { get; init; }

    /// <summary>Further texts to search in.</summary>
    public string Also { get; init; } = "";

    /// <summary>The object of the link or action.</summary>
    public ISubject? Subject { get; init; }

    /// <summary>The action; <c>null</c> for a link.</summary>
    public ObjectAction? Action { get; init; }

    /// <summary>Where it leads.</summary>
    public string? Url { get; init; }

    /// <summary>A selector of an element that it clicks in the page instead.</summary>
    public string? Presses { get; init; }

    /// <summary>The heading of its group.</summary>
    public string? Group { get; init; }

    public string Title => Verb is null ? Name : $"{Verb} {Name}";
}
