using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Presets by the API: whose they are, and what they may hold.</summary>
public sealed class PresetsApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Presets = "/api/v1/machine-presets";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preset_IsOfItsOwnerAlone()
    {
        using var anna = await SignInAsync(Role.Administrator, "anna");
        using var bert = await SignInAsync(Role.Administrator, "bert");

        using var saved = await anna.PutAsJsonAsync($"{Presets}/db", new { vcpus = 4, memory = 8L << 30, devices = new { watchdog = "i6300esb" } }, Cancel);
        using var shared = await anna.PutAsJsonAsync($"{Presets}/all?shared=true", new { vcpus = 2 }, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (saved.StatusCode, shared.StatusCode));
        Assert.Equal(["webconsole Small server", "webconsole Desktop", "webconsole Windows", "everybody all", "own db"], await NamesAsync(anna));
        Assert.Equal(["webconsole Small server", "webconsole Desktop", "webconsole Windows", "everybody all"], await NamesAsync(bert));

        using var foreign = await bert.DeleteAsync($"{Presets}/db", Cancel);
        using var own = await anna.DeleteAsync($"{Presets}/db", Cancel);
        using var everybodys = await bert.DeleteAsync($"{Presets}/all?shared=true", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent, HttpStatusCode.NoContent), (foreign.StatusCode, own.StatusCode, everybodys.StatusCode));
    }

    /// <summary>Who makes no machines has no presets, and sees none.</summary>
    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [Trait("Attack", "V2")]
    public async Task WhoMakesNoMachines_HasNone(Role role)
    {
        using var client = await SignInAsync(role, "carl");

        using var saved = await client.PutAsJsonAsync($"{Presets}/db", new { vcpus = 4 }, Cancel);
        using var shared = await client.PutAsJsonAsync($"{Presets}/db?shared=true", new { vcpus = 4 }, Cancel);
        using var misspelt = await client.PutAsJsonAsync($"{Presets}/db?shared=true", new { vcpu = 4 }, Cancel);
        using var deleted = await client.DeleteAsync($"{Presets}/db?shared=true", Cancel);

        Assert.All([saved, shared, misspelt, deleted], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Empty(await NamesAsync(client));
    }

    [Theory]
    [InlineData("db", """{ "vcpus": 0 }""", "vcpus")]
    [InlineData("db", """{ "memory": -1 }""", "memory")]
    [InlineData("db", """{ "firmware": "coreboot" }""", "firmware")]
    [InlineData("db", """{ "cpu": { "mode": "fast" } }""", "cpu.mode")]
    [InlineData("db", """{ "cpu": { "model": "<x>" } }""", "cpu.model")]
    [InlineData("db", """{ "cpu": { "cores": 99999999 } }""", "cpu.sockets")]
    [InlineData("db", """{ "devices": { "video": "a b" } }""", "devices")]
    [InlineData("db", """{ "machineType": "q35'/>" }""", "machineType")]
    [InlineData("db", """{ "vcpu": 2 }""", "vcpu")]
    [InlineData("db", """{ "devices": { "vdeo": "vga" } }""", "devices.vdeo")]
    [InlineData("windows", "{}", "name")]
    [InlineData(" db", "{}", "name")]
    [InlineData("a%0ab", "{}", "name")]
    [InlineData("a%2Fb", "{}", "name")]
    public async Task WrongPreset_NamesTheField(string name, string body, string field)
    {
        using var client = await SignInAsync(Role.Administrator, "anna");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PutAsync($"{Presets}/{name}", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _), field);
    }

    [Fact]
    public async Task Presets_AreBounded()
    {
        using var client = await SignInAsync(Role.Administrator, "dora");
        for (var number = 0; number < 50; number++)
        {
            using var saved = await client.PutAsJsonAsync($"{Presets}/p{number}", new { vcpus = 1 }, Cancel);
            saved.EnsureSuccessStatusCode();
        }

        using var refused = await client.PutAsJsonAsync($"{Presets}/one-more", new { vcpus = 1 }, Cancel);
        using var changed = await client.PutAsJsonAsync($"{Presets}/p7", new { vcpus = 2 }, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (refused.StatusCode, changed.StatusCode));
    }

    private static async Task<IEnumerable<string>> NamesAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(Presets, Cancel)).GetProperty("items").EnumerateArray().Select(preset => $"{preset.GetProperty("of").GetString()} {preset.GetProperty("name").GetString()}")];

    private Task<HttpClient> SignInAsync(Role role, string name) => fixture.Application.WithTokenAsync(role, name);
}
