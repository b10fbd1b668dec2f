using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>A circuit belongs to the session that opened it, and uses WebSockets only.</summary>
public sealed class CircuitOwnersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task CircuitOfAnother_IsNotToBeHadByItsSecret()
    {
        await using var app = await TestApplication.StartAsync();
        var (administrator, viewer) = (app.Begin(Role.Administrator, "root"), app.Begin(Role.Viewer, "vera"));
        using var page = await BlazorClient.OpenAsync(app, administrator, Cancel);
        var secret = await page.StartCircuitAsync(app);
        Assert.NotNull(secret);

        using var thief = await BlazorClient.OpenAsync(app, viewer, Cancel);
        Assert.Equal(false, await thief.CallAsync("ConnectCircuit", secret));
        Assert.Null(await thief.CallAsync("ResumeCircuit", secret, $"{app.Origin}/", $"{app.Origin}/accounts", "[]", ""));

        // Its own session reconnects to it, on another connection.
        page.Dispose();
        using var again = await BlazorClient.OpenAsync(app, administrator, Cancel);
        Assert.Equal(true, await again.CallAsync("ConnectCircuit", secret));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task CircuitOfAnother_IsNotEndedByItsSecret()
    {
        await using var app = await TestApplication.StartAsync();
        var (administrator, viewer) = (app.Begin(Role.Administrator, "root"), app.Begin(Role.Viewer, "vera"));
        var page = await BlazorClient.OpenAsync(app, administrator, Cancel);
        var secret = await page.StartCircuitAsync(app);

        Assert.Equal(HttpStatusCode.OK, await EndAsync(app, viewer, secret!));
        page.Dispose();
        using (var again = await BlazorClient.OpenAsync(app, administrator, Cancel))
            Assert.Equal(true, await again.CallAsync("ConnectCircuit", secret!));

        // As a closing page does.
        Assert.Equal(HttpStatusCode.OK, await EndAsync(app, administrator, secret!));
        using var late = await BlazorClient.OpenAsync(app, administrator, Cancel);
        Assert.Equal(false, await late.CallAsync("ConnectCircuit", secret!));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task CircuitOfAnEndedSession_IsNotToBeHadByTheNextOfTheSamePerson()
    {
        await using var app = await TestApplication.StartAsync();
        var first = app.Begin(Role.Administrator, "root");
        using var page = await BlazorClient.OpenAsync(app, first, Cancel);
        var secret = await page.StartCircuitAsync(app);
        app.Services.GetRequiredService<SessionRegistry>().End(first.Id, "a test");

        using var next = await BlazorClient.OpenAsync(app, app.Begin(Role.Administrator, "root"), Cancel);
        Assert.Equal(false, await next.CallAsync("ConnectCircuit", secret!));
    }

    [Fact]
    [Trait("Attack", "D1")]
    [Trait("Attack", "C9")]
    public async Task Hubs_TakeNothingButWebSockets()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn(Role.Viewer);
        browser.DefaultRequestHeaders.Add("Origin", app.Origin);
        var hubs = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>() is not null).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).ToHashSet();
        Assert.Superset(new HashSet<string> { "/_blazor", "/_blazor/negotiate", "/hubs/console", "/hubs/metrics" }, hubs);
        foreach (var hub in hubs)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete])
            {
                using var request = new HttpRequestMessage(method, $"{hub}?id=x&negotiateVersion=1");
                request.Headers.Accept.ParseAdd("text/event-stream");
                using var answer = await browser.SendAsync(request, Cancel);
                Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed]);
            }
        }
    }

    private static async Task<HttpStatusCode> EndAsync(TestApplication app, Session session, string secret)
    {
        using var browser = app.With(app.CookieOf(session));
        browser.DefaultRequestHeaders.Add("Origin", app.Origin);
        using var form = new MultipartFormDataContent { { new StringContent(secret), "circuitId" } };
        using var answer = await browser.PostAsync("/_blazor/disconnect", form, Cancel);
        return answer.StatusCode;
    }
}
