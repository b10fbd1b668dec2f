using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;
using static WebConsole.Tests.Support.ApiAnswers;

namespace WebConsole.Tests.Hosting;

/// <summary>What the API says to requests that are wrong.</summary>
public sealed class ApiMistakesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Machine = $"/api/v1/machines/test/{ApiFixture.Steady}";

    private readonly TestApplication _app = fixture.Application;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>curl --data-binary sends the type of a form.</summary>
    [Fact]
    public async Task ArchiveOfOsinfoDb_MayHaveAnyType()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        using var content = new StringContent("no archive", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await client.PutAsync("/api/v1/osinfo-db", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty("archive", out _));
    }

    /// <summary>Who may not ask is told so, and nothing of the question.</summary>
    [Fact]
    public async Task SourcesOfPools_AreForbiddenBeforeTheBodyIsLookedAt()
    {
        using var client = await _app.WithTokenAsync(Role.Operator);

        using var answer = await client.PostAsJsonAsync("/api/v1/pools/test/discover", new { misspelt = 5 }, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task RemovalOfNoKey_NamesTheArgument()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);

        using var answer = await client.DeleteAsync("/api/v1/account/ssh-keys", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty("fingerprint", out _));
    }

    /// <summary>A status alone helps nobody.</summary>
    [Theory]
    [InlineData("GET", "/api/v1/machines/test", 405, "POST")]
    [InlineData("DELETE", "/api/v1/hosts", 405, "GET")]
    [InlineData("POST", "/api/v1/machines/test", 415, "application/json")]
    public async Task AnswerWithoutARoute_SaysWhatThereIs(string method, string address, int status, string says)
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (status == 415)
            request.Content = new StringContent("name=web", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("/api/v1/machines?host=-c", HttpStatusCode.BadRequest, "host:")]
    [InlineData("/api/v1/machines?host=elsewhere", HttpStatusCode.NotFound, "no host named elsewhere")]
    [InlineData($"/api/v1/machines/TEST/{ApiFixture.Steady}", HttpStatusCode.BadRequest, "host:")]
    [InlineData($"/api/v1/machines/elsewhere/{ApiFixture.Steady}", HttpStatusCode.NotFound, "no host named elsewhere")]
    [InlineData("/api/v1/machines/test/5", HttpStatusCode.BadRequest, "uuid:")]
    [InlineData("/api/v1/machines/test/6695eb01f6a4830479aa97f2502e193f", HttpStatusCode.BadRequest, "uuid:")]
    [InlineData("/api/v1/machines/test/00000000-0000-4000-8000-000000000000", HttpStatusCode.NotFound, "no machine")]
    public async Task WrongId_IsNamed(string address, HttpStatusCode status, string says)
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        await ProblemAsync(await viewer.GetAsync(address, Cancel), status, says);
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("{\"title\": \"two\\nlines\"}", "title")]
    [InlineData("{\"tags\": [\"a,b\"]}", "tags")]
    [InlineData("{\"tags\": 5}", "tags")]
    [InlineData("{\"titel\": \"The web\"}", "titel")]
    [InlineData("{\"title\": \"\\ud800\"}", "title")]
    public async Task EditWithAWrongField_NamesIt(string body, string field)
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PatchAsync(Machine, content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }

    /// <summary>Each route that takes JSON; of actions on pools, volumes, networks and devices, of which this host has none, the handler is the same.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task UnknownArgument_IsNamedByEachRoute()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        var paths = (await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel)).GetProperty("paths");
        var routes = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(method => method.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)).Select(method => (Method: method.Name, Path: path.Name)))
            .Where(route => !route.Path.Contains("/pools/{host}/{uuid}", StringComparison.Ordinal) && !route.Path.Contains("/networks/", StringComparison.Ordinal) && !route.Path.Contains("/filters/{host}/{uuid}", StringComparison.Ordinal) && !route.Path.Contains("{key}", StringComparison.Ordinal) && !route.Path.Contains("/devices/{name}/", StringComparison.Ordinal)).ToArray();

        Assert.Contains(("post", "/api/v1/machines/{host}"), routes);
        Assert.Contains(("patch", "/api/v1/machines/{host}/{uuid}"), routes);
        Assert.Contains(("post", "/api/v1/pools/{host}/discover"), routes);
        Assert.Contains(("put", "/api/v1/machine-presets/{name}"), routes);
        Assert.Contains(("patch", "/api/v1/machines/{host}/{uuid}/history/{version}"), routes);
        foreach (var (method, path) in routes)
        {
            var address = path.Replace("{host}", "test", StringComparison.Ordinal).Replace("{uuid}", ApiFixture.Steady, StringComparison.Ordinal).Replace("{name}", "mine", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address) { Content = new StringContent("{\"misspelt\": 5}", System.Text.Encoding.UTF8, "application/json") };
            await ProblemAsync(await client.SendAsync(request, Cancel), HttpStatusCode.BadRequest, "\"errors\":{\"misspelt\":[", $"{method} {path}");
        }
    }

    [Fact]
    public async Task UnknownAction_IsNamed()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        await ProblemAsync(await client.PostAsync($"{Machine}/undefine", null, Cancel), HttpStatusCode.NotFound, "force-off");
    }
}
