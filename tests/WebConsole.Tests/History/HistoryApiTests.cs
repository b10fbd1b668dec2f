using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.History;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.History;

/// <summary>The history by the API, on libvirt's test driver.</summary>
public sealed class HistoryApiTests : IAsyncLifetime
{
    private const string Hidden = "token-4711";
    private static readonly MachineId Id = new("test", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));
    private static readonly Guid Network = Guid.Parse("ef6a1f3e-3f7d-4b0a-9b6e-0b8a3c9a1f11");
    private static readonly string Machine = $"/api/v1/machines/{Id}", History = Machine + "/history";

    private readonly TestHostFile _host = new([new XElement("network", new XElement("name", "office"), new XElement("uuid", Network), new XElement("bridge", new XAttribute("name", "virbr7")))], ("web", Id));

    private TestApplication _app = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApplication.StartAsync(args: ["--host", $"test={_host.Uri}"]);
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current is { Machines.Count: 1, Networks.Count: 1 }, Cancel);
        _admin = await WithTokenAsync(Role.Administrator);
        await UntilAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Versions_AreListedReadAndCompared()
    {
        await DefineAsync(machine => machine.Title = "One");
        var task = await DoAsync(HttpMethod.Patch, Machine, new { title = "Two" });

        var versions = await UntilAsync(3);
        Assert.Equal(["changed", "changed", "found"], versions.Select(version => version.GetProperty("event").GetString()));
        Assert.Equal(("tester", task.GetProperty("id").GetInt64(), "change the description of"), (versions[0].GetProperty("user").GetString(), versions[0].GetProperty("task").GetInt64(), versions[0].GetProperty("action").GetString()));
        Assert.Equal(JsonValueKind.Null, versions[1].GetProperty("user").ValueKind);
        Assert.Equal("title", versions[0].GetProperty("changes")[0].GetProperty("path").GetString());
        Assert.Equal("One", DomainXml.Parse(await _admin.GetStringAsync($"{History}/{Number(versions[1])}", Cancel)).Title);

        var comparison = await _admin.GetFromJsonAsync<JsonElement>($"{History}/{Number(versions[0])}?against={Number(versions[1])}", Cancel);
        var change = Assert.Single(comparison.GetProperty("changes").EnumerateArray());
        Assert.Equal(("changed", "title", "One", "Two"), (change.GetProperty("kind").GetString(), change.GetProperty("path").GetString(), change.GetProperty("old").GetString(), change.GetProperty("new").GetString()));
        Assert.Single((await _admin.GetFromJsonAsync<JsonElement>($"/api/v1/networks/test/{Network:D}/history", Cancel)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Restore_OfAllOrOfAPart_IsAnEditOfItsOwn()
    {
        await DefineAsync(machine => machine.Title = "One");
        await UntilAsync(2);
        await DefineAsync(machine => (machine.Title, machine.Description) = ("Two", "New"));
        var versions = await UntilAsync(3);

        await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = Number(versions[1]), part = "title" });
        Assert.Equal(("One", "New"), await TextsAsync());

        var first = await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = Number(versions[2]) });
        Assert.Equal((null, null), await TextsAsync());
        Assert.Equal((Number(first), "restore"), ((await UntilAsync(5))[0].GetProperty("task").GetInt64(), (await UntilAsync(5))[0].GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Restore_ForAnOldVersion_IsRefused()
    {
        using var seen = await _admin.GetAsync($"{Machine}/xml?inactive=true", Cancel);
        await DefineAsync(machine => machine.Title = "One");
        var versions = await UntilAsync(2);

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{History}/restore") { Content = JsonContent.Create(new { id = Number(versions[1]) }) };
        request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag!.Tag);
        using var answer = await _admin.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("One", (await TextsAsync()).Title);
    }

    [Fact]
    public async Task SettingsThatReachTheHost_AreTakenOnlyOnPurpose()
    {
        await DefineAsync(machine => machine.Devices.Add(DiskXml.New(DiskSource.File("/etc/shadow"), "vdz", "virtio", "raw")));
        await UntilAsync(2);
        await DefineAsync(machine => machine.Devices.Remove(machine.Disks.Single(disk => disk.TargetDevice == "vdz")));
        var versions = await UntilAsync(3);

        var refused = await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = Number(versions[1]) }, "failed");
        Assert.Contains("reach the host", refused.GetProperty("error").GetString(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = Number(versions[1]), hostAccess = true });
        Assert.Contains("/etc/shadow", await _admin.GetStringAsync($"{Machine}/xml?inactive=true", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Viewer_ReadsMaskedTexts_AndChangesNothing()
    {
        await DefineAsync(machine => machine.Element.Add(new XElement("metadata", new XElement(XName.Get("app", "urn:x"), Hidden))));
        var versions = await UntilAsync(2);
        var version = Number(versions[0]);
        using var viewer = await WithTokenAsync(Role.Viewer);

        Assert.Contains(Hidden, await _admin.GetStringAsync($"{History}/{version}", Cancel), StringComparison.Ordinal);
        foreach (var address in (string[])[$"{History}/{version}", $"{History}/{version}?against={Number(versions[1])}", History])
            Assert.DoesNotContain(Hidden, await viewer.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, string.Concat((await FilesAsync(viewer)).Values), StringComparison.Ordinal);
        foreach (var (method, address, body) in (IEnumerable<(HttpMethod, string, object)>)[(HttpMethod.Post, $"{History}/restore", new { id = version }), (HttpMethod.Patch, $"{History}/{version}", new { pinned = true })])
        {
            using var answer = await viewer.SendAsync(new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) }, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Operator_MarksVersions_AndGivesUpNoneThatIsMarked()
    {
        var version = Number((await UntilAsync(1))[0]);
        using var someone = await WithTokenAsync(Role.Operator);
        using var marked = await someone.PatchAsJsonAsync($"{History}/{version}", new { label = "first", pinned = true }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, marked.StatusCode);
        await Eventually.TrueAsync(async () => (await UntilAsync(1))[0].GetProperty("pinned").GetBoolean(), Cancel);

        using var given = await someone.PatchAsJsonAsync($"{History}/{version}", new { label = "", pinned = false }, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, given.StatusCode);
    }

    [Fact]
    public async Task Version_IsNamedAndPinned()
    {
        var version = Number((await UntilAsync(1))[0]);
        await DoAsync(HttpMethod.Patch, $"{History}/{version}", new { label = "first", pinned = true });
        Assert.Equal(("first", true), ((await UntilAsync(1))[0].GetProperty("label").GetString(), (await UntilAsync(1))[0].GetProperty("pinned").GetBoolean()));

        using var answer = await _admin.PatchAsJsonAsync($"{History}/{version}", new { label = "two\nlines" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task WhatTheSchemaDoesNotKnow_IsRestoredOnPurpose()
    {
        var kept = await _admin.GetStringAsync($"{History}/{Number((await UntilAsync(1))[0])}", Cancel);
        await _app.Services.GetRequiredService<HistoryStore>().AppendAsync([new Observation(Id, "web", kept.Replace("</name>", "</name><title>Odd</title><novelty/>", StringComparison.Ordinal), DateTimeOffset.UnixEpoch)]);
        var version = Number((await UntilAsync(2))[0]);

        var refused = await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = version, hostAccess = true }, "failed");
        Assert.Contains("novelty", refused.GetProperty("error").GetString(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Post, $"{History}/restore", new { id = version, hostAccess = true, againstSchema = true });
        Assert.Equal("Odd", (await TextsAsync()).Title);
    }

    [Fact]
    public async Task DeletedMachine_IsListed_AndDefinedAgain()
    {
        await DefineAsync(machine =>
        {
            machine.Title = "Mourned";
            machine.Devices.Add(DiskXml.New(DiskSource.File("/etc/shadow"), "vdz", "virtio", "raw"));
        });
        await UntilAsync(2);
        await OnHostAsync(connection =>
        {
            using var domain = connection.LookupDomain(Id.Uuid);
            domain.ForceOff();
            domain.Undefine(DomainUndefineFlags.None);
        });
        var versions = await UntilAsync(3);
        Assert.Equal("deleted", versions[0].GetProperty("event").GetString());
        var deleted = Assert.Single((await _admin.GetFromJsonAsync<JsonElement>("/api/v1/deleted", Cancel)).GetProperty("items").EnumerateArray());
        Assert.Equal(("machine", "web", $"{Id.Uuid:D}"), (deleted.GetProperty("kind").GetString(), deleted.GetProperty("name").GetString(), deleted.GetProperty("uuid").GetString()));

        var refused = await DoAsync(HttpMethod.Post, "/api/v1/hosts/test/restore-deleted", new { kind = "machine", uuid = Id.Uuid, id = Number(versions[1]) }, "failed");
        Assert.Contains("reach the host, and that stand there no more: domain/devices/disk", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        var task = await DoAsync(HttpMethod.Post, "/api/v1/hosts/test/restore-deleted", new { kind = "machine", uuid = Id.Uuid, id = Number(versions[1]), hostAccess = true });

        Assert.Equal("web", task.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal("Mourned", (await TextsAsync()).Title);
        Assert.Equal(Number(task), (await UntilAsync(4))[0].GetProperty("task").GetInt64());
        Assert.Empty((await _admin.GetFromJsonAsync<JsonElement>("/api/v1/deleted", Cancel)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Export_HasAFileForEachVersion_AndTheirList()
    {
        await DefineAsync(machine => machine.Title = "One");
        await UntilAsync(2);

        var files = await FilesAsync(_admin);
        Assert.Equal(3, files.Count);
        Assert.Equal(2, JsonDocument.Parse(files["versions.json"]).RootElement.GetArrayLength());
        Assert.Equal([null, "One"], files.Where(file => file.Key.EndsWith(".xml", StringComparison.Ordinal)).OrderBy(file => file.Key).Select(file => DomainXml.Parse(file.Value).Title));
    }

    [Theory]
    [InlineData("/history?count=0", HttpStatusCode.BadRequest)]
    [InlineData("/history/nine", HttpStatusCode.BadRequest)]
    [InlineData("/history/999999", HttpStatusCode.NotFound)]
    [InlineData("/history/1?against=nine", HttpStatusCode.BadRequest)]
    public async Task WrongAddress_IsSaid(string address, HttpStatusCode status)
    {
        using var answer = await _admin.GetAsync(Machine + address, Cancel);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static long Number(JsonElement item) => item.GetProperty("id").GetInt64();

    private static async Task<Dictionary<string, string>> FilesAsync(HttpClient client)
    {
        using var answer = await client.GetAsync($"{History}/export", Cancel);
        Assert.Equal("web-history.tar.gz", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        await using var packed = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancel), CompressionMode.Decompress);
        await using var tar = new TarReader(packed);
        var files = new Dictionary<string, string>();
        while (await tar.GetNextEntryAsync(cancellationToken: Cancel) is { } entry)
            files[entry.Name] = await new StreamReader(entry.DataStream!).ReadToEndAsync(Cancel);
        return files;
    }

    private async Task<(string? Title, string? Description)> TextsAsync() => DomainXml.Parse(await _admin.GetStringAsync($"{Machine}/xml?inactive=true", Cancel)) is var machine ? (machine.Title, machine.Description) : default;

    private async Task<List<JsonElement>> UntilAsync(int count)
    {
        List<JsonElement> versions = [];
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await _admin.GetAsync(History, Cancel);
            versions = answer.IsSuccessStatusCode ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items").EnumerateArray()] : [];
            return versions.Count == count;
        }, Cancel);
        return versions;
    }

    private async Task<JsonElement> DoAsync(HttpMethod method, string address, object body, string state = "succeeded")
    {
        using var answer = await _admin.SendAsync(new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) }, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        JsonElement task = default;
        await Eventually.TrueAsync(async () => (task = await _admin.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Cancel)).GetProperty("endedAt").ValueKind is JsonValueKind.String, Cancel);
        Assert.True(task.GetProperty("state").GetString() == state, task.ToString());
        return task;
    }

    /// <summary>As virsh would.</summary>
    private Task<bool> DefineAsync(Action<DomainXml> change) => OnHostAsync(connection =>
    {
        using var domain = connection.LookupDomain(Id.Uuid);
        var view = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
        change(view);
        connection.DefineDomain(view.ToXml()).Dispose();
    });

    private Task<bool> OnHostAsync(Action<LibvirtConnection> call) => _app.Services.GetRequiredService<HypervisorGateway>().RunAsync("test", Lane.Commands, connection =>
    {
        call(connection);
        return true;
    }, Cancel);

    private Task<HttpClient> WithTokenAsync(Role role) => _app.WithTokenAsync(role);
}
