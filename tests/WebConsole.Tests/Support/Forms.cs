using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>Fills in forms as a browser would.</summary>
internal static partial class Forms
{
    /// <summary>The antiforgery token for this browser, from a page that has a form.</summary>
    public static async Task<string> AntiforgeryTokenAsync(this HttpClient browser)
    {
        var page = await browser.GetStringAsync($"/sign-in?token={new string('A', 43)}", TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);
    }

    /// <summary>Posts a form with the antiforgery token.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string url, params (string Name, string Value)[] fields)
    {
        var token = await browser.AntiforgeryTokenAsync();
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await browser.PostAsync(url, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
