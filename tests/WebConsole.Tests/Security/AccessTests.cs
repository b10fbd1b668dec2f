using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Every endpoint, without sign-in.</summary>
[Trait("Attack", "A2")]
public sealed class AccessTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    /// <summary>Endpoints without sign-in. Each new line must be a deliberate decision.</summary>
    private static readonly string[] Open = ["GET /healthz", "GET /readyz", "GET /sign-in", "HEAD /healthz", "HEAD /readyz", "POST /sign-in", "POST /sign-out"];

    [Fact]
    public async Task EndpointsThatAreOpen_AreThoseOnTheList()
    {
        var app = shared.App;

        var open = Endpoints(app).Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null &&
            endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

        Assert.Equal(Open, open.SelectMany(Requests).Select(request => $"{request.Method} {request.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryOtherEndpoint_LeadsToSignInOrSays401()
    {
        var app = shared.App;
        using var stranger = app.Anonymous();
        stranger.DefaultRequestHeaders.Add("Origin", app.Origin);
        var closed = Endpoints(app).Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).SelectMany(Requests).ToList();

        Assert.Contains(closed, request => request.Path == "/");
        Assert.Contains(closed, request => request.Path == "/_blazor/negotiate");
        foreach (var (method, path) in closed)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(IsRefusal(answer), $"{method} {path} answers {answer.StatusCode} {answer.Headers.Location}");
            Assert.DoesNotContain("test", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task UnknownAddress_TellsAStrangerNothing()
    {
        var app = shared.App;
        using var stranger = app.Anonymous();

        using var page = await stranger.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        using var api = await stranger.GetAsync("/api/v1/no-such", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fno%2Fsuch%2Fpage", page.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [Trait("Attack", "C1")]
    [InlineData("/_blazor")]
    [InlineData("/hubs/metrics")]
    [InlineData("/hubs/console")]
    public async Task WebSocketWithoutSignIn_IsRefused(string path)
    {
        var app = shared.App;
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", app.Origin);

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    private static bool IsRefusal(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Unauthorized ||
        (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.OriginalString.StartsWith("/sign-in?", StringComparison.Ordinal) == true);

    private static IEnumerable<RouteEndpoint> Endpoints(TestApplication app) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>One request for each method, with a value for every parameter.</summary>
    private static IEnumerable<(string Method, string Path)> Requests(RouteEndpoint endpoint)
    {
        var segments = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "0",
        })));
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["GET", "POST"];
        return methods.Select(method => (method, "/" + string.Join('/', segments)));
    }
}
