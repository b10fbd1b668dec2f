using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Security;

/// <summary>Requests that another site has a browser send.</summary>
[Trait("Attack", "S3")]
public sealed class ForgeryTests
{
    [Fact]
    public async Task SignInWithoutTheFormsToken_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        var link = app.Services.GetRequiredService<SignInLinks>().Create();
        using var browser = app.Anonymous();

        using var answer = await PostAsync(browser, "/sign-in", [KeyValuePair.Create("token", link)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task SignOutWithoutTheFormsToken_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();

        using var answer = await PostAsync(browser, "/sign-out", []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task FormsTokenOfAnotherSession_IsRefused()
    {
        await using var app = await TestApplication.StartAsync();
        using var mallory = app.SignedIn(user: "mallory");
        using var anna = app.SignedIn(user: "anna");
        var token = await mallory.AntiforgeryTokenAsync();

        using var answer = await PostAsync(anna, "/sign-out", [KeyValuePair.Create("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2, app.Services.GetRequiredService<SessionRegistry>().Current.Length);
    }

    [Fact]
    public async Task FormOfAnotherSite_IsRefused_EvenWithItsToken()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();
        browser.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        using var answer = await browser.PostFormAsync("/sign-out");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task SignOutByGet_DoesNothing()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();

        using var answer = await browser.GetAsync("/sign-out", TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(app.Services.GetRequiredService<SessionRegistry>().Current);
    }

    [Fact]
    public async Task LinkOfSomeoneElse_AsksWhoIsSignedInAlready()
    {
        await using var app = await TestApplication.StartAsync();
        using var anna = app.SignedIn(user: "anna");
        using var stranger = app.Anonymous();
        var path = $"/sign-in?token={app.Services.GetRequiredService<SignInLinks>().Create()}";

        var asked = await anna.GetStringAsync(path, TestContext.Current.CancellationToken);
        var sent = await stranger.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("data-submit-itself", asked, StringComparison.Ordinal);
        Assert.Contains("data-submit-itself", sent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
