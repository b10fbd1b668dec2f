using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;
using WebConsole.Hosting;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>A state directory that fails under a running server.</summary>
public sealed class StateFaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly LogCapture _log = new();
    private TestApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(builder =>
    {
        builder.Use(_time);
        builder.Services.AddSingleton<ILogEventSink>(_log);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private SessionRegistry Sessions => _app.Services.GetRequiredService<SessionRegistry>();

    private string Folder => StateDirectory.Sessions(_app.StateDirectory);

    [Fact]
    public async Task FailingDirectory_EndsSessionsAllTheSame_AndNotTheServer()
    {
        var (anna, bert, open) = (Begin("anna"), Begin("bert"), Begin("open"));
        using var page = Sessions.Connect(bert);
        using var other = Sessions.Connect(open);
        var ended = Sessions.WhenEnded(anna);
        Break();

        await PassAsync(TimeSpan.FromHours(9), () => Audited("anna"));
        // The keeper continues, and saves what it can.
        page!.Dispose();
        await PassAsync(TimeSpan.FromHours(9), () => Audited("bert"));
        await PassAsync(TimeSpan.FromMinutes(1), () => _log.Lines.Any(line => line.Contains("can't be written down", StringComparison.Ordinal)));

        Assert.True(ended.IsCancellationRequested);
        Assert.False(_app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public void FailingDirectory_KeepsNoEndFromTheAuditAndThePages()
    {
        var (anna, changes) = (Begin("anna"), 0);
        Sessions.Changed += () => changes++;
        Break();

        Sessions.End(SessionPrincipal.IdOf(anna)!.Value, "a test");

        Assert.True(Audited("anna"));
        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task SignInThatCannotBeKept_SaysWhatFailed()
    {
        var token = _app.Services.GetRequiredService<SignInLinks>().Create();
        using var browser = _app.Anonymous();
        Break();

        using var answer = await browser.PostFormAsync("/sign-in", ("token", token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(SignInErrors.NotKept, page, StringComparison.Ordinal);
        Assert.Single(_log.Lines, line => line.Contains("the state directory can't be read or written", StringComparison.Ordinal));
        Assert.Empty(Sessions.Current);

        // A failed sign-in does not consume the link.
        Mend();
        using var again = await browser.PostFormAsync("/sign-in", ("token", token));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        using var third = await browser.PostFormAsync("/sign-in", ("token", token));
        Assert.Equal(HttpStatusCode.Unauthorized, third.StatusCode);
    }

    [Fact]
    [Trait("Attack", "A4")]
    public void FileThatCouldNotBeDeleted_IsDeletedLater()
    {
        var id = SessionPrincipal.IdOf(Begin("anna"))!.Value;
        Break();
        Sessions.End(id, "a test");

        Mend();
        Assert.Single(Directory.GetFiles(Folder, $"{id:N}.json"));
        Sessions.Flush();

        Assert.Empty(Directory.GetFiles(Folder, $"{id:N}.json"));
    }

    private ClaimsPrincipal Begin(string user) => SessionPrincipal.Of(Sessions.Begin(user, Role.Operator, SignInMethod.Link, "192.0.2.7"));

    /// <summary>Permissions do not stop root, so the directory is replaced by a file.</summary>
    private void Break()
    {
        Directory.Move(Folder, Folder + ".away");
        File.WriteAllText(Folder, "");
    }

    private void Mend()
    {
        File.Delete(Folder);
        Directory.Move(Folder + ".away", Folder);
    }

    private bool Audited(string user) => _log.Lines.Any(line =>
        line.Contains("\"Name\":\"SessionEnded\"", StringComparison.Ordinal) && line.Contains($"\"User\":\"{user}\"", StringComparison.Ordinal));

    /// <summary>Advances the clock, and then until the keeper has run.</summary>
    private async Task PassAsync(TimeSpan time, Func<bool> until)
    {
        _time.Advance(time);
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return until();
        }, TestContext.Current.CancellationToken);
    }
}
