using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Harness;

/// <summary>What several benchmarks share, created when the first one needs it.</summary>
internal sealed class Workbench
{
    private Task<IdleGuests>? _guests;

    /// <summary>How busy this machine is: elapsed times are only meaningful on an idle machine.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>Forty machines that run.</summary>
    public Task<IdleGuests> GuestsAsync()
    {
        if (!Directory.Exists("/run/lab"))
            throw new InvalidOperationException("This starts machines: run it by ./test.sh bench, which gives it a libvirt of its own");
        return _guests ??= Task.Run(() => IdleGuests.Start(40));
    }

    /// <summary>Signs in with the product's link, as a user with a browser would.</summary>
    public static async Task<SignedIn> SignInAsync(Product product, Browser browser)
    {
        await ReadyAsync(product);
        await using var visitor = await browser.NewVisitorAsync();
        // A longer limit: the first page of a server that has just started, on a machine that may be busy.
        visitor.Page.Context.SetDefaultTimeout(120_000);
        await visitor.Page.GotoAsync(product.SignInLink);
        await visitor.Page.WaitForURLAsync(product.Url + "/");
        var cookies = await visitor.Page.Context.CookiesAsync([product.Url]);
        return new SignedIn(await visitor.Page.Context.StorageStateAsync(), string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
    }

    /// <summary>Waits until the server has all machines of its hosts.</summary>
    private static async Task ReadyAsync(Product product)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Wait.ForAsync(async () =>
        {
            using var answer = await client.GetAsync(product.Url + AppUrls.Ready);
            return answer.IsSuccessStatusCode;
        }, TimeSpan.FromMinutes(2), "the server has read its hosts");
    }
}
