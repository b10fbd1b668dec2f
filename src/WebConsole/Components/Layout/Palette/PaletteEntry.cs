using WebConsole.Actions;
using WebConsole.Hypervisor;

namespace WebConsole.Components.Layout.Palette;

/// <summary>One thing that the palette finds: somewhere to go, or something to do. Its texts are hostile.</summary>
public sealed record PaletteEntry
{
    /// <summary>Tells it from all others.</summary>
    public required string Key { get; init; }

    public required PaletteKind Kind { get; init; }

    public required string Icon { get; init; }

    /// <summary>Our own words before the name, "Force off"; nothing where it is the thing itself.</summary>
    public string? Verb { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from another of the same name.</summary>
    public string? Where { get; init; }

    /// <summary>What else it is found by.</summary>
    public string Also { get; init; } = "";

    /// <summary>The object that it leads to, or that it is done to.</summary>
    public ISubject? Subject { get; init; }

    /// <summary>What is done; nothing where it leads somewhere.</summary>
    public ObjectAction? Action { get; init; }

    /// <summary>Where it leads.</summary>
    public string? Url { get; init; }

    /// <summary>A selector of what it presses in the page instead.</summary>
    public string? Presses { get; init; }

    /// <summary>The heading that it stands below.</summary>
    public string? Group { get; init; }

    public string Title => Verb is null ? Name : $"{Verb} {Name}";
}
