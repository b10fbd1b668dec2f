using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>A real agent in a real guest, asked by the API.</summary>
[Trait("Category", "Integration")]
public sealed class RealGuestAgentTests : IAsyncLifetime
{
    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Agent_TellsOfItsGuest_AndDoesWhatItCan()
    {
        await using var guest = await RealGuest.StartAsync("guest-full");
        await ConnectedAsync(guest);
        using var client = await ClientAsync();
        // A file system on a disk, without which there is nothing to freeze.
        await guest.InsideAsync("mkfs.ext2 /dev/vda || mke2fs /dev/vda; mkdir -p /mnt; mount -t ext4 /dev/vda /mnt || mount -t ext2 /dev/vda /mnt");

        var read = await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel);
        Assert.Equal("connected", read.GetProperty("agent").GetString());
        // Others who ask the agent wait as long as they want: libvirt has one limit for all.
        Assert.Contains("<agentTimeout>-2</agentTimeout>", await File.ReadAllTextAsync("/run/libvirt/qemu/guest-full.xml", Cancel), StringComparison.Ordinal);
        var facts = read.GetProperty("facts");
        Assert.Equal("guest-full", facts.GetProperty("hostName").GetString());
        Assert.NotEqual("", facts.GetProperty("kernel").GetString());
        Assert.InRange(facts.GetProperty("driftSeconds").GetDouble(), -60, 60);
        Assert.Contains(facts.GetProperty("interfaces").EnumerateArray(), card => card.GetProperty("name").GetString() == "eth0" && card.GetProperty("mac").GetString()!.StartsWith("52:54:00", StringComparison.Ordinal));

        var run = await RunAsync(client, guest, "run", new { program = "/bin/sh", arguments = new[] { "-c", "cat; echo to-errors >&2; exit 3" }, input = "hello from \u202eoutside" });
        Assert.Equal(("failed", "The program ended with 3."), (run.GetProperty("state").GetString(), run.GetProperty("error").GetString()));
        var output = (await client.GetFromJsonAsync<JsonElement>(Of(guest, "/runs"), Cancel)).GetProperty("items")[0];
        Assert.Equal(("hello from \\u{202E}outside", "to-errors\n", 3), (output.GetProperty("output").GetString(), output.GetProperty("errors").GetString(), output.GetProperty("exitCode").GetInt32()));
        Assert.Equal("succeeded", (await RunAsync(client, guest, "run", new { program = "/bin/echo", arguments = new[] { "it's", "$HOME" } })).GetProperty("state").GetString());
        Assert.Equal("it's $HOME\n", (await client.GetFromJsonAsync<JsonElement>(Of(guest, "/runs"), Cancel)).GetProperty("items")[0].GetProperty("output").GetString());

