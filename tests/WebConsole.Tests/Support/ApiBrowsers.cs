using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>Browsers that may change something by the API.</summary>
internal static class ApiBrowsers
{
    /// <summary>A browser that is signed in and sends the antiforgery token.</summary>
    public static async Task<HttpClient> WithTokenAsync(this TestApplication app, Role role = Role.Administrator, string user = "tester")
    {
        var browser = app.SignedIn(role, user);
        await browser.AddApiTokenAsync();
        return browser;
    }

    /// <summary>Makes the browser send the antiforgery token with each request.</summary>
    public static async Task AddApiTokenAsync(this HttpClient browser)
    {
        var token = await browser.GetFromJsonAsync<JsonElement>("/api/v1/antiforgery", TestContext.Current.CancellationToken);
        browser.DefaultRequestHeaders.Add(token.GetProperty("header").GetString()!, token.GetProperty("token").GetString());
    }
}
