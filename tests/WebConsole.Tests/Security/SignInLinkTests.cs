using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hosting;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>One-time links over HTTP.</summary>
public sealed class SignInLinkTests
{
    [Fact]
    public async Task Link_SignsInAsSetup_AndLeadsToTheReturnUrl()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.Anonymous();
        var token = app.Services.GetRequiredService<SignInLinks>().Create();

        using var answer = await browser.PostFormAsync("/sign-in", ("token", token), ("returnUrl", "/machines?host=a"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/machines?host=a", answer.Headers.Location?.OriginalString);
        var session = Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
        Assert.Equal(("setup", WebConsole.Security.Role.Administrator), (session.User, session.Role));
        using var page = await browser.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignInPage_SaysWhatMakesALink()
    {
        await using var app = await TestApplication.StartAsync(null, null, "--WebConsole:SignIn:NewLinkCommand=./run.sh --new-link");
        using var browser = app.Anonymous();

        Assert.Contains("<code>./run.sh --new-link</code>", await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_UsesNothingUp()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.Anonymous();
        var token = app.Services.GetRequiredService<SignInLinks>().Create();

        using var preview = await browser.GetAsync($"/sign-in?token={token}", TestContext.Current.CancellationToken);
        using var answer = await browser.PostFormAsync("/sign-in", ("token", token));

        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    [Trait("Attack", "C4")]
    public async Task UsedLink_OpensNothingAgain()
    {
        await using var app = await TestApplication.StartAsync();
        using var first = app.Anonymous();
        using var second = app.Anonymous();
        var token = app.Services.GetRequiredService<SignInLinks>().Create();
        using var used = await first.PostFormAsync("/sign-in", ("token", token));

        using var replayed = await second.PostFormAsync("/sign-in", ("token", token));

        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    [Trait("Attack", "C4")]
    public async Task LinkAfterItsTime_OpensNothing()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await TestApplication.StartAsync(builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        var links = app.Services.GetRequiredService<SignInLinks>();
        var (early, late) = (links.Create(), links.Create());

        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.True(links.Use(early));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(links.Use(late));
    }

    [Fact]
    [Trait("Attack", "C4")]
    public async Task SeveralAtOnce_OneGetsIn()
    {
        await using var app = await TestApplication.StartAsync();
        var links = app.Services.GetRequiredService<SignInLinks>();
        var token = links.Create();

        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => links.Use(token), TestContext.Current.CancellationToken)));

        Assert.Single(opened, open => open);
    }

    /// <summary>They share only the directory, like two processes.</summary>
    [Fact]
    [Trait("Attack", "C4")]
    public async Task TwoServersAtOnce_OneGetsIn()
    {
        using var state = new TestSessions();
        SignInLinks[] servers = [new(state.Options, TimeProvider.System), new(state.Options, TimeProvider.System)];
        using var start = new Barrier(servers.Length);
        string[] tokens = [.. Enumerable.Range(0, 400).Select(_ => servers[0].Create())];

        var opened = await Task.WhenAll(servers.Select(server => Task.Factory.StartNew(() => tokens.Count(token =>
        {
            start.SignalAndWait();
            return server.Use(token);
        }), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(tokens.Length, opened.Sum());
        Assert.Empty(Directory.GetFiles(StateDirectory.Links(state.Options.StateDirectory)));
    }

    [Theory]
    [Trait("Attack", "C4")]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'")]
    public async Task GuessedLink_OpensNothing(string guess)
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.Anonymous();
        app.Services.GetRequiredService<SignInLinks>().Create();

        using var answer = await browser.PostFormAsync("/sign-in", ("token", guess));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    [Trait("Attack", "C4")]
    public async Task StateDirectory_HoldsNoToken()
    {
        await using var app = await TestApplication.StartAsync();
        var token = app.Services.GetRequiredService<SignInLinks>().Create();
        using var browser = app.Anonymous();
        using var answer = await browser.PostFormAsync("/sign-in", ("token", token));

        // .NET does not wait for locks, and can't open a locked file.
        foreach (var file in Directory.EnumerateFiles(app.StateDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
