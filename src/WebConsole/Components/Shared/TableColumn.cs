using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared;

/// <summary>A column of a <see cref="SmallTable{TItem}"/>, declared once: head, cell, order and place on a phone.</summary>
/// <param name="Id">What its order is called.</param>
/// <param name="Title">For people, translated already.</param>
/// <param name="Cell">Draws one.</param>
public sealed record TableColumn<TItem>(string Id, string Title, RenderFragment<TItem> Cell)
{
    /// <summary>What orders it; without, it can't be ordered by.</summary>
    public Func<TItem, object?>? Sort { get; init; }

    /// <summary>Right-aligned, with figures of one width.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Its buttons, at the right end; the title is for screen readers alone.</summary>
    public bool IsActions { get; init; }

    /// <summary>Width on a wide page: "120px"; the rest shares what is left.</summary>
    public string? Width { get; init; }

    /// <summary>On a phone the first column is the first line; the others are the second but for those that are left out.</summary>
    public bool NotOnPhones { get; init; }

    /// <summary>Shown only where there is much room.</summary>
    public bool OnlyWide { get; init; }

    internal string Class => string.Join(' ', new[]
    {
        IsNumber ? "wc-right wc-number" : null,
        IsActions ? "wc-small-actions" : null,
        OnlyWide ? "wc-from-m" : NotOnPhones ? "wc-from-s" : null,
    }.OfType<string>());
}
