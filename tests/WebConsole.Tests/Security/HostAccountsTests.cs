using System.Net;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Real accounts and the real PAM.</summary>
[Trait("Category", "Integration")]
public sealed class HostAccountsTests(HostWithAccounts host) : IClassFixture<HostWithAccounts>
{
    private const string Password = HostWithAccounts.Password;

    [Theory]
    [InlineData("anna", Password, HttpStatusCode.SeeOther)]
    [InlineData("otto", Password, HttpStatusCode.SeeOther)]
    [InlineData("anna", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("anna", "", HttpStatusCode.Unauthorized)]
    [InlineData("nobody-here", Password, HttpStatusCode.Unauthorized)]
    [InlineData("bert", Password, HttpStatusCode.Unauthorized)]
    [InlineData("carl", Password, HttpStatusCode.Unauthorized)]
    [InlineData("dora", "", HttpStatusCode.Unauthorized)]
    [InlineData("dora", "anything", HttpStatusCode.Unauthorized)]
    public async Task Account_GetsInByItsPasswordAndItsGroups(string user, string password, HttpStatusCode expected)
    {
        using var browser = Browser();

        using var answer = await browser.PostFormAsync("/sign-in", ("user", user), ("password", password));

        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}\n{host.Output}");
    }

    [Fact]
    [Trait("Attack", "A4")]
    public async Task ChangedPassword_EndsTheSession()
    {
        using var browser = Browser();
        using var signedIn = await browser.PostFormAsync("/sign-in", ("user", "eva"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        await host.RunAsync("usermod", "--password", HostWithAccounts.OtherHash, "eva");

        await EndsAsync(browser);
    }

    [Fact]
    [Trait("Attack", "C9")]
    public async Task LostGroup_EndsTheSession()
    {
        using var browser = Browser();
        using var signedIn = await browser.PostFormAsync("/sign-in", ("user", "paul"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        await host.RunAsync("gpasswd", "--delete", "paul", "libvirt");

        await EndsAsync(browser);
    }

    /// <summary>Within the five seconds for which a revoked right may still work.</summary>
    private static async Task EndsAsync(HttpClient browser)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await StatusAsync(browser) == HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5), "the session goes on");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private HttpClient Browser() =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
}
