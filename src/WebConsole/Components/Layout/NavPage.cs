using Microsoft.AspNetCore.Components.Routing;

namespace WebConsole.Components.Layout;

/// <summary>A page of the navigation.</summary>
/// <param name="Id">Its name in test IDs.</param>
/// <param name="Word">Shown to users; also a localizer's key.</param>
/// <param name="Url">Its address.</param>
/// <param name="Icon">Its sign.</param>
public sealed record NavPage(string Id, string Word, string Url, string Icon)
{
    /// <summary>The count beside the name; <c>null</c> if it counts nothing.</summary>
    public Func<int>? Count { get; init; }

    /// <summary>Whether it is in a phone's bar.</summary>
    public bool OnPhone { get; init; }

    /// <summary>Whether there is a gap above it.</summary>
    public bool BeginsGroup { get; init; }

    public NavLinkMatch Match { get; init; } = NavLinkMatch.Prefix;
}
