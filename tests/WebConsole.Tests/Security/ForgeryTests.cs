using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Forged requests of other sites.</summary>
[Trait("Attack", "S3")]
public sealed class ForgeryTests
{
    [Fact]
    public async Task SignInWithoutTheFormsToken_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        var link = app.Services.GetRequiredService<SignInLinks>().Create();
        using var browser = app.Anonymous();

        using var answer = await PostAsync(browser, "/sign-in", [KeyValuePair.Create("token", link)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task SignOutWithoutTheFormsToken_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();

        using var answer = await PostAsync(browser, "/sign-out", []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task FormsTokenOfAnotherSession_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        using var mallory = app.SignedIn(user: "mallory");
        using var anna = app.SignedIn(user: "anna");
        var token = await mallory.AntiforgeryTokenAsync();

        using var answer = await PostAsync(anna, "/sign-out", [KeyValuePair.Create("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2, app.Services.GetRequiredService<SessionRegistry>().Current.Length);
    }

    [Fact]
    public async Task FormOfAnotherSite_IsRefused_EvenWithItsToken()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();
        browser.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        using var answer = await browser.PostFormAsync("/sign-out");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task SignOutByGet_DoesNothing()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();

        using var answer = await browser.GetAsync("/sign-out", TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task LinkOfSomeoneElse_AsksWhoIsSignedInAlready()
    {
        await using var app = await TestApplication.StartAsync();
        using var anna = app.SignedIn(user: "anna");
        using var stranger = app.Anonymous();
        var path = $"/sign-in?token={app.Services.GetRequiredService<SignInLinks>().Create()}";

        var asked = await anna.GetStringAsync(path, TestContext.Current.CancellationToken);
        var sent = await stranger.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("data-submit-itself", asked, StringComparison.Ordinal);
        Assert.Contains("data-submit-itself", sent, StringComparison.Ordinal);
    }

    /// <summary>Invalid tokens are the visitor's fault, so no stack trace is logged.</summary>
    [Theory]
    [Trait("Attack", "D2")]
    [InlineData("multipart/form-data; boundary=", "x", 1)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n", 1)]
    [InlineData("application/x-www-form-urlencoded", "a=%zz&", 2_000)]
    [InlineData("application/x-www-form-urlencoded", "aaaaaaaaaaaaaaaa", 10_000)]
    [InlineData("application/json", "{\"a\":", 1)]
    public async Task BodyThatIsNoForm_FailsNowhere(string type, string part, int times)
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log));
        var changes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Changes).Distinct().ToList();
        Assert.Superset(new HashSet<(string, string)> { ("POST", "/sign-in"), ("POST", "/sign-out"), ("POST", "/api/v1/tasks/0/cancel") }, changes.ToHashSet());
        foreach (var (method, path) in changes)
        {
            // Signed in again, because a sign-out may have succeeded.
            using var browser = app.SignedIn(Role.Viewer);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("Origin", app.Origin);
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, times))));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{method} {path}: {answer.StatusCode}");
            Assert.True(!path.StartsWith("/api/", StringComparison.Ordinal) && path != "/sign-out" || answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.PreconditionFailed, $"{method} {path}: {answer.StatusCode}");
        }
        Assert.DoesNotContain(log.Lines, line => line.Contains("\"@x\"", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", "D5")]
    public async Task FloodOfForgedRequests_IsALineAMinute()
    {
        var log = new LogCapture();
        await using var app = await TestApplication.StartAsync(builder => builder.Services.AddSingleton<ILogEventSink>(log));
        using var browser = app.SignedIn(Role.Viewer);
        // .NET logs unreadable tokens with a stack trace.
        browser.DefaultRequestHeaders.Add("RequestVerificationToken", "no token");
        for (var i = 0; i < 20; i++)
        {
            using var api = await PostAsync(browser, "/api/v1/tasks/0/cancel", []);
            using var signIn = await PostAsync(browser, "/sign-in", [KeyValuePair.Create("token", "x")]);
            using var signOut = await PostAsync(browser, "/sign-out", []);
            Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [api.StatusCode, signIn.StatusCode, signOut.StatusCode]);
        }

        Assert.Contains("antiforgery token is missing", Assert.Single(log.Lines, line => line.Contains("\"@l\":\"", StringComparison.Ordinal)
            && !line.Contains("\"@l\":\"Debug\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task BodiesOfTheApi_HaveALimit()
    {
        await using var app = await TestApplication.StartAsync();
        var changes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Changes(endpoint).Any(change => change.Path.StartsWith("/api/", StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(changes);
        // An upload is as long as it said at its beginning, and goes to libvirt piece by piece. An archive of osinfo-db is one file, from administrators.
        Assert.All(changes.Where(endpoint => endpoint.RoutePattern.RawText?.EndsWith("/uploads/{id:guid}", StringComparison.Ordinal) is not true), endpoint =>
            Assert.InRange(endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? long.MaxValue, 1, endpoint.RoutePattern.RawText?.EndsWith("/osinfo-db", StringComparison.Ordinal) is true ? 32 << 20 : 1 << 20));
    }

    /// <summary>Methods that change something, with a value for every parameter.</summary>
    private static IEnumerable<(string Method, string Path)> Changes(RouteEndpoint endpoint)
    {
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
            string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : part is RoutePatternSeparatorPart separator ? separator.Content
                : part is RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }] } ? Guid.Empty.ToString() : "0"))));
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["POST"];
        return methods.Where(method => method is not ("GET" or "HEAD" or "CONNECT" or "OPTIONS")).Select(method => (method, path));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
