using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Anonymous clients can't flood the audit log.</summary>
[Trait("Attack", "D3")]
public sealed class RefusalFloodTests : IAsyncLifetime
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.9");

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly LogCapture _log = new();
    private TestApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(builder =>
    {
        builder.Use(new FakeHostAccounts());
        builder.Use(_time);
        builder.Services.AddSingleton<ILogEventSink>(_log);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void BadLinks_WriteFewLines_AndAGoodOneStillWorks()
    {
        for (var number = 0; number < 300; number++)
            Assert.Equal(401, ByLink.SignIn(number % 2 == 0 ? "short" : new string('A', SignInLinks.TokenLength), Elsewhere).Status);

        Assert.Equal(21, Refusals);
        Assert.NotNull(ByLink.SignIn(_app.Services.GetRequiredService<SignInLinks>().Create(), Elsewhere).Session);
    }

    [Fact]
    public async Task AttemptsBeyondTheLimit_WriteOneLineAMinute()
    {
        for (var number = 0; number < 20; number++)
            ByLink.SignIn(token: null, Elsewhere);

        for (var number = 0; number < 100; number++)
            Assert.Equal(429, (await Passwords.SignInAsync($"user{number}", "x", Elsewhere, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(21, Refusals);

        // Some attempts are replenished in the minute; they are used first.
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var number = 0; number < 4; number++)
            ByLink.SignIn(token: null, Elsewhere);
        for (var number = 0; number < 100; number++)
            Assert.Equal(429, (await Passwords.SignInAsync($"user{number}", "x", Elsewhere, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(26, Refusals);
    }

    private LinkSignIn ByLink => _app.Services.GetRequiredService<LinkSignIn>();

    private PasswordSignIn Passwords => _app.Services.GetRequiredService<PasswordSignIn>();

    private int Refusals => _log.Lines.Count(line => line.Contains("\"Name\":\"SignInRefused\"", StringComparison.Ordinal));
}
