using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Title, description and tags of a running real machine, through the API.</summary>
[Trait("Category", "Integration")]
public sealed class EditMachineTests : IAsyncLifetime
{
    private TestApplication _app = null!;
    private HttpClient _client = null!;
    private RealGuest _guest = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => $"/api/v1/machines/{_guest.Id}";

    public async ValueTask InitializeAsync()
    {
        _guest = await RealGuest.StartAsync("edited");
        _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");
        _client = await WithTokenAsync(Role.Administrator);
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Machines.ContainsKey(_guest.Id), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _guest.DisposeAsync();
    }

    [Fact]
    public async Task WhatPeopleSayOfIt_HoldsAtOnceAndAfterARestart()
    {
        var task = await DoAsync(new { title = "The web", description = "First line\nsecond line", tags = new[] { "web", "production" } });

        Assert.Equal("succeeded", task.GetProperty("state").GetString());
        Assert.Equal("The web", (await RealGuest.ShellAsync("virsh desc --title edited")).Trim());
        Assert.Equal("The web", (await RealGuest.ShellAsync("virsh desc --title --config edited")).Trim());
        await UntilAsync(async () => (await _client.GetFromJsonAsync<JsonElement>(Address, Cancel)).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).SequenceEqual(["web", "production"]));

        await DoAsync(new { title = "", tags = Array.Empty<string>() });
        Assert.DoesNotContain("urn:webconsole:machine", await RealGuest.ShellAsync("virsh dumpxml --inactive edited"), StringComparison.Ordinal);
        Assert.Equal("First line\nsecond line", (await RealGuest.ShellAsync("virsh desc edited")).Trim());
    }

    [Fact]
    public async Task ProtectedMachine_IsNotDeleted_UntilThatIsSwitchedOff()
    {
        var task = await DoAsync(new { notes = "Ask **Jane** first.", @protected = true });
        Assert.Equal("succeeded", task.GetProperty("state").GetString());
        Assert.Contains("<wc:protected>yes</wc:protected>", await RealGuest.ShellAsync("virsh dumpxml edited"), StringComparison.Ordinal);
        Assert.Contains("<wc:notes>Ask **Jane** first.</wc:notes>", await RealGuest.ShellAsync("virsh dumpxml --inactive edited"), StringComparison.Ordinal);
        await UntilAsync(async () => (await _client.GetFromJsonAsync<JsonElement>(Address, Cancel)).GetProperty("protected").GetBoolean());

        using var delete = new HttpRequestMessage(HttpMethod.Delete, Address) { Content = JsonContent.Create(new { }) };
        using var refused = await _client.SendAsync(delete, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.StartsWith("edited is protected from being deleted.", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);

        await DoAsync(new { @protected = false, notes = "" });
        Assert.DoesNotContain("urn:webconsole:machine", await RealGuest.ShellAsync("virsh dumpxml edited"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedMeanwhile_IsRefused_AndNothingIsLost()
    {
        var seen = await _app.Services.GetRequiredService<DefinitionEditor>().ReadAsync(_guest.Id, operates: true, Cancel);
        await RealGuest.ShellAsync("virsh desc --title --live --config edited 'By virsh'");

        using var refused = await _client.PatchAsJsonAsync(Address, new { title = "By us", version = seen.Version }, Cancel);

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.StartsWith("Its definition was changed by someone else meanwhile (title)", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("By virsh", (await RealGuest.ShellAsync("virsh desc --title edited")).Trim());
    }

    private Task<HttpClient> WithTokenAsync(Role role) => _app.WithTokenAsync(role);

    private async Task<JsonElement> DoAsync(object changes)
    {
        using var answer = await _client.PatchAsJsonAsync(Address, changes, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        JsonElement task = default;
        await UntilAsync(async () => (task = await _client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Cancel)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        return task;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var left = 400; left > 0; left--)
        {
            if (await holds())
                return;
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("It never held.");
    }
}
