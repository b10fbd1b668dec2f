using Microsoft.AspNetCore.Components.Routing;

namespace WebConsole.Components.Layout;

/// <summary>A page of the navigation.</summary>
/// <param name="Id">Its name in test ids.</param>
/// <param name="Word">For people, and a localizer's key.</param>
/// <param name="Url">Its address.</param>
/// <param name="Icon">Its sign.</param>
public sealed record NavPage(string Id, string Word, string Url, string Icon)
{
    /// <summary>What stands beside the word; nothing where it counts none.</summary>
    public Func<int>? Count { get; init; }

    /// <summary>Whether a phone's bar has room for it.</summary>
    public bool OnPhone { get; init; }

    /// <summary>Whether a gap sets it off from what is above.</summary>
    public bool BeginsGroup { get; init; }

    public NavLinkMatch Match { get; init; } = NavLinkMatch.Prefix;
}
