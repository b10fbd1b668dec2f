using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Security;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Sign-in with a password, and password guessing.</summary>
public sealed partial class PasswordSignInTests : IAsyncLifetime
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.9");

    private readonly FakeHostAccounts _accounts = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private TestApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        _accounts.Add("anna", "1", "users", "sudo");
        _accounts.Add("otto", "1", "libvirt");
        _accounts.Add("bert", "1", "users");
        _accounts.Add("carl", "1", "sudo");
        _accounts.Expired.Add("carl");
        _app = await TestApplication.StartAsync(builder =>
        {
            builder.Use(_accounts);
            builder.Use(_time);
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("anna", Role.Administrator)]
    [InlineData("otto", Role.Operator)]
    public async Task RightPassword_SignsInWithTheRoleOfItsGroups(string user, Role role)
    {
        using var browser = _app.Anonymous();

        using var answer = await browser.PostFormAsync("/sign-in", ("user", user), ("password", $"{user}-secret"), ("returnUrl", "/tasks"));

        Assert.Equal("/tasks", answer.Headers.Location?.OriginalString);
        var session = Assert.Single(_app.Services.GetRequiredService<SessionRegistry>().Current);
        Assert.Equal((user, role, SignInMethod.Password, "127.0.0.1"), (session.User, session.Role, session.Method, session.From));
    }

    /// <summary>Wrong password, unknown, expired, without a role, no name at all: the same page, byte for byte but for the name.</summary>
    [Fact]
    [Trait("Attack", "A5")]
    public async Task EveryRefusal_LooksTheSame()
    {
        var pages = new List<string>();
        foreach (var (user, password) in new[] { ("anna", "wrong"), ("nobody", "wrong"), ("carl", "carl-secret"), ("bert", "bert-secret"), ("-x", "-x-secret") })
        {
            using var browser = _app.Anonymous();
            using var answer = await AdvancingAsync(browser.PostFormAsync("/sign-in", ("user", user), ("password", password)));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            pages.Add(AntiforgeryToken().Replace(page, "").Replace($"value=\"{user}\"", "", StringComparison.Ordinal));
        }

        Assert.Single(pages.Distinct());
        Assert.Empty(_app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Theory]
    [Trait("Attack", "A5")]
    [InlineData("anna", "wrong", 0, 2000)]
    [InlineData("nobody", "wrong", 0, 2000)]
    [InlineData("carl", "carl-secret", 0, 2000)]
    [InlineData("bert", "bert-secret", 0, 2000)]
    [InlineData("-x", "-x-secret", 0, 2000)]
    [InlineData("anna", "wrong", 1300, 2000)]
    [InlineData("nobody", "wrong", 1999, 2000)]
    [InlineData("anna", "wrong", 2400, 4000)]
    public async Task EveryRefusal_ComesAtTheSameTime(string user, string password, int pamTakes, int milliseconds)
    {
        _accounts.Before = () => _time.Advance(TimeSpan.FromMilliseconds(pamTakes));
        var answer = SignIn.SignInAsync(user, password, Home, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => user[0] == '-' || !_accounts.Asked.IsEmpty, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMilliseconds(milliseconds - pamTakes - 1));
        await Task.WhenAny(answer, Task.Delay(100, TestContext.Current.CancellationToken));
        Assert.False(answer.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, (await answer.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    [Trait("Attack", "A1")]
    public async Task GuessesInParallel_AreFew()
    {
        var guesses = Enumerable.Range(0, 100)
            .Select(number => SignIn.SignInAsync("anna", $"guess {number}", Elsewhere, TestContext.Current.CancellationToken)).ToList();

        var answers = await AdvancingAsync(Task.WhenAll(guesses));

        Assert.True(_accounts.Asked.Count <= 10, $"{_accounts.Asked.Count} guesses were looked at");
        Assert.Contains(answers, answer => answer.Status == 429);
    }

    [Fact]
    [Trait("Attack", "A1")]
    public async Task GuessesAtManyAccountsFromOneAddress_AreFew()
    {
        for (var number = 0; number < 100; number++)
            await AdvancingAsync(SignIn.SignInAsync($"user{number}", "Summer2026", Elsewhere, TestContext.Current.CancellationToken));

        // During these 200 seconds some attempts are replenished.
        Assert.InRange(_accounts.Asked.Count, 20, 40);
    }

    [Fact]
    [Trait("Attack", "A1")]
    public async Task GuessingFromElsewhere_DoesNotLockTheOwnerOut()
    {
        Assert.NotNull((await SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken)).Session);

        for (var number = 0; number < 30; number++)
            await AdvancingAsync(SignIn.SignInAsync("anna", "guess", IPAddress.Parse($"198.51.100.{number}"), TestContext.Current.CancellationToken));

        Assert.NotNull((await SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    [Trait("Attack", "A1")]
    public async Task GuessingAtOthersFromTheSameAddress_DoesNotLockTheOwnerOut()
    {
        Assert.NotNull((await SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken)).Session);

        for (var number = 0; number < 60; number++)
            await AdvancingAsync(SignIn.SignInAsync($"user{number}", "guess", Home, TestContext.Current.CancellationToken));

        Assert.NotNull((await SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    [Trait("Attack", "A1")]
    public async Task WhoeverWaits_MayTryAgain()
    {
        for (var number = 0; number < 40; number++)
            await AdvancingAsync(SignIn.SignInAsync("anna", "guess", Elsewhere, TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull((await SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    [Trait("Attack", "D3")]
    public void Limiter_ForgetsMostOfAFlood()
    {
        var limiter = new PasswordLimiter(_time);

        for (var number = 0; number < 200_000; number++)
            limiter.TryTake($"user{number}", $"198.51.{number % 256}.{number / 256 % 256}");

        Assert.InRange(limiter.Kept, 1, PasswordLimiter.MostKept + 2);
    }

    [Fact]
    [Trait("Attack", "D3")]
    public void RefusedAttempts_LeaveNothingBehind()
    {
        var limiter = new PasswordLimiter(_time);

        var taken = Enumerable.Range(0, 5_000).Count(number => limiter.TryTake($"user{number}", "198.51.100.9"));

        Assert.Equal(taken + 1, limiter.Kept);
        Assert.InRange(taken, 1, 20);
    }

    [Fact]
    [Trait("Attack", "D3")]
    public async Task TextsThatAreNoNames_AreKeptNowhere_AndFew()
    {
        var answers = new List<SignInResult>();
        for (var number = 0; number < 200 && answers.LastOrDefault()?.Status != 429; number++)
            answers.Add(await AdvancingAsync(SignIn.SignInAsync($"{number}{new string('a', 15_000)}", "x", Elsewhere, TestContext.Current.CancellationToken)));

        // The counter of the address, and the one for its log lines.
        Assert.Equal(2, _app.Services.GetRequiredService<PasswordLimiter>().Kept);
        Assert.Equal(401, answers[0].Status);
        Assert.Equal(429, answers[^1].Status);
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("anna", "")]
    [InlineData("-f", "secret")]
    [InlineData("a:b", "secret")]
    [InlineData("../anna", "secret")]
    [InlineData("an\nna", "secret")]
    [InlineData("an\0na", "secret")]
    [InlineData("anna", "anna-secret\0more")]
    public async Task WhatNoAccountCanBe_NeverReachesPam(string user, string password)
    {
        await AdvancingAsync(SignIn.SignInAsync(user, password, Home, TestContext.Current.CancellationToken));

        Assert.Empty(_accounts.Asked);
    }

    [Fact]
    [Trait("Attack", "D3")]
    public async Task LongNameAndPassword_NeverReachPam()
    {
        await AdvancingAsync(SignIn.SignInAsync(new string('a', 257), "secret", Home, TestContext.Current.CancellationToken));
        await AdvancingAsync(SignIn.SignInAsync("anna", new string('ä', 256), Home, TestContext.Current.CancellationToken));
        using var browser = _app.Anonymous();
        using var huge = await browser.PostFormAsync("/sign-in", ("user", new string('a', 64 * 1024)));

        Assert.Empty(_accounts.Asked);
        Assert.Equal(HttpStatusCode.BadRequest, huge.StatusCode);
    }

    [Fact]
    [Trait("Attack", "D3")]
    public async Task PamThatHangs_HoldsNobodyElse()
    {
        using var hanging = new ManualResetEventSlim();
        _accounts.Before = hanging.Wait;
        var stuck = Enumerable.Range(0, PasswordThreads.Threads + PasswordThreads.Waiting)
            .Select(number => SignIn.SignInAsync($"user{number}", "x", IPAddress.Parse($"198.51.100.{number}"), TestContext.Current.CancellationToken)).ToList();

        var oneMore = await AdvancingAsync(SignIn.SignInAsync("anna", "anna-secret", Home, TestContext.Current.CancellationToken));
        var answers = await AdvancingAsync(Task.WhenAll(stuck));
        hanging.Set();

        Assert.Equal((SignInErrors.Busy, 503), (oneMore.Error, oneMore.Status));
        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
    }

    private PasswordSignIn SignIn => _app.Services.GetRequiredService<PasswordSignIn>();

    /// <summary>Advances the clock in small steps until the answer arrives.</summary>
    private async Task<T> AdvancingAsync<T>(Task<T> answer)
    {
        while (await Task.WhenAny(answer, Task.Delay(5, TestContext.Current.CancellationToken)) != answer)
            _time.Advance(TimeSpan.FromMilliseconds(500));
        return await answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"")]
    private static partial Regex AntiforgeryToken();
}
