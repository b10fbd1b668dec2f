using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>On a phone, the name of a list stands whole beside what can be done there.</summary>
public sealed class PhoneHeadsTests(Lab lab)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/machines")]
    [InlineData("/storage")]
    [InlineData("/images")]
    [InlineData("/networks")]
    [InlineData("/networks?tab=interfaces")]
    [InlineData("/host")]
    [InlineData("/tasks")]
    [InlineData("/deleted")]
    [InlineData("/accounts")]
    public async Task Title_IsNotCutOff(string path)
    {
        await using var visitor = await lab.AdministratorAsync(390, 844, ColorScheme.Light, touch: true);
        await visitor.Page.GotoAsync(lab.Url(path));
        var title = visitor.Page.Locator(".wc-bar-title h1");
        await Expect(title).ToBeVisibleAsync();

        // In whole pixels: a browser rounds both.
        Assert.True(await title.EvaluateAsync<bool>("title => title.scrollWidth <= title.clientWidth"), await title.EvaluateAsync<string>("title => `${title.textContent}: ${title.scrollWidth} in ${title.clientWidth} px`"));
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen");
    }
}
