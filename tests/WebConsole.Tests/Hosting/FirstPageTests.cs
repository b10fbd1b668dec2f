using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>What a browser fetches for its first page, in Production and from the build's output, as <c>./run.sh</c> runs it.</summary>
public sealed partial class FirstPageTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    /// <summary>The compressed size of all styles and scripts. It was 231 kB when this limit was set.</summary>
    private const long MostBytes = 260_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StylesAndScripts_ComeCompressedAndAreSmall()
    {
        Assert.True(shared.App.Services.GetRequiredService<IHostEnvironment>().IsProduction());
        using var browser = shared.App.SignedIn();
        var wanted = new Queue<string>(AssetsOf(await browser.GetStringAsync("/", Cancellation)));
        var sizes = new Dictionary<string, long>();

        while (wanted.TryDequeue(out var address))
        {
            if (sizes.ContainsKey(address))
                continue;
            sizes[address] = await CompressedLengthAsync(browser, address);
            foreach (var imported in ImportsOf(await browser.GetStringAsync(address, Cancellation)))
                wanted.Enqueue(new Uri(new Uri(shared.App.Address, address), imported).AbsolutePath);
        }

        Assert.Contains("/_framework/blazor.web.js", sizes.Keys);
        Assert.Contains("/_content/MudBlazor/MudBlazor.min.css", sizes.Keys);
        Assert.Contains("/js/hub-connection.js", sizes.Keys);
        Assert.Contains("/lib/uplot/uPlot.esm.js", sizes.Keys);
        Assert.True(sizes.Values.Sum() <= MostBytes, $"{sizes.Values.Sum()} bytes: {string.Join(", ", sizes.OrderByDescending(pair => pair.Value))}");
    }

    private static async Task<long> CompressedLengthAsync(HttpClient browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip, deflate, br, zstd" } } };
        using var answer = await browser.SendAsync(request, Cancellation);
        Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
        Assert.True(answer.Content.Headers.ContentEncoding.SingleOrDefault() is "br" or "gzip", $"{address} is not compressed");
        var length = (await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length;
        // With a wrong configuration, static files are empty with status 200.
        Assert.True(length > 0, $"{address} is empty");
        return length;
    }

    private static IEnumerable<string> AssetsOf(string page) => Asset().Matches(page).Select(match => "/" + match.Groups[1].Value);

    /// <summary>Modules, and the plain scripts of <c>hub-connection.js</c>.</summary>
    private static IEnumerable<string> ImportsOf(string script) =>
        Import().Matches(script).Select(match => match.Groups.Values.Skip(1).First(part => part.Success).Value);

    [GeneratedRegex("""<(?:script[^>]*\ssrc|link[^>]*rel="stylesheet"[^>]*\shref)="([^"]+)""")]
    private static partial Regex Asset();

    [GeneratedRegex("""^(?:import|export)\s[^'"\n]*['"]([./][^'"]+)|(?:import|script)\('([./][^']+)'\)""", RegexOptions.Multiline)]
    private static partial Regex Import();
}
