using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WebConsole.ComponentTests.Support;
using WebConsole.Components;

namespace WebConsole.ComponentTests.Layout;

/// <summary>A page with its palette, used as a user does.</summary>
public abstract class PaletteContext : PageContext
{
    protected const string Input = "[data-testid=palette-input]";

    protected static Task OpenAsync(IRenderedComponent<Routes> page) => page.ClickAsync("[data-testid=palette-open]");

    protected async Task TypeAsync(IRenderedComponent<Routes> page, string text)
    {
        await OpenAsync(page);
        await page.InputAsync(Input, text);
        // Longer than the update interval, so the list is up to date.
        Clock.Advance(TimeSpan.FromMilliseconds(80));
        await page.InvokeAsync(() => { });
    }

    protected static Task KeyAsync(IRenderedComponent<Routes> page, string key) =>
        page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = key }));

    protected static IReadOnlyList<IElement> Options(IRenderedComponent<Routes> page) => page.FindAll("[data-testid=palette-option]");

    protected static string? Kind(IElement option) => option.GetAttribute("data-kind");

    protected static string[] Titles(IRenderedComponent<Routes> page) => [.. Options(page).Select(Title)];

    protected static string Title(IElement option) =>
        string.Join(' ', new[] { option.QuerySelector(".wc-palette-verb")?.TextContent, option.QuerySelector(".wc-palette-name")!.TextContent }.OfType<string>())
        + (option.QuerySelector(".wc-palette-asks")?.TextContent ?? "");
}
