using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>Debian's Chromium, driven by Playwright; each user has a context of their own.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync(string executable = "/usr/bin/chromium", params string[] further)
    {
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. further],
        }));
    }

    /// <summary>A new user with only the given cookies, and a page whose console messages are recorded.</summary>
    public async Task<Visitor> NewVisitorAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Dark, string? storageState = null, bool touch = false)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, StorageState = storageState, HasTouch = touch, IsMobile = touch });
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
