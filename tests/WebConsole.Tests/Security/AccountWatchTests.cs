using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Security;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>An account that changes while it is signed in.</summary>
public sealed class AccountWatchTests
{
    private readonly FakeHostAccounts _accounts = new();

    public AccountWatchTests() => _accounts.Add("anna", "1", "sudo");

    [Fact]
    public async Task SameAccount_StaysSignedIn() => Assert.True(await IsAliveAfterAsync(() => _accounts.Add("anna", "1", "users", "sudo")));

    [Fact]
    [Trait("Attack", "A4")]
    public async Task ChangedPassword_EndsTheSession() => Assert.False(await IsAliveAfterAsync(() => _accounts.Add("anna", "2", "sudo")));

    [Fact]
    [Trait("Attack", "C9")]
    public async Task ChangedRole_EndsTheSession() => Assert.False(await IsAliveAfterAsync(() => _accounts.Add("anna", "1", "libvirt")));

    [Fact]
    [Trait("Attack", "C9")]
    public async Task LostRole_EndsTheSession() => Assert.False(await IsAliveAfterAsync(() => _accounts.Add("anna", "1", "users")));

    [Fact]
    [Trait("Attack", "C9")]
    public async Task ExpiredAccount_EndsTheSession() => Assert.False(await IsAliveAfterAsync(() => _accounts.Expired.Add("anna")));

    [Fact]
    [Trait("Attack", "C9")]
    public async Task RemovedAccount_EndsTheSession() => Assert.False(await IsAliveAfterAsync(() => _accounts.Remove("anna")));

    [Fact]
    public async Task Link_IsNoHostAccount_AndStays()
    {
        using var sessions = new TestSessions();
        var setup = SessionPrincipal.Of(sessions.Registry.Begin("setup", Role.Administrator, SignInMethod.Link, "192.0.2.7"));

        await LookAsync(sessions);

        Assert.True(sessions.Registry.IsAlive(setup));
    }

    [Theory]
    [Trait("Attack", "C9")]
    [InlineData(SignInMethod.Password, false)]
    [InlineData(SignInMethod.Link, true)]
    public async Task SwitchedOff_EndsTheAccountsSessionsAtTheStart(SignInMethod method, bool stays)
    {
        using var sessions = new TestSessions();
        var anna = SessionPrincipal.Of(sessions.Registry.Begin("anna", Role.Administrator, method, "192.0.2.7", "1"));
        using var threads = new PasswordThreads();
        using var watch = Watch(sessions, threads, new HostAccountsStatus("Switched off."), TimeProvider.System);

        await watch.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(stays, sessions.Registry.IsAlive(anna));
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    [Trait("Attack", "C9")]
    public async Task HostThatDoesNotAnswerForOne_KeepsNobodyElse()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var sessions = new TestSessions(time);
        using var threads = new PasswordThreads();
        using var watch = Watch(sessions, threads, new HostAccountsStatus(null), time);
        using var hanging = new ManualResetEventSlim();
        var looks = 0;
        _accounts.BeforeLook = user =>
        {
            if (user != "hung")
                return;
            Interlocked.Increment(ref looks);
            hanging.Wait();
        };
        sessions.Registry.Begin("hung", Role.Administrator, SignInMethod.Password, "192.0.2.7", "1");
        var anna = SessionPrincipal.Of(sessions.Registry.Begin("anna", Role.Administrator, SignInMethod.Password, "192.0.2.7", "of before"));

        var look = watch.LookAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return look.IsCompleted;
        }, TestContext.Current.CancellationToken);

        Assert.False(await look);
        Assert.False(sessions.Registry.IsAlive(anna));
        // A hanging account is not checked again, because that would block one thread after another.
        Assert.False(await watch.LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, looks);
        hanging.Set();
    }

    private async Task<bool> IsAliveAfterAsync(Action change)
    {
        using var sessions = new TestSessions();
        var anna = SessionPrincipal.Of(sessions.Registry.Begin("anna", Role.Administrator, SignInMethod.Password, "192.0.2.7", "1"));

        change();
        await LookAsync(sessions);

        return sessions.Registry.IsAlive(anna);
    }

    private async Task LookAsync(TestSessions sessions)
    {
        using var threads = new PasswordThreads();
        using var watch = Watch(sessions, threads, new HostAccountsStatus(null), TimeProvider.System);
        Assert.True(await watch.LookAsync(TestContext.Current.CancellationToken));
    }

    private AccountWatch Watch(TestSessions sessions, PasswordThreads threads, HostAccountsStatus status, TimeProvider time) =>
        new(_accounts, status, threads, new RoleMap(sessions.Options), sessions.Registry, time, NullLogger<AccountWatch>.Instance);
}
