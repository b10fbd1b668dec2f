using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Who works by keys sees where the focus is: MudBlazor's style sheet takes the outline of buttons and links.</summary>
public sealed class FocusTests(Lab lab)
{
    private const int MostStops = 60;

    [Theory]
    [InlineData("/", ".wc-nav-link", ".wc-button")]
    [InlineData("/machines", ".wc-row-name", ".wc-sort", "input[type=search]", "input[type=checkbox]", ".wc-icon-button")]
    [InlineData("{pool}/volumes/top.qcow2", ".wc-tab", ".wc-parent", ".wc-button")]
    [InlineData("{pool}", ".wc-chip", ".wc-row-name", ".wc-icon-button")]
    public async Task EachStopOfTab_HasARing(string path, params string[] kinds)
    {
        await lab.Guest.EnsureRunningAsync();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url(await ScreensTests.FillAsync(lab, path)));
        foreach (var kind in kinds)
            await Expect(visitor.Page.Locator(kind).First).ToBeVisibleAsync();

        HashSet<string> seen = [];
        for (var stops = 0; stops < MostStops; stops++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var bare = await visitor.Page.EvaluateAsync<string?>("""
                async () => {
                  // Without motion a transition still takes a frame.
                  for (const frame of [1, 2]) await new Promise(requestAnimationFrame);
                  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
                  return document.activeElement === document.body || (outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2) ? null : document.activeElement.outerHTML;
                }
                """);
            Assert.Null(bare);
            foreach (var kind in kinds)
            {
                if (await visitor.Page.EvaluateAsync<bool>("kind => document.activeElement.matches(kind)", kind))
                    seen.Add(kind);
            }
        }

        Assert.Empty(kinds.Except(seen));
    }
}
