using System.Net;
using System.Web;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>The program as it is called from a shell.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;

    [Fact]
    public async Task WrongSettings_AreAllNamed_AndItEndsWithAnError()
    {
        await using var product = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--host", "UPPER=test:///default",
            "--urls=http://0.0.0.0:0", "--WebConsole:SignIn:LinkLifetime=soon");

        Assert.Equal(2, await product.ExitCodeAsync());
        foreach (var field in new[] { "WebConsole:Hosts:UPPER", "urls: http://0.0.0.0:0", "WebConsole:SignIn:LinkLifetime" })
            Assert.Contains(product.Output.Split('\n'), line => line.StartsWith($"webconsole: {field}", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressInUse_IsSaidInOneLine_AndNothingElseDone()
    {
        await using var app = await TestApplication.StartAsync();
        await using var second = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", $"--urls={app.Origin}", "--host", "test=test:///default");

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Equal($"webconsole: can't listen at {app.Origin}: Address already in use", second.Output);
    }

    [Fact]
    public async Task NewLink_OfASecondProcess_OpensTheFirst()
    {
        await using var server = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        var first = await server.LinkAsync();
        await using var second = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");
        var link = await second.LinkAsync();
        Assert.Equal(0, await second.ExitCodeAsync());

        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = link };
        using var answer = await browser.PostFormAsync("/sign-in", ("token", HttpUtility.ParseQueryString(link.Query)["token"]!));

        Assert.Contains("it works once, for 15 min", second.Output, StringComparison.Ordinal);
        Assert.Equal(first.Authority, link.Authority);
        Assert.NotEqual(first.Query, link.Query);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Start_SaysWhereItListens_AndNothingOfDotNet()
    {
        await using var product = ProductProcess.Start($"--WebConsole:StateDirectory={_state}", "--urls=http://127.0.0.1:0", "--host", "test=test:///default");
        await product.LinkAsync();

        Assert.Contains("Now listening on", product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Hosting environment", product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Content root", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewLink_WithoutAServer_SaysSo()
    {
        await using var product = ProductProcess.Start("--new-link", $"--WebConsole:StateDirectory={_state}");

        Assert.Equal(2, await product.ExitCodeAsync());
        Assert.Contains("no server runs with this state directory", product.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);
}
