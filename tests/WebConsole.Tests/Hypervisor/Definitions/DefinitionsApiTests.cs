using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Definitions by the API, their versions as <c>ETag</c>, and edits for a version by <c>If-Match</c>.</summary>
public sealed class DefinitionsApiTests : IAsyncLifetime
{
    private const string Password = "sesame-1", Hidden = "token-4711";
    private static readonly MachineId Id = new("test", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));
    private static readonly Guid Pool = Guid.Parse("35bb2ad9-388a-cdfe-461a-b8907f6e53fe"), Network = Guid.Parse("ef6a1f3e-3f7d-4b0a-9b6e-0b8a3c9a1f11");
    private static readonly string Machine = $"/api/v1/machines/{Id}";

    private readonly TestHostFile _host = new(
        [
            new XElement("pool", new XAttribute("type", "dir"), new XElement("name", "images"), new XElement("uuid", Pool), new XElement("target", new XElement("path", "/srv/images"))),
            new XElement("network", new XElement("name", "office"), new XElement("uuid", Network), new XElement("bridge", new XAttribute("name", "virbr7"))),
        ], ("web", Id));

    private TestApplication _app = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApplication.StartAsync(args: ["--host", $"test={_host.Uri}"]);
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current is { Machines.Count: 1, StoragePools.Count: 1, Networks.Count: 1 }, Cancel);
        _admin = await WithTokenAsync(Role.Administrator);
        await DefineAsync(Password);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        _host.Dispose();
    }

    public static TheoryData<string, string> Definitions => new()
    {
        { Machine, "domain" },
        { $"/api/v1/pools/test/{Pool}", "pool" },
        { $"/api/v1/networks/test/{Network}", "network" },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task DefinitionOfTheNextStart_HasTheVersionThatEditsName(string of, string root)
    {
        using var now = await _admin.GetAsync($"{of}/xml", Cancel);
        using var next = await _admin.GetAsync($"{of}/xml?inactive=true", Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "application/xml"), (now.StatusCode, next.StatusCode, now.Content.Headers.ContentType?.MediaType));
        Assert.All([now, next], answer => Assert.True(answer.Headers.CacheControl?.NoStore));
        // What is in force is no text to edit.
        Assert.Equal((null, false), (now.Headers.ETag, next.Headers.ETag?.IsWeak));
        Assert.Equal(root, SafeXml.ParseRoot(await now.Content.ReadAsStringAsync(Cancel), root).Name.LocalName);
        Assert.Equal(root, SafeXml.ParseRoot(await next.Content.ReadAsStringAsync(Cancel), root).Name.LocalName);
    }

    [Theory]
    [Trait("Attack", "V2")]
    [InlineData("")]
    [InlineData("?inactive=true")]
    public async Task Viewer_HasTheSameVersionOfAMaskedText(string query)
    {
        using var viewer = _app.SignedIn(Role.Viewer);
        using var masked = await viewer.GetAsync($"{Machine}/xml{query}", Cancel);
        using var whole = await _admin.GetAsync($"{Machine}/xml{query}", Cancel);
        var (shown, all) = (await masked.Content.ReadAsStringAsync(Cancel), await whole.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(whole.Headers.ETag, masked.Headers.ETag);
        Assert.Contains(Hidden, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, shown, StringComparison.Ordinal);
        Assert.All([shown, all, masked.Headers.ToString()], text => Assert.DoesNotContain(Password, text, StringComparison.Ordinal));

        // What the text does not show is a new version all the same.
        await DefineAsync("sesame-2");
        using var later = await viewer.GetAsync($"{Machine}/xml{query}", Cancel);
        Assert.Equal(query.Length > 0, masked.Headers.ETag != later.Headers.ETag);
        Assert.Equal(shown, await later.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task TextInForce_HasItsSecretsMarked()
    {
        await _app.Services.GetRequiredService<HypervisorGateway>().RunAsync("test", Lane.Commands, connection =>
        {
            using var domain = connection.LookupDomain(Id.Uuid);
            domain.ForceOff();
            domain.Start();
            return true;
        }, Cancel);

        var text = await _admin.GetStringAsync($"{Machine}/xml", Cancel);

        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.Equal("••••", DomainXml.Parse(text).Element.Descendants("graphics").Single().Attribute("passwd")?.Value);
    }

    [Fact]
    public async Task Edit_IsTakenForTheVersionThatStands_AndForNoOther()
    {
        var seen = await TagAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await EditAsync("one", seen)).Status);
        await Eventually.TrueAsync(() => _app.Services.GetRequiredService<TaskStore>().Recent is [{ State: TaskState.Succeeded }], Cancel);

        var (status, detail, tag) = await EditAsync("two", seen);

        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Equal("Its definition was changed by someone else meanwhile (title). Look at what changed, and make your change anew.", detail);
        Assert.Equal(await TagAsync(), tag);
        Assert.Single(_app.Services.GetRequiredService<TaskStore>().Recent);
        Assert.Equal(HttpStatusCode.Accepted, (await EditAsync("two", tag!)).Status);
    }

    [Fact]
    public async Task Precondition_IsReadAsHttpSays()
    {
        var seen = (await TagAsync())!;
        var version = seen.Trim('"');
        (string? Header, string? Body, HttpStatusCode Answer)[] cases =
        [
            ("\"old\"", null, HttpStatusCode.PreconditionFailed),
            ($"W/{seen}", null, HttpStatusCode.PreconditionFailed),
            (null, "old", HttpStatusCode.PreconditionFailed),
            ("\"old\"", version, HttpStatusCode.PreconditionFailed),
            (seen, "old", HttpStatusCode.PreconditionFailed),
            ("*", "old", HttpStatusCode.PreconditionFailed),
            ("no tag", null, HttpStatusCode.BadRequest),
            ($"\"old\", {seen}", null, HttpStatusCode.Accepted),
            (seen, version, HttpStatusCode.Accepted),
            ("*", null, HttpStatusCode.Accepted),
        ];

        foreach (var (header, body, answer) in cases)
        {
            Assert.Equal((header, body, answer), (header, body, (await EditAsync("", header, body)).Status));
            await Eventually.TrueAsync(() => _app.Services.GetRequiredService<TaskStore>().Recent.All(task => !task.State.IsActive()), Cancel);
        }
    }

    [Fact]
    [Trait("Attack", "Z3")]
    public async Task WhoMayNotEdit_LearnsNothingOfVersions()
    {
        using var @operator = await WithTokenAsync(Role.Operator);

        Assert.Equal((HttpStatusCode.Forbidden, null), await EditAsync("one", "\"old\"", client: @operator) is var refused ? (refused.Status, refused.Tag) : default);
    }

    [Theory]
    [InlineData("/api/v1/machines/test/00000000-0000-4000-8000-000000000001/xml", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/machines/test/6695eb01-f6a4-8304-79aa-97f2502e193f/xml?inactive=yes", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/machines/nowhere/6695eb01-f6a4-8304-79aa-97f2502e193f/xml", HttpStatusCode.NotFound)]
    public async Task WrongAddress_IsSaid(string address, HttpStatusCode status)
    {
        using var answer = await _admin.GetAsync(address, Cancel);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private async Task<(HttpStatusCode Status, string? Detail, string? Tag)> EditAsync(string title, string? ifMatch, string? version = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, Machine) { Content = JsonContent.Create(new { title, version }) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await (client ?? _admin).SendAsync(request, Cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (answer.StatusCode, body.TryGetProperty("detail", out var detail) ? detail.GetString() : null, answer.Headers.ETag?.Tag);
    }

    private async Task<string?> TagAsync()
    {
        using var answer = await _admin.GetAsync($"{Machine}/xml?inactive=true", Cancel);
        return answer.Headers.ETag?.Tag;
    }

    /// <summary>As virsh would.</summary>
    private Task<bool> DefineAsync(string password) => _app.Services.GetRequiredService<HypervisorGateway>().RunAsync("test", Lane.Commands, connection =>
    {
        using var domain = connection.LookupDomain(Id.Uuid);
        var view = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
        if (view.Graphics.Count == 0)
            view.Graphics.Add(new GraphicsXml(new XElement("graphics", new XAttribute("type", "vnc"))));
        view.Graphics[0].SetPassword(password);
        connection.DefineDomain(view.ToXml()).Dispose();
        foreach (var impact in (DomainModificationImpact[])[DomainModificationImpact.Live, DomainModificationImpact.Config])
            domain.SetMetadata(DomainMetadataType.Element, $"<app>{Hidden}</app>", impact, "x", "urn:x");
        return true;
    }, Cancel);

    private Task<HttpClient> WithTokenAsync(Role role) => _app.WithTokenAsync(role);
}
