using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(WebConsole.EndToEnd.Support.Lab))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Trait("Category", "Integration")]

namespace WebConsole.EndToEnd.Support;

/// <summary>
/// What all tests share: a real libvirtd with real guests (tests/Lab/private-libvirt.sh), the published product, a
/// browser, and an administrator signed in to it.
/// </summary>
public sealed class Lab : IAsyncLifetime
{
    private Browser? _browser;
    private string? _signedIn;
    private string? _operator;
    private string? _viewer;

    internal Product Product { get; private set; } = null!;

    /// <summary>A booted guest with a shell on its screen and its serial line.</summary>
    internal Guest Guest { get; private set; } = null!;

    internal Browser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists("/run/lab"))
            throw new InvalidOperationException("These tests stop libvirtd and change its machines: run them by ./test.sh e2e, which gives them a libvirt of their own");
        Assertions.SetDefaultExpectTimeout(60_000);
        // Chromium drops its requests whenever an address appears, and the card of a guest would get one of IPv6 a second or
        // two after its start, in the middle of the next test.
        await File.WriteAllTextAsync("/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1");
        Visitor.Report = line => TestContext.Current.TestOutputHelper?.WriteLine(line);
        Guest = await Guest.DefineAsync("e2e-guest", memoryMiB: 160, vcpus: 2);
        await Guest.StartAsync();
        await HostAccounts.MakeAsync();
        Product = await Product.StartAsync(Ports.Free(), null, [.. HostAccounts.Settings, "--WebConsole:Storage:FetchFrom:0=127.0.0.1"]);
        _browser = await Browser.StartAsync();
        await using var first = await _browser.NewVisitorAsync();
        await first.Page.GotoAsync(Product.SignInLink);
        await first.Page.WaitForURLAsync(Product.Url + "/");
        _signedIn = await first.Page.Context.StorageStateAsync();
        await Guest.WaitUntilUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (Product is not null)
            await Product.DisposeAsync();
    }

    /// <summary>A browser of its own, signed in as the administrator of the first link.</summary>
    internal Task<Visitor> AdministratorAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Dark, bool touch = false) =>
        Browser.NewVisitorAsync(width, height, scheme, _signedIn, touch);

    /// <summary>A browser of its own, signed in with an operator's account of the host.</summary>
    internal async Task<Visitor> OperatorAsync() => await Browser.NewVisitorAsync(storageState: _operator ??= await SignInAsync(HostAccounts.Operator));

    /// <summary>A browser of its own, signed in with a viewer's account of the host.</summary>
    internal async Task<Visitor> ViewerAsync() => await Browser.NewVisitorAsync(storageState: _viewer ??= await SignInAsync(HostAccounts.Viewer));

    internal string Url(string path) => Product.Url + path;

    private async Task<string> SignInAsync(string account)
    {
        await using var visitor = await Browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(Url("/sign-in"));
        await HostAccounts.SignInAsync(visitor, account);
        await visitor.Page.WaitForURLAsync(Url("/"));
        return await visitor.Page.Context.StorageStateAsync();
    }
}
