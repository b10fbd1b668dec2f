using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Support;
using Xunit;
using static WebConsole.Tests.Support.ApiAnswers;

namespace WebConsole.Tests.Machines;

/// <summary>The API as a program sees it: the real application, libvirt's test driver, HTTP.</summary>
public sealed class MachinesApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Uuid = ApiFixture.Steady;
    private const string Machine = $"/api/v1/machines/test/{Uuid}";
    private const string Changing = $"/api/v1/machines/test/{ApiFixture.Changing}";

    private readonly TestApplication _app = fixture.Application;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hosts_AreListed()
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        var host = (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/hosts", Cancel)).GetProperty("items")[0];
        Assert.Equal(("test", fixture.Uri, "connected"), (TextOf(host, "name"), TextOf(host, "uri"), TextOf(host, "connection")));
    }

    [Theory]
    [InlineData("/api/v1/machines")]
    [InlineData("/api/v1/machines?host=test")]
    public async Task Machines_AreListedAsTheContractSays(string address)
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        var machine = (await viewer.GetFromJsonAsync<JsonElement>(address, Cancel)).GetProperty("items")[1];
        Assert.Equal(("test", Uuid, "steady", "running"), (TextOf(machine, "host"), TextOf(machine, "uuid"), TextOf(machine, "name"), TextOf(machine, "state")));
        Assert.Equal(JsonValueKind.Null, machine.GetProperty("title").ValueKind);
    }

    [Fact]
    public async Task Machine_TellsMoreAndWhatOneMayDo()
    {
        using var @operator = _app.SignedIn(Role.Operator);
        using var viewer = _app.SignedIn(Role.Viewer);
        var machine = await @operator.GetFromJsonAsync<JsonElement>(Machine, Cancel);
        Assert.Equal(2, machine.GetProperty("virtualCpus").GetInt32());
        Assert.Equal(512L << 20, machine.GetProperty("memoryBytes").GetInt64());
        Assert.Contains("shutdown", machine.GetProperty("actions").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal(0, (await viewer.GetFromJsonAsync<JsonElement>(Machine, Cancel)).GetProperty("actions").GetArrayLength());
    }

    [Theory]
    [Trait("Attack", "V2")]
    [InlineData("/api/v1/hosts")]
    [InlineData("/api/v1/machines")]
    [InlineData(Machine)]
    public async Task SecretOfADefinition_IsNotTold(string address)
    {
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        var id = new MachineId("test", Guid.Parse(Uuid));
        inventory.Update(current => current with
        {
            Machines = current.Machines.SetItem(id, current.Machines[id] with { Xml = "<domain><name>steady</name><os><cmdline>key=hush4711</cmdline></os></domain>" }),
        });
        using var viewer = _app.SignedIn(Role.Viewer);

        Assert.DoesNotContain("hush4711", await viewer.GetStringAsync(address, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StartsATaskAndTheStateFollows()
    {
        using var client = await _app.WithTokenAsync(Role.Operator);
        using var answer = await client.PostAsync($"{Changing}/pause", null, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var task = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal($"/api/v1/tasks/{task.GetProperty("id").GetInt64()}", answer.Headers.Location?.ToString());
        Assert.Equal(("pause", "changing", ApiFixture.Changing, "tester"), (TextOf(task, "action"), TextOf(task, "target"), TextOf(task, "uuid"), TextOf(task, "user")));
        Assert.Equal($"virsh -c {fixture.Uri} suspend changing", TextOf(task, "virsh"));
        await UntilAsync(client, answer.Headers.Location!.ToString(), "succeeded");
        await UntilAsync(client, Changing, "paused");
    }

    [Fact]
    public async Task Task_NamesTheAddressThatActs_NotTheOneThatSignedIn()
    {
        using var client = await _app.WithTokenAsync(Role.Administrator);
        using var answer = await client.PostAsync($"{Machine}/inject-nmi", null, Cancel);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();

        var task = await _app.Services.GetRequiredService<TaskStore>().FindAsync(id, Cancel);

        Assert.Equal("127.0.0.1", task?.From);
        Assert.All(_app.Services.GetRequiredService<SessionRegistry>().Current, session => Assert.Equal("192.0.2.7", session.From));
    }

    [Fact]
    public async Task PostThatFails_IsTold()
    {
        using var client = await _app.WithTokenAsync(Role.Operator);
        // Someone else has started it, and the inventory does not know yet.
        var (inventory, id) = (_app.Services.GetRequiredService<InventoryStore>(), new MachineId("test", Guid.Parse(Uuid)));
        var known = inventory.Current.Machines[id];
        inventory.Update(current => current.WithMachine(known with { State = MachineState.ShutOff, IsActive = false }));
        using var answer = await client.PostAsync($"{Machine}/start", null, Cancel);
        inventory.Update(current => current.WithMachine(known));
        var task = await UntilAsync(client, answer.Headers.Location!.ToString(), "failed");
        Assert.NotEmpty(TextOf(task, "error")!);
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Viewer_IsRefused()
    {
        using var client = await _app.WithTokenAsync(Role.Viewer);
        await ProblemAsync(await client.PostAsync($"{Machine}/force-off", null, Cancel), HttpStatusCode.Forbidden, "needs the role operator");
        Assert.Equal("running", TextOf(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    /// <summary>Who may not do it learns nothing of what is wrong with the request.</summary>
    [Fact]
    [Trait("Attack", "Z1")]
    public async Task ViewersWrongBody_IsRefusedForTheRole()
    {
        using var client = await _app.WithTokenAsync(Role.Viewer);
        var actions = _app.Services.GetRequiredService<ActionRegistry>().All.Where(action => action is { Arguments: not null, Kind: ObjectKind.Machine or ObjectKind.Host, Needs: not Right.See }).ToList();
        Assert.InRange(actions.Count, 10, 100);
        foreach (var (action, body) in actions.SelectMany(action => new (ObjectAction Action, string Body)[] { (action, """{"nonsense": 1}"""), (action, "{") }))
        {
            var path = action.Path.StartsWith('/') ? action.Path : $"{action.Kind.Route()}/{action.Path}".TrimEnd('/');
            using var request = new HttpRequestMessage(new HttpMethod(action.Method), "/api/v1" + path.Replace("{host}", "test", StringComparison.Ordinal).Replace("{uuid}", Uuid, StringComparison.Ordinal))
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            };
            using var answer = await client.SendAsync(request, Cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{action.Word}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
        }
    }

    [Theory]
    [Trait("Attack", "A2")]
    [InlineData("/api/v1/hosts")]
    [InlineData("/api/v1/machines")]
    [InlineData(Machine)]
    [InlineData("/api/v1/tasks")]
    [InlineData("/api/v1/tasks/1")]
    [InlineData("/api/v1/antiforgery")]
    [InlineData("/openapi/v1.json")]
    public async Task NotSignedIn_IsAProblemAndNoRedirect(string address)
    {
        using var nobody = _app.Anonymous();
        await ProblemAsync(await nobody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized, "");
    }

    [Theory]
    [Trait("Attack", "S3")]
    [InlineData(null)]
    [InlineData("CfDJ8forged")]
    public async Task PostWithoutItsToken_IsRefused(string? token)
    {
        using var client = _app.SignedIn(Role.Administrator);
        if (token is not null)
            client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        await ProblemAsync(await client.PostAsync($"{Machine}/force-off", null, Cancel), HttpStatusCode.BadRequest, "antiforgery");
        Assert.Equal("running", TextOf(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    [Fact]
    [Trait("Attack", "S3")]
    public async Task ChangeByGet_IsNotPossible()
    {
        using var client = _app.SignedIn(Role.Administrator);
        using var answer = await client.GetAsync($"{Machine}/force-off", Cancel);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal("running", TextOf(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    /// <summary>Each of them starts a task.</summary>
    [Theory]
    [Trait("Attack", "S3")]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.NotFound)]
    [InlineData("none", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.NotFound)]
    public async Task LinkOfAnotherSite_ReadsNothing(string? site, HttpStatusCode status)
    {
        using var client = _app.SignedIn(Role.Administrator);
        if (site is not null)
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        foreach (var way in (string[])["machines/test/00000000-0000-4000-8000-000000000000/export", "pools/test/00000000-0000-4000-8000-000000000000/volumes/a/content", "pools/test/00000000-0000-4000-8000-000000000000/volumes/a/appliance"])
        {
            using var answer = await client.GetAsync($"/api/v1/{way}", Cancel);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Operator_MayNotEdit()
    {
        using var client = await _app.WithTokenAsync(Role.Operator);
        using var answer = await client.PatchAsJsonAsync(Machine, new { title = "mine" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Description_NamesEveryRoute()
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        var paths = (await viewer.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel)).GetProperty("paths");
        Assert.Equal(
            ["/api/v1/account/ssh-keys", "/api/v1/antiforgery", "/api/v1/deleted", "/api/v1/filters", "/api/v1/filters/{host}/{uuid}", "/api/v1/filters/{host}/{uuid}/history", "/api/v1/filters/{host}/{uuid}/history/export",
                "/api/v1/filters/{host}/{uuid}/history/{version}", "/api/v1/filters/{host}/{uuid}/xml", "/api/v1/host-interfaces", "/api/v1/hosts", "/api/v1/hosts/{host}/devices", "/api/v1/hosts/{host}/devices/{name}", "/api/v1/images",
                "/api/v1/machine-presets", "/api/v1/machine-presets/{name}", "/api/v1/machines",
                "/api/v1/machines/{host}/{uuid}", "/api/v1/machines/{host}/{uuid}/addresses", "/api/v1/machines/{host}/{uuid}/cards/{mac}/path", "/api/v1/machines/{host}/{uuid}/devices", "/api/v1/machines/{host}/{uuid}/export", "/api/v1/machines/{host}/{uuid}/forwards",
                "/api/v1/machines/{host}/{uuid}/guest", "/api/v1/machines/{host}/{uuid}/guest/runs", "/api/v1/machines/{host}/{uuid}/guest/ssh-keys", "/api/v1/machines/{host}/{uuid}/history",
                "/api/v1/machines/{host}/{uuid}/history/export", "/api/v1/machines/{host}/{uuid}/history/{version}", "/api/v1/machines/{host}/{uuid}/xml", "/api/v1/networks", "/api/v1/networks/{host}/{uuid}", "/api/v1/networks/{host}/{uuid}/forwards", "/api/v1/networks/{host}/{uuid}/history",
                "/api/v1/networks/{host}/{uuid}/history/export", "/api/v1/networks/{host}/{uuid}/history/{version}", "/api/v1/networks/{host}/{uuid}/leases", "/api/v1/networks/{host}/{uuid}/xml", "/api/v1/osinfo-db", "/api/v1/pools",
                "/api/v1/pools/{host}/discover", "/api/v1/pools/{host}/{uuid}", "/api/v1/pools/{host}/{uuid}/history", "/api/v1/pools/{host}/{uuid}/history/export",
                "/api/v1/pools/{host}/{uuid}/history/{version}", "/api/v1/pools/{host}/{uuid}/uploads", "/api/v1/pools/{host}/{uuid}/uploads/{id}", "/api/v1/pools/{host}/{uuid}/volumes",
                "/api/v1/pools/{host}/{uuid}/volumes/{name}", "/api/v1/pools/{host}/{uuid}/volumes/{name}/appliance", "/api/v1/pools/{host}/{uuid}/volumes/{name}/content", "/api/v1/pools/{host}/{uuid}/xml",
                "/api/v1/tasks", "/api/v1/tasks/{id}", "/api/v1/tasks/{id}/cancel"],
            paths.EnumerateObject().Where(path => path.Value.EnumerateObject().Any(method => method.Name == "get") || !Actions().Contains(path.Name)).Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.All(Actions(), path => Assert.True(paths.TryGetProperty(path, out _), path));
    }

    private IEnumerable<string> Actions() => _app.Services.GetRequiredService<ActionRegistry>().All
        .Select(action => ApiRoutes.Root + (action.Path.StartsWith('/') ? action.Path : $"{action.Kind.Route()}/{action.Path}".TrimEnd('/')));

    /// <summary>Polls until the state is the wanted one.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, string address, string state)
    {
        JsonElement found = default;
        for (var left = 500; left > 0; left--)
        {
            found = await client.GetFromJsonAsync<JsonElement>(address, Cancel);
            if (TextOf(found, "state") == state)
                return found;
            await Task.Delay(20, Cancel);
        }
        throw new TimeoutException($"{address} is not {state}: {found}");
    }
}
