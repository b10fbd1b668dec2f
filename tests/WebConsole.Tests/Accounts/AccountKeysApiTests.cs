using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.CloudInit;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Accounts;

/// <summary>The keys of an account by the API: only whoever asks has them.</summary>
public sealed class AccountKeysApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Route = "/api/v1/account/ssh-keys";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A viewer's, too: they open nothing in WebConsole.</summary>
    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Administrator)]
    public async Task Keys_AreOfWhoeverAsks(Role role)
    {
        using var anna = await SignInAsync(role, $"anna-{role}");
        using var bert = await SignInAsync(Role.Administrator, "bert");

        using var kept = await anna.PostAsJsonAsync(Route, new { keys = $"{Keys.Ed25519} anna@laptop" }, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        var key = Assert.Single((await anna.GetFromJsonAsync<JsonElement>(Route, Cancel)).GetProperty("items").EnumerateArray());
        Assert.Equal(($"{Keys.Ed25519} anna@laptop", "ED25519", "anna@laptop"), (key.GetProperty("key").GetString(), key.GetProperty("kind").GetString(), key.GetProperty("comment").GetString()));
        Assert.Empty((await bert.GetFromJsonAsync<JsonElement>(Route, Cancel)).GetProperty("items").EnumerateArray());

        var one = $"{Route}?fingerprint={Uri.EscapeDataString(key.GetProperty("fingerprint").GetString()!)}";
        using var foreign = await bert.DeleteAsync(one, Cancel);
        using var own = await anna.DeleteAsync(one, Cancel);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (foreign.StatusCode, own.StatusCode));
    }

    [Theory]
    [InlineData("""{ "keys": "hello" }""")]
    [InlineData("""{ "keys": "" }""")]
    [InlineData("{}")]
    [InlineData("""{ "keys": "-----BEGIN RSA PRIVATE KEY-----" }""")]
    public async Task WrongKey_NamesTheField(string body)
    {
        using var anna = await SignInAsync(Role.Viewer, "carl");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await anna.PostAsync(Route, content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty("keys", out _));
    }

    private Task<HttpClient> SignInAsync(Role role, string name) => fixture.Application.WithTokenAsync(role, name);
}
