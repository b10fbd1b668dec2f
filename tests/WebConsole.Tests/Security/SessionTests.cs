using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>From sign-in to the end of a session.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Cookie_IsHttpOnlyLaxAndOfTheBrowserSession()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.Anonymous();

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith(SessionCookie.Prefix, StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Attack", "A4")]
    public async Task SignIn_GivesANewSession_AndEndsTheOneThatTheBrowserHad()
    {
        await using var app = await TestApplication.StartAsync();
        var planted = app.Begin(user: "mallory");
        using var browser = app.With(app.CookieOf(planted));

        using var answer = await browser.PostFormAsync("/sign-in", ("token", app.Services.GetRequiredService<SignInLinks>().Create()));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var now = Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
        Assert.Equal("setup", now.User);
        Assert.NotEqual(planted.Id, now.Id);
    }

    [Fact]
    [Trait("Attack", "A4")]
    public async Task SignOut_EndsTheSessionForEveryCopyOfItsCookie()
    {
        await using var app = await TestApplication.StartAsync();
        var cookie = app.CookieOf(app.Begin());
        using var browser = app.With(cookie);
        using var thief = app.With(cookie);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(thief));

        using var signedOut = await browser.PostFormAsync("/sign-out");

        Assert.Equal("/sign-in", signedOut.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(thief));
    }

    [Fact]
    [Trait("Attack", "C1")]
    public async Task ForgedOrForeignCookie_IsNoSession()
    {
        await using var app = await TestApplication.StartAsync();
        await using var other = await TestApplication.StartAsync();
        var session = app.Begin();
        using var foreign = app.With(other.CookieOf(session));
        using var invented = app.With($"{app.SessionCookieName}={session.Id:N}");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(foreign));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(invented));
    }

    [Fact]
    public async Task Restart_SignsNobodyOut_AndNobodyInAgain()
    {
        var state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
        var accounts = new FakeHostAccounts();
        accounts.Add("anna", "1", "sudo");
        accounts.Add("bert", "1", "sudo");
        string kept, ended;
        await using (var app = await TestApplication.StartAsync(builder => builder.Use(accounts), state))
        {
            var sessions = app.Services.GetRequiredService<SessionRegistry>();
            kept = app.CookieOf(sessions.Begin("anna", Role.Administrator, SignInMethod.Password, "192.0.2.7", "1"));
            var gone = sessions.Begin("bert", Role.Administrator, SignInMethod.Password, "192.0.2.7", "1");
            ended = app.CookieOf(gone);
            sessions.End(gone.Id, "a test");
        }

        await using (var app = await TestApplication.StartAsync(builder => builder.Use(accounts), state))
        {
            using var anna = app.With(kept);
            using var bert = app.With(ended);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(anna));
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(bert));
        }
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    [Trait("Attack", "C1")]
    public void IdleSession_Ends_AUsedOneLivesOnUntilItsLongestTime()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var test = new TestSessions(time);
        var sessions = test.Registry;
        var (idle, used, open) = (Begin(sessions), Begin(sessions), Begin(sessions));
        using var page = sessions.Connect(open);

        for (var hour = 0; hour < 9; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            sessions.Touch(used);
        }
        Assert.False(sessions.IsAlive(idle));
        Assert.True(sessions.IsAlive(used));
        Assert.True(sessions.IsAlive(open));

        for (var hour = 9; hour < 7 * 24; hour++)
        {
            sessions.Touch(used);
            time.Advance(TimeSpan.FromHours(1));
        }
        Assert.False(sessions.IsAlive(used));
        Assert.False(sessions.IsAlive(open));
    }

    [Fact]
    public void ExpiredSession_IsEndedForItsStreamsToo()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var test = new TestSessions(time);
        var sessions = test.Registry;
        var ended = sessions.WhenEnded(Begin(sessions));

        time.Advance(TimeSpan.FromHours(9));
        sessions.EndExpired();

        Assert.True(ended.IsCancellationRequested);
    }

    [Fact]
    public void ManySessionsOfOneUser_EndTheOldest()
    {
        using var test = new TestSessions();
        var sessions = test.Registry;
        var (first, bert) = (Begin(sessions), Begin(sessions, "bert"));

        for (var number = 0; number < SessionRegistry.MostPerUser; number++)
            Begin(sessions);

        Assert.False(sessions.IsAlive(first));
        Assert.True(sessions.IsAlive(bert));
        Assert.Equal(SessionRegistry.MostPerUser, sessions.Current.Count(session => session.User == "anna"));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Administrator)]
    public async Task EveryRole_SeesThePages(Role role)
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn(role);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
    }

    private static ClaimsPrincipal Begin(SessionRegistry sessions, string user = "anna") =>
        SessionPrincipal.Of(sessions.Begin(user, Role.Operator, SignInMethod.Password, "192.0.2.7"));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
