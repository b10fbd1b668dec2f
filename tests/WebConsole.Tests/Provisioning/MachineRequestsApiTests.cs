using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;
using static WebConsole.Tests.Support.ApiAnswers;

namespace WebConsole.Tests.Provisioning;

/// <summary>Requests that make a machine, or only ask what would be made.</summary>
public sealed class MachineRequestsApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Machine = $"/api/v1/machines/test/{ApiFixture.Steady}";

    private readonly TestApplication _app = fixture.Application;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the page shows while somebody types.</summary>
    [Fact]
    public async Task Check_TellsWhatWouldBeMade_AndMakesNothing()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        var tasks = await client.GetStringAsync("/api/v1/tasks", Cancel);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test?check=true", new { name = "checked", memory = 64 << 20, disks = Array.Empty<object>(), networks = Array.Empty<object>() }, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var preview = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains("networks: no network card", preview.GetProperty("warnings").EnumerateArray().Select(warning => $"{TextOf(warning, "field")}: {TextOf(warning, "text")}"));
        Assert.Contains("64 MiB", preview.GetProperty("words")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("<name>checked</name>", TextOf(preview, "definition"), StringComparison.Ordinal);
        Assert.StartsWith("virt-install", TextOf(preview, "virtInstall"), StringComparison.Ordinal);
        Assert.Contains("define", TextOf(preview, "virsh"), StringComparison.Ordinal);
        Assert.Equal(tasks, await client.GetStringAsync("/api/v1/tasks", Cancel));
    }

    /// <summary>The same refusal as without it; a check that is not understood must not do what was to be checked.</summary>
    [Theory]
    [InlineData(Role.Administrator, "true", "steady", HttpStatusCode.BadRequest, "name")]
    [InlineData(Role.Administrator, "yes", "checked", HttpStatusCode.BadRequest, "check")]
    [InlineData(Role.Viewer, "true", "checked", HttpStatusCode.Forbidden, null)]
    public async Task Check_IsRefusedAsTheRequestIs(Role role, string check, string name, HttpStatusCode status, string? field)
    {
        using var client = await _app.WithTokenAsync(role);

        using var answer = await client.PostAsJsonAsync($"/api/v1/machines/test?check={check}", new { name, disks = Array.Empty<object>() }, Cancel);

        Assert.Equal(status, answer.StatusCode);
        if (field is not null)
            Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task CheckOfASeries_NamesAllItsLines()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test?check=true", new { name = "db", count = 2, disks = Array.Empty<object>() }, Cancel);

        var virsh = TextOf(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "virsh");
        Assert.Contains("<name>db-1</name>", virsh, StringComparison.Ordinal);
        Assert.Contains("<name>db-2</name>", virsh, StringComparison.Ordinal);
    }

    /// <summary>Each action takes it, also one without arguments.</summary>
    [Fact]
    public async Task CheckOfAnyAction_DoesNothing()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsync($"{Machine}/force-off?check=true", null, Cancel);

        Assert.Contains("destroy", TextOf(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "virsh"), StringComparison.Ordinal);
        Assert.Equal("running", TextOf(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    /// <summary>Whoever asks by a program has not seen the page.</summary>
    [Fact]
    public async Task TaskOfAMachine_SaysWhatThePageWarnsOf()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test", new { name = "warned", memory = 64 << 20, disks = Array.Empty<object>(), networks = Array.Empty<object>(), start = false }, Cancel);
        var address = answer.Headers.Location!.ToString();

        var task = default(JsonElement);
        await Eventually.TrueAsync(async () => (task = await client.GetFromJsonAsync<JsonElement>(address, Cancel)).GetProperty("endedAt").ValueKind is not JsonValueKind.Null, Cancel);

        Assert.Contains("no network card", task.GetProperty("log").EnumerateArray().Select(line => line.GetString()));
    }

    /// <summary>The rule of own user-data has 256 KiB.</summary>
    [Theory]
    [InlineData(200, false)]
    [InlineData(1500, true)]
    public async Task OwnUserData_HasRoomInTheBody(int kibibytes, bool isTooLong)
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test", new { name = "web", cloudInit = new { userData = "#cloud-config\n" + new string('#', kibibytes << 10) } }, Cancel);

        Assert.Equal(isTooLong, answer.StatusCode is HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task ContainerOnAHostOfMachines_NamesTheOtherAddress()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test/containers", new { name = "web" }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("test is a host of TEST, which runs machines: POST /machines/test makes them.", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
    }
}
