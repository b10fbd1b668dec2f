using System.Net;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>The headers of every kind of answer.</summary>
public sealed class SecurityHeadersTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/", false)]
    [InlineData("/sign-in", false)]
    [InlineData("/app.css", false)]
    [InlineData("/no/such/page", true)]
    [InlineData("/api/v1/no-such", false)]
    [InlineData("/healthz", false)]
    public async Task EveryAnswer_CarriesThem(string path, bool signedIn)
    {
        var app = shared.App;
        using var browser = signedIn ? app.SignedIn() : app.Anonymous();

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [Trait("Attack", "X6")]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/no/such/page")]
    public async Task Policy_LetsNoInlineScriptAndNoEvalRun(string path)
    {
        var app = shared.App;
        using var browser = app.SignedIn();

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").First().Split("; ");
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("base-uri 'self'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("unsafe-eval", StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [Trait("Attack", "X3")]
    [InlineData("/", true)]
    [InlineData("/sign-in", false)]
    [InlineData("/no/such/page", true)]
    public async Task NoPage_MayStandInAFrame(string path, bool signedIn)
    {
        var app = shared.App;
        using var browser = signedIn ? app.SignedIn() : app.Anonymous();

        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        var ancestors = answer.Headers.GetValues("Content-Security-Policy")
            .SelectMany(policy => policy.Split(';', StringSplitOptions.TrimEntries)).Where(directive => directive.StartsWith("frame-ancestors", StringComparison.Ordinal));
        Assert.All(ancestors, directive => Assert.Equal("frame-ancestors 'none'", directive));
    }

    [Fact]
    public async Task PagesOfSomeone_AreNotKept()
    {
        var app = shared.App;
        using var browser = app.SignedIn();

        using var page = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.True(page.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [Trait("Attack", "X5")]
    [InlineData("/%0d%0aSet-Cookie:evil=1")]
    [InlineData("/a%0aLocation:%20http://evil.example")]
    public async Task LineEndsInAnAddress_MakeNoHeader(string path)
    {
        var app = shared.App;
        using var browser = app.Anonymous();
        using var signedIn = app.SignedIn();

        using var redirect = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        using var posted = await signedIn.PostFormAsync("/sign-in", ("token", "x"), ("returnUrl", "/\r\nSet-Cookie: evil=1"));

        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        Assert.DoesNotContain("evil=1", string.Join('\n', redirect.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', redirect.Headers.Location!.OriginalString);
        Assert.NotEqual(HttpStatusCode.InternalServerError, posted.StatusCode);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
