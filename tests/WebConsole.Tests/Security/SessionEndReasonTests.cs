using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>What whoever used a session is told of its end.</summary>
public sealed class SessionEndReasonTests
{
    [Theory]
    [InlineData(SessionEnd.Administrator, "administrator")]
    [InlineData(SessionEnd.Expired, "expired")]
    [InlineData(SessionEnd.Account, "account")]
    public async Task Page_LeadsToSignInWithTheReason(SessionEnd end, string word)
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        app.Services.GetRequiredService<SessionRegistry>().End(session.Id, "a test", end);

        using var answer = await GetAsync(app, session, "/machines?q=web", "text/html");

        Assert.Equal($"/sign-in?returnUrl=%2Fmachines%3Fq%3Dweb&ended={word}", answer.Headers.Location?.OriginalString);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("webconsole.session.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Program_KeepsTheCookie_SoThatThePageStillLearnsTheReason(string method)
    {
        await using var app = await TestApplication.StartAsync();
        var session = app.Begin();
        app.Services.GetRequiredService<SessionRegistry>().End(session.Id, "a test", SessionEnd.Administrator);

        using var answer = await GetAsync(app, session, "/machines", "application/json", method);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("administrator", "An administrator has ended your session.")]
    [InlineData("unknown", "Your session has ended. The server no longer knows it, perhaps since a restart.")]
    [InlineData("Send money", null)]
    public async Task SignInPage_SaysTheReason_AndOnlyWhatItKnows(string word, string? sentence)
    {
        await using var app = await TestApplication.StartAsync();
        using var stranger = app.Anonymous();

        var page = await stranger.GetStringAsync($"/sign-in?returnUrl=%2Fmachines&ended={Uri.EscapeDataString(word)}", TestContext.Current.CancellationToken);

        Assert.Equal(sentence is not null, page.Contains("session-ended", StringComparison.Ordinal));
        Assert.Contains(sentence ?? "Sign in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Send money", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_OfABrowserThatSignedInMeanwhile_LeadsBack()
    {
        await using var app = await TestApplication.StartAsync();

        using var answer = await GetAsync(app, app.Begin(), "/sign-in?returnUrl=%2Fmachines&ended=signed-out", "text/html");

        Assert.Equal("/machines", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Reason_OfASessionThatHolds_IsNone()
    {
        await using var app = await TestApplication.StartAsync();
        var sessions = app.Services.GetRequiredService<SessionRegistry>();
        var session = SessionPrincipal.Of(app.Begin());
        Assert.Null(sessions.WhyEnded(session));
        Assert.Null(sessions.WhyEnded(new()));

        sessions.End(SessionPrincipal.IdOf(session)!.Value, "a test", SessionEnd.SignedOut);

        Assert.Equal(SessionEnd.SignedOut, sessions.WhyEnded(session));
    }

    private static async Task<HttpResponseMessage> GetAsync(TestApplication app, Session session, string path, string accept, string method = "GET")
    {
        using var browser = app.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", app.CookieOf(session));
        request.Headers.Add("Accept", accept);
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
