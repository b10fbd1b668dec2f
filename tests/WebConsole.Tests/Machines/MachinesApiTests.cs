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
        Assert.Equal(("test", fixture.Uri, "connected"), (Text(host, "name"), Text(host, "uri"), Text(host, "connection")));
    }

    [Theory]
    [InlineData("/api/v1/machines")]
    [InlineData("/api/v1/machines?host=test")]
    public async Task Machines_AreListedAsTheContractSays(string address)
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        var machine = (await viewer.GetFromJsonAsync<JsonElement>(address, Cancel)).GetProperty("items")[1];
        Assert.Equal(("test", Uuid, "steady", "running"), (Text(machine, "host"), Text(machine, "uuid"), Text(machine, "name"), Text(machine, "state")));
        Assert.Equal(JsonValueKind.Null, machine.GetProperty("title").ValueKind);
    }

    /// <summary>What the page shows while somebody types.</summary>
    [Fact]
    public async Task Check_TellsWhatWouldBeMade_AndMakesNothing()
    {
        using var client = await WithTokenAsync(Role.Administrator);
        var tasks = await client.GetStringAsync("/api/v1/tasks", Cancel);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test?check=true", new { name = "checked", memory = 64 << 20, disks = Array.Empty<object>(), networks = Array.Empty<object>() }, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var preview = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Contains("networks: no network card", preview.GetProperty("warnings").EnumerateArray().Select(warning => $"{Text(warning, "field")}: {Text(warning, "text")}"));
        Assert.Contains("64 MiB", preview.GetProperty("words")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("<name>checked</name>", Text(preview, "definition"), StringComparison.Ordinal);
        Assert.StartsWith("virt-install", Text(preview, "virtInstall"), StringComparison.Ordinal);
        Assert.Contains("define", Text(preview, "virsh"), StringComparison.Ordinal);
        Assert.Equal(tasks, await client.GetStringAsync("/api/v1/tasks", Cancel));
    }

    /// <summary>The same refusal as without it; a check that is not understood must not do what was to be checked.</summary>
    [Theory]
    [InlineData(Role.Administrator, "true", "steady", HttpStatusCode.BadRequest, "name")]
    [InlineData(Role.Administrator, "yes", "checked", HttpStatusCode.BadRequest, "check")]
    [InlineData(Role.Viewer, "true", "checked", HttpStatusCode.Forbidden, null)]
    public async Task Check_IsRefusedAsTheRequestIs(Role role, string check, string name, HttpStatusCode status, string? field)
    {
        using var client = await WithTokenAsync(role);

        using var answer = await client.PostAsJsonAsync($"/api/v1/machines/test?check={check}", new { name, disks = Array.Empty<object>() }, Cancel);

        Assert.Equal(status, answer.StatusCode);
        if (field is not null)
            Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task CheckOfASeries_NamesAllItsLines()
    {
        using var client = await WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test?check=true", new { name = "db", count = 2, disks = Array.Empty<object>() }, Cancel);

        var virsh = Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "virsh");
        Assert.Contains("<name>db-1</name>", virsh, StringComparison.Ordinal);
        Assert.Contains("<name>db-2</name>", virsh, StringComparison.Ordinal);
    }

    /// <summary>Each action takes it, also one without arguments.</summary>
    [Fact]
    public async Task CheckOfAnyAction_DoesNothing()
    {
        using var client = await WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsync($"{Machine}/force-off?check=true", null, Cancel);

        Assert.Contains("destroy", Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "virsh"), StringComparison.Ordinal);
        Assert.Equal("running", Text(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    /// <summary>Whoever asks by a program has not seen the page.</summary>
    [Fact]
    public async Task TaskOfAMachine_SaysWhatThePageWarnsOf()
    {
        using var client = await WithTokenAsync(Role.Administrator);
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
        using var client = await WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test", new { name = "web", cloudInit = new { userData = "#cloud-config\n" + new string('#', kibibytes << 10) } }, Cancel);

        Assert.Equal(isTooLong, answer.StatusCode is HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task ContainerOnAHostOfMachines_NamesTheOtherAddress()
    {
        using var client = await WithTokenAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync("/api/v1/machines/test/containers", new { name = "web" }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("test is a host of TEST, which runs machines: POST /machines/test makes them.", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
    }

    /// <summary>curl --data-binary sends the type of a form.</summary>
    [Fact]
    public async Task ArchiveOfOsinfoDb_MayHaveAnyType()
    {
        using var client = await WithTokenAsync(Role.Administrator);
        using var content = new StringContent("no archive", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await client.PutAsync("/api/v1/osinfo-db", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty("archive", out _));
    }

    [Fact]
    public async Task RemovalOfNoKey_NamesTheArgument()
    {
        using var client = await WithTokenAsync(Role.Administrator);

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
        using var client = await WithTokenAsync(Role.Administrator);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (status == 415)
            request.Content = new StringContent("name=web", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
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
        using var client = await WithTokenAsync(Role.Operator);
        using var answer = await client.PostAsync($"{Changing}/pause", null, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var task = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal($"/api/v1/tasks/{task.GetProperty("id").GetInt64()}", answer.Headers.Location?.ToString());
        Assert.Equal(("pause", "changing", ApiFixture.Changing, "tester"), (Text(task, "action"), Text(task, "target"), Text(task, "uuid"), Text(task, "user")));
        Assert.Equal($"virsh -c {fixture.Uri} suspend changing", Text(task, "virsh"));
        await UntilAsync(client, answer.Headers.Location!.ToString(), "succeeded");
        await UntilAsync(client, Changing, "paused");
    }

    [Fact]
    public async Task Task_NamesTheAddressThatActs_NotTheOneThatSignedIn()
    {
        using var client = await WithTokenAsync(Role.Administrator);
        using var answer = await client.PostAsync($"{Machine}/inject-nmi", null, Cancel);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();

        var task = await _app.Services.GetRequiredService<TaskStore>().FindAsync(id, Cancel);

        Assert.Equal("127.0.0.1", task?.From);
        Assert.All(_app.Services.GetRequiredService<SessionRegistry>().Current, session => Assert.Equal("192.0.2.7", session.From));
    }

    [Fact]
    public async Task PostThatFails_IsTold()
    {
        using var client = await WithTokenAsync(Role.Operator);
        // Someone else has started it, and the inventory does not know yet.
        var (inventory, id) = (_app.Services.GetRequiredService<InventoryStore>(), new MachineId("test", Guid.Parse(Uuid)));
        var known = inventory.Current.Machines[id];
        inventory.Update(current => current.WithMachine(known with { State = MachineState.ShutOff, IsActive = false }));
        using var answer = await client.PostAsync($"{Machine}/start", null, Cancel);
        inventory.Update(current => current.WithMachine(known));
        var task = await UntilAsync(client, answer.Headers.Location!.ToString(), "failed");
        Assert.NotEmpty(Text(task, "error")!);
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Viewer_IsRefused()
    {
        using var client = await WithTokenAsync(Role.Viewer);
        await ProblemAsync(await client.PostAsync($"{Machine}/force-off", null, Cancel), HttpStatusCode.Forbidden, "needs the role operator");
        Assert.Equal("running", Text(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    /// <summary>Who may not do it learns nothing of what is wrong with the request.</summary>
    [Fact]
    [Trait("Attack", "Z1")]
    public async Task ViewersWrongBody_IsRefusedForTheRole()
    {
        using var client = await WithTokenAsync(Role.Viewer);
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
        Assert.Equal("running", Text(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
    }

    [Fact]
    [Trait("Attack", "S3")]
    public async Task ChangeByGet_IsNotPossible()
    {
        using var client = _app.SignedIn(Role.Administrator);
        using var answer = await client.GetAsync($"{Machine}/force-off", Cancel);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal("running", Text(await client.GetFromJsonAsync<JsonElement>(Machine, Cancel), "state"));
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

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("/api/v1/machines?host=-c", HttpStatusCode.BadRequest, "host:")]
    [InlineData("/api/v1/machines?host=elsewhere", HttpStatusCode.NotFound, "no host named elsewhere")]
    [InlineData($"/api/v1/machines/TEST/{Uuid}", HttpStatusCode.BadRequest, "host:")]
    [InlineData($"/api/v1/machines/elsewhere/{Uuid}", HttpStatusCode.NotFound, "no host named elsewhere")]
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
        using var client = await WithTokenAsync(Role.Administrator);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PatchAsync(Machine, content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Operator_MayNotEdit()
    {
        using var client = await WithTokenAsync(Role.Operator);
        using var answer = await client.PatchAsJsonAsync(Machine, new { title = "mine" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    /// <summary>Each route that takes JSON; of actions on pools, volumes, networks and devices, of which this host has none, the handler is the same.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task UnknownArgument_IsNamedByEachRoute()
    {
        using var client = await WithTokenAsync(Role.Administrator);
        var paths = (await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel)).GetProperty("paths");
        var routes = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(method => method.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)).Select(method => (Method: method.Name, Path: path.Name)))
            .Where(route => !route.Path.Contains("/pools/{host}/{uuid}", StringComparison.Ordinal) && !route.Path.Contains("/networks/", StringComparison.Ordinal) && !route.Path.Contains("{key}", StringComparison.Ordinal)).ToArray();

        Assert.Contains(("post", "/api/v1/machines/{host}"), routes);
        Assert.Contains(("patch", "/api/v1/machines/{host}/{uuid}"), routes);
        Assert.Contains(("post", "/api/v1/pools/{host}/discover"), routes);
        Assert.Contains(("put", "/api/v1/machine-presets/{name}"), routes);
        Assert.Contains(("patch", "/api/v1/machines/{host}/{uuid}/history/{version}"), routes);
        foreach (var (method, path) in routes)
        {
            var address = path.Replace("{host}", "test", StringComparison.Ordinal).Replace("{uuid}", Uuid, StringComparison.Ordinal).Replace("{name}", "mine", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address) { Content = new StringContent("{\"misspelt\": 5}", System.Text.Encoding.UTF8, "application/json") };
            await ProblemAsync(await client.SendAsync(request, Cancel), HttpStatusCode.BadRequest, "\"errors\":{\"misspelt\":[", $"{method} {path}");
        }
    }

    [Fact]
    public async Task UnknownAction_IsNamed()
    {
        using var client = await WithTokenAsync(Role.Administrator);
        await ProblemAsync(await client.PostAsync($"{Machine}/undefine", null, Cancel), HttpStatusCode.NotFound, "force-off");
    }

    [Fact]
    public async Task Description_NamesEveryRoute()
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        var paths = (await viewer.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel)).GetProperty("paths");
        Assert.Equal(
            ["/api/v1/account/ssh-keys", "/api/v1/antiforgery", "/api/v1/deleted", "/api/v1/hosts", "/api/v1/images", "/api/v1/machine-presets", "/api/v1/machine-presets/{name}", "/api/v1/machines",
                "/api/v1/machines/{host}/{uuid}", "/api/v1/machines/{host}/{uuid}/devices", "/api/v1/machines/{host}/{uuid}/export", "/api/v1/machines/{host}/{uuid}/history",
                "/api/v1/machines/{host}/{uuid}/history/export", "/api/v1/machines/{host}/{uuid}/history/{version}", "/api/v1/machines/{host}/{uuid}/xml", "/api/v1/networks/{host}/{uuid}/history",
                "/api/v1/networks/{host}/{uuid}/history/export", "/api/v1/networks/{host}/{uuid}/history/{version}", "/api/v1/networks/{host}/{uuid}/xml", "/api/v1/osinfo-db", "/api/v1/pools",
                "/api/v1/pools/{host}/discover", "/api/v1/pools/{host}/{uuid}", "/api/v1/pools/{host}/{uuid}/history", "/api/v1/pools/{host}/{uuid}/history/export",
                "/api/v1/pools/{host}/{uuid}/history/{version}", "/api/v1/pools/{host}/{uuid}/uploads", "/api/v1/pools/{host}/{uuid}/uploads/{id}", "/api/v1/pools/{host}/{uuid}/volumes",
                "/api/v1/pools/{host}/{uuid}/volumes/{name}", "/api/v1/pools/{host}/{uuid}/volumes/{name}/appliance", "/api/v1/pools/{host}/{uuid}/volumes/{name}/content", "/api/v1/pools/{host}/{uuid}/xml",
                "/api/v1/tasks", "/api/v1/tasks/{id}", "/api/v1/tasks/{id}/cancel"],
            paths.EnumerateObject().Where(path => path.Value.EnumerateObject().Any(method => method.Name == "get") || !Actions().Contains(path.Name)).Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.All(Actions(), path => Assert.True(paths.TryGetProperty(path, out _), path));
    }

    private IEnumerable<string> Actions() => _app.Services.GetRequiredService<ActionRegistry>().All
        .Select(action => ApiRoutes.Root + (action.Path.StartsWith('/') ? action.Path : $"{action.Kind.Route()}/{action.Path}".TrimEnd('/')));

    private async Task<HttpClient> WithTokenAsync(Role role)
    {
        var client = _app.SignedIn(role);
        var token = await client.GetFromJsonAsync<JsonElement>("/api/v1/antiforgery", Cancel);
        client.DefaultRequestHeaders.Add(Text(token, "header")!, Text(token, "token"));
        return client;
    }

    /// <summary>Polls until the state is the wanted one.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, string address, string state)
    {
        JsonElement found = default;
        for (var left = 500; left > 0; left--)
        {
            found = await client.GetFromJsonAsync<JsonElement>(address, Cancel);
            if (Text(found, "state") == state)
                return found;
            await Task.Delay(20, Cancel);
        }
        throw new TimeoutException($"{address} is not {state}: {found}");
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string says, string of = "")
    {
        using (answer)
        {
            Assert.Equal((of, status), (of, answer.StatusCode));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
