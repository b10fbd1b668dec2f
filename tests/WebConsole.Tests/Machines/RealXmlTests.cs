using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>The definition of a real machine edited as text, and changes of its next start taken back.</summary>
[Trait("Category", "Integration")]
public sealed class RealXmlTests : IAsyncLifetime
{
    private const string Password = "sesame-1";

    private TestApplication _app = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => _app.Services.GetRequiredService<InventoryStore>();

    public async ValueTask InitializeAsync()
    {
        _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");
        _admin = await _app.WithTokenAsync(Role.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Attack", "V1")]
    [Trait("Attack", "V2")]
    public async Task EditedText_IsDefined_AndItsSecretStays()
    {
        await using var guest = await StartAsync("xml-edit", $"s|<graphics type='vnc'|& passwd='{Password}'|");
        var (xml, tag) = await ReadAsync(guest);
        Assert.DoesNotContain(Password, xml, StringComparison.Ordinal);
        Assert.Contains("••••", xml, StringComparison.Ordinal);
        using var inForce = await _admin.GetAsync($"{Api(guest)}/xml", Cancel);
        var running = await inForce.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("••••", running, StringComparison.Ordinal);
        using var refused = await PutAsync(guest, running, inForce.Headers.ETag?.Tag);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var task = await EndAsync(await PutAsync(guest, xml.Replace("<name>", "<description>By hand</description><name>", StringComparison.Ordinal), tag));

        Assert.Equal(("succeeded", null), (task.GetProperty("state").GetString(), task.GetProperty("error").GetString()));
        Assert.Contains("By hand", await RealGuest.ShellAsync("virsh desc xml-edit; virsh desc xml-edit --config"), StringComparison.Ordinal);
        Assert.Contains($"passwd='{Password}'", await RealGuest.ShellAsync("virsh dumpxml --inactive --security-info xml-edit"), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, task.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextOfADefinitionThatWasChangedMeanwhile_IsRefused()
    {
        await using var guest = await StartAsync("xml-meanwhile");
        var (xml, tag) = await ReadAsync(guest);
        await RealGuest.ShellAsync("virsh desc xml-meanwhile --config --title --new-desc Theirs");

        using var answer = await PutAsync(guest, xml.Replace("<name>", "<description>Mine</description><name>", StringComparison.Ordinal), tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("Theirs", (await RealGuest.ShellAsync("virsh desc --title xml-meanwhile --config")).Trim());
    }

    [Fact]
    public async Task WhatTheSchemaRefuses_IsSavedWhenOneSaysSo()
    {
        await using var guest = await StartAsync("xml-schema");
        var (xml, tag) = await ReadAsync(guest);
        var odd = xml.Replace("<name>", "<novelty/><name>", StringComparison.Ordinal);

        var refused = await EndAsync(await PutAsync(guest, odd, tag));
        var saved = await EndAsync(await PutAsync(guest, odd.Replace("<novelty/>", "<novelty/><description>Odd</description>", StringComparison.Ordinal), tag, againstSchema: true));

        Assert.Equal(("failed", "succeeded"), (refused.GetProperty("state").GetString(), saved.GetProperty("state").GetString()));
        Assert.Equal("Odd", (await RealGuest.ShellAsync("virsh desc xml-schema --config")).Trim());
    }

    [Theory]
    [InlineData("<domain><name>a</nmae></domain>", "Line 1")]
    [InlineData("<!DOCTYPE domain [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain><name>&e;</name></domain>", "DTD")]
    [InlineData("<network/>", "is not a <domain>")]
    [Trait("Attack", "J3")]
    public async Task BrokenText_IsRefusedAtItsField(string text, string said)
    {
        await using var guest = await StartAsync("xml-broken");

        using var answer = await PutAsync(guest, text, null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("xml")[0].GetString(), StringComparison.Ordinal);
    }

    /// <summary>Each change that virsh made for the next start, one by one and then all.</summary>
    [Fact]
    public async Task PendingChanges_AreTakenBack()
    {
        await using var guest = await StartAsync("xml-pending");
        await RealGuest.ShellAsync("virsh setvcpus xml-pending 3 --config --maximum && virsh desc xml-pending --config --title --new-desc Later && virsh setmem xml-pending 65536 --config && " +
            "virsh dumpxml --inactive xml-pending | sed 's|</devices>|<watchdog model=\"i6300esb\" action=\"reset\"/></devices>|' | virsh define /dev/stdin");
        await UntilAsync(guest, changes => changes.Contains("title") && changes.Contains("vcpu") && changes.Contains("currentMemory") && changes.Any(path => path.StartsWith("devices/watchdog", StringComparison.Ordinal)));

        using (var one = await _admin.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Api(guest)}/pending") { Content = JsonContent.Create(new { paths = new[] { "title" } }) }, Cancel))
            Assert.Equal("succeeded", (await EndAsync(one)).GetProperty("state").GetString());
        await UntilAsync(guest, changes => !changes.Contains("title") && changes.Contains("vcpu"));
        using (var all = await _admin.DeleteAsync($"{Api(guest)}/pending", Cancel))
            Assert.Equal("succeeded", (await EndAsync(all)).GetProperty("state").GetString());

        await UntilAsync(guest, changes => changes.Length == 0);
        Assert.Equal("", (await RealGuest.ShellAsync("virsh desc --title xml-pending --config | grep Later || true")).Trim());
    }

    private async Task<RealGuest> StartAsync(string name, string change = "")
    {
        var guest = await RealGuest.StartAsync(name, change);
        await Eventually.TrueAsync(() => Inventory.Current.Machines.GetValueOrDefault(guest.Id) is { IsActive: true, InactiveXml: not null }, Cancel);
        return guest;
    }

    private static string Api(RealGuest guest) => $"/api/v1/machines/{guest.Id}";

    private async Task<(string Xml, string Tag)> ReadAsync(RealGuest guest)
    {
        using var answer = await _admin.GetAsync($"{Api(guest)}/xml?inactive=true", Cancel);
        return (await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.ETag!.ToString());
    }

    private Task<HttpResponseMessage> PutAsync(RealGuest guest, string xml, string? tag, bool againstSchema = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"{Api(guest)}/xml") { Content = JsonContent.Create(new { xml, againstSchema }) };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return _admin.SendAsync(request, Cancel);
    }

    /// <summary>The task, once it has ended.</summary>
    private async Task<JsonElement> EndAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
        await _app.Services.GetRequiredService<OperationRunner>().EndedAsync(id);
        return await _admin.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{id}", Cancel);
    }

    private async Task UntilAsync(RealGuest guest, Func<string[], bool> holds)
    {
        string[] Waiting() => [.. PendingDefinition.Of(Inventory.Current.Machines[guest.Id], operates: true).Select(change => change.Path)];
        try
        {
            await Eventually.TrueAsync(() => holds(Waiting()), Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Fail(string.Join('\n', Waiting()));
        }
    }
}
