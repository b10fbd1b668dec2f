using System.Net;
using Microsoft.AspNetCore.Http;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Requests that another site's page can send with our cookie.</summary>
public sealed class OriginCheckTests(SharedApplication shared) : IClassFixture<SharedApplication>
{
    [Theory]
    [Trait("Attack", "C3")]
    [InlineData("http://vm.example:8080", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("null", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("https://vm.example:8080", false)]
    [InlineData("http://vm.example", false)]
    [InlineData("http://vm.example:8081", false)]
    [InlineData("http://sub.vm.example:8080", false)]
    [InlineData("http://vm.example:8080.evil.example", false)]
    [InlineData("http://evil.example/http://vm.example:8080", false)]
    [InlineData("http://vm.example.:8080", false)]
    [InlineData("HTTP://VM.EXAMPLE:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("http://vm.example:8080 http://evil.example", false)]
    public void WebSocket_OnlyFromOurOwnOrigin(string? origin, bool allowed) =>
        Assert.Equal(allowed, OriginCheck.IsAllowed(Request("GET", "/hubs/console", "vm.example:8080", origin, webSocket: true)));

    [Theory]
    [Trait("Attack", "C3")]
    [InlineData("[::1]:8080", "http://[::1]:8080", true)]
    [InlineData("[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080", false)]
    [InlineData("[::1]:8080", "http://[::ffff:127.0.0.1]:8080", false)]
    [InlineData("VM.example:8080", "http://vm.example:8080", true)]
    [InlineData("vm.example:80", "http://vm.example", true)]
    [InlineData("vm.example.", "http://vm.example", false)]
    [InlineData("", "http://", false)]
    public void HostsOfAllForms_AreComparedAsABrowserWritesThem(string host, string origin, bool allowed) =>
        Assert.Equal(allowed, OriginCheck.IsAllowed(Request("GET", "/hubs/console", host, origin, webSocket: true)));

    [Fact]
    [Trait("Attack", "C3")]
    public void TwoOrigins_AreNone()
    {
        var request = Request("GET", "/hubs/console", "vm.example", "http://vm.example", webSocket: true);
        request.Headers.Append("Origin", "http://vm.example");

        Assert.False(OriginCheck.IsAllowed(request));
    }

    [Theory]
    [Trait("Attack", "S3")]
    [InlineData("/hubs/metrics/negotiate")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_blazor/disconnect")]
    public async Task NegotiationFromAnotherSite_IsRefused(string path)
    {
        var app = shared.App;
        using var browser = app.SignedIn();

        foreach (var origin in new[] { "http://evil.example", "null", null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    [Trait("Attack", "S3")]
    public void PostFromAnotherSite_IsRefused_AFormOfOurPageIsNot()
    {
        var foreign = Request("POST", "/api/v1/machines", "vm.example", "http://evil.example");
        var sandboxed = Request("POST", "/sign-out", "vm.example", "null");
        sandboxed.Headers["Sec-Fetch-Site"] = "cross-site";
        var ours = Request("POST", "/sign-out", "vm.example", "null");
        ours.Headers["Sec-Fetch-Site"] = "same-origin";

        Assert.False(OriginCheck.IsAllowed(foreign));
        Assert.False(OriginCheck.IsAllowed(sandboxed));
        Assert.True(OriginCheck.IsAllowed(ours));
    }

    [Fact]
    public void LinkFromAnotherSite_IsFollowed()
    {
        var link = Request("GET", "/machines", "vm.example", origin: null);
        link.Headers["Sec-Fetch-Site"] = "cross-site";

        Assert.True(OriginCheck.IsAllowed(link));
    }

    private static HttpRequest Request(string method, string path, string host, string? origin, bool webSocket = false)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Scheme = "http";
        request.Path = path;
        request.Host = new HostString(host);
        if (origin is not null)
            request.Headers.Origin = origin;
        if (webSocket)
            request.Headers.Upgrade = "websocket";
        return request;
    }
}