        // What a guest can't, its agent says: the lab's is made of few parts.
        foreach (var (action, body) in new (string, object?)[] { ("sync-time", null), ("trim", null), ("password", new { user = "root", password = "opensesame42" }) })
        {
            var task = await RunAsync(client, guest, action, body);
            Assert.True(task.GetProperty("state").GetString() is "succeeded" || task.GetProperty("error").GetString() is { Length: > 0 }, action);
            Assert.DoesNotContain("opensesame42", task.ToString(), StringComparison.Ordinal);
        }
        await RunWhileOthersAskAsync(client, guest);
        await FreezeAndThawAsync(client, guest);
    }

    /// <summary>An agent that stands still is waited for as long as the limit says, and the machine is used meanwhile.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task SilentAgent_HoldsNothingUp()
    {
        await using var guest = await RealGuest.StartAsync("guest-silent");
        await ConnectedAsync(guest);
        using var client = await ClientAsync();
        await RunAsync(client, guest, "run", new { program = "/bin/sh", arguments = new[] { "-c", "(sleep 1; kill -STOP $(cat /run/qemu-ga.pid)) > /dev/null 2>&1 &" } });

        var reading = SilentAsync(client, guest);
        var paused = await DoneAsync(client, await PostAsync(client, $"/api/v1/machines/{guest.Id}/pause", null));
        Assert.Equal("succeeded", paused.GetProperty("state").GetString());
        Assert.Equal("succeeded", (await DoneAsync(client, await PostAsync(client, $"/api/v1/machines/{guest.Id}/resume", null))).GetProperty("state").GetString());

        await reading;
        var late = await RunAsync(client, guest, "sync-time", null);
        Assert.Equal("failed", late.GetProperty("state").GetString());
        Assert.Contains("guest agent", late.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task SilentAsync(HttpClient client, RealGuest guest)
    {
        while ((await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel)).GetProperty("agent").GetString() is not "silent")
            await Task.Delay(100, Cancel);
    }

    private static async Task FreezeAndThawAsync(HttpClient client, RealGuest guest)
    {
        var frozen = await RunAsync(client, guest, "freeze", new { minutes = 1 });
        if (frozen.GetProperty("state").GetString() is not "succeeded")
        {
            Assert.NotEqual("", frozen.GetProperty("error").GetString());
            return;
        }
        var read = await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel);
        Assert.Equal("frozen", read.GetProperty("agent").GetString());
        Assert.Equal(TimeSpan.FromMinutes(1), read.GetProperty("frozenUntil").GetDateTimeOffset() - read.GetProperty("frozenSince").GetDateTimeOffset());
        Assert.Equal("succeeded", (await RunAsync(client, guest, "thaw", null)).GetProperty("state").GetString());
        Assert.Equal("connected", (await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel)).GetProperty("agent").GetString());
        await FreezeTwiceAtOnceAsync(client, guest);
    }

    /// <summary>Whoever looks at the guest asks the same agent, one question at a time.</summary>
    private static async Task RunWhileOthersAskAsync(HttpClient client, RealGuest guest)
    {
        var running = RunAsync(client, guest, "run", new { program = "/bin/sh", arguments = new[] { "-c", "sleep 2; echo done" } });
        while (!running.IsCompleted)
        {
            await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel);
            await Task.Delay(20, Cancel);
        }
        Assert.Equal("succeeded", (await running).GetProperty("state").GetString());
    }

    /// <summary>One of two takes nothing from the other.</summary>
    private static async Task FreezeTwiceAtOnceAsync(HttpClient client, RealGuest guest)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.PostAsJsonAsync(Of(guest, "/freeze"), new { minutes = 1 }, Cancel)));
        var done = await Task.WhenAll(answers.Where(answer => answer.IsSuccessStatusCode).Select(async answer => await DoneAsync(client, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel))));
        Assert.Single(done, task => task.GetProperty("state").GetString() is "succeeded");
        Assert.Equal("frozen", (await client.GetFromJsonAsync<JsonElement>(Of(guest, ""), Cancel)).GetProperty("agent").GetString());
        Assert.Equal("succeeded", (await RunAsync(client, guest, "thaw", null)).GetProperty("state").GetString());
    }

    private static string Of(RealGuest guest, string part) => $"/api/v1/machines/{guest.Id}/guest{part}";

    private static async Task<JsonElement> RunAsync(HttpClient client, RealGuest guest, string action, object? body) =>
        await DoneAsync(client, await PostAsync(client, Of(guest, "/" + action), body));

    private static async Task<JsonElement> PostAsync(HttpClient client, string address, object? body)
    {
        using var answer = body is null ? await client.PostAsync(address, null, Cancel) : await client.PostAsJsonAsync(address, body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {await answer.Content.ReadAsStringAsync(Cancel)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<JsonElement> DoneAsync(HttpClient client, JsonElement task)
    {
        var id = task.GetProperty("id").GetInt64();
        await Eventually.TrueAsync(async () => (task = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{id}", Cancel)).GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled" or "interrupted", Cancel);
        return task;
    }

    private async Task<HttpClient> ClientAsync()
    {
        var client = _app.SignedIn(Role.Administrator);
        var token = await client.GetFromJsonAsync<JsonElement>("/api/v1/antiforgery", Cancel);
        client.DefaultRequestHeaders.Add(token.GetProperty("header").GetString()!, token.GetProperty("token").GetString());
        return client;
    }

    private Task ConnectedAsync(RealGuest guest) => Eventually.TrueAsync(() =>
        _app.Services.GetRequiredService<InventoryStore>().Current.Machines.GetValueOrDefault(guest.Id) is { } machine && GuestAgent.StateOf(machine) is GuestAgentState.Connected, Cancel, patience: TimeSpan.FromMinutes(2));
}
