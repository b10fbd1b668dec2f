using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.History;

/// <summary>What virsh and WebConsole do to the definition of a real machine.</summary>
[Trait("Category", "Integration")]
[Collection(nameof(RealHistoryTests))]
public sealed class RealHistoryTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _state = new();
    private TestApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => new(StartAsync());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task VirshAndWebConsole_AreToldApart_AndAnOldDefinitionBoots()
    {
        await using var guest = await RealGuest.StartAsync("history");
        var (machine, history) = ($"/api/v1/machines/{guest.Id}", $"/api/v1/machines/{guest.Id}/history");
        var first = (await UntilAsync(history, versions => versions.Length > 0))[0];
        var edit = await DoAsync(HttpMethod.Patch, machine, new { title = "Ours" });
        await UntilAsync(history, versions => Changed(versions[0]) == "title");
        await RealGuest.ShellAsync("virsh dumpxml --inactive history | sed 's|<vcpu.*</vcpu>|<vcpu>1</vcpu>|; s|<title>.*</title>||; s|</devices>|<rng model=\"virtio\"><backend model=\"random\">/dev/urandom</backend></rng></devices>|' > /run/lab/history.xml && virsh define /run/lab/history.xml");

        var versions = await UntilAsync(history, versions => versions[0].ToString().Contains("rng", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, versions[0].GetProperty("user").ValueKind);
        Assert.Equal(("tester", Number(edit)), (versions[1].GetProperty("user").GetString(), versions[1].GetProperty("task").GetInt64()));
        var kept = await _client.GetStringAsync($"{history}/{Number(first)}", Cancel);

        await guest.StopAsync();
        await DoAsync(HttpMethod.Post, $"{history}/restore", new { id = Number(first), hostAccess = true });
        Assert.Equal(kept.Trim(), (await RealGuest.ShellAsync("virsh dumpxml --inactive history")).Trim());
        await guest.StartAsync();
        await UntilAsync(async () => (await _client.GetFromJsonAsync<JsonElement>(machine, Cancel)).GetProperty("state").GetString() == "running");

        await guest.StopAsync();
        await RealGuest.ShellAsync("virsh undefine history");
        var gone = await UntilAsync(history, versions => versions[0].GetProperty("event").GetString() == "deleted");
        // Its kernel is a file of the host.
        var refused = await EndAsync(HttpMethod.Post, "/api/v1/hosts/local/restore-deleted", new { kind = "machine", uuid = guest.Id.Uuid, id = Number(gone[1]) });
        Assert.Contains("domain/os/kernel", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("domain/devices/emulator", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, "/api/v1/hosts/local/restore-deleted", new { kind = "machine", uuid = guest.Id.Uuid, id = Number(gone[1]), hostAccess = true });
        await guest.StartAsync();
        Assert.Equal(kept.Trim(), (await RealGuest.ShellAsync("virsh dumpxml --inactive history")).Trim());
    }

    /// <summary>What only the running machine has is no part of the stored definition, which is what a version is about.</summary>
    [Fact]
    public async Task RestoreWhileItRuns_LeavesWhatOnlyTheRunningMachineHas()
    {
        await using var guest = await RealGuest.StartAsync("history-runs");
        var history = $"/api/v1/machines/{guest.Id}/history";
        var first = (await UntilAsync(history, versions => versions.Length > 0))[0];
        await DoAsync(HttpMethod.Patch, $"/api/v1/machines/{guest.Id}", new { title = "Ours" });
        await UntilAsync(history, versions => Changed(versions[0]) == "title");
        await RealGuest.ShellAsync("truncate -s 1M /run/lab/live-only.img && virsh attach-disk history-runs /run/lab/live-only.img vdz --live");

        var restore = await DoAsync(HttpMethod.Post, $"{history}/restore", new { id = Number(first), apply = "both" });

        var running = await RealGuest.ShellAsync("virsh dumpxml history-runs");
        Assert.Contains("live-only.img", running, StringComparison.Ordinal);
        Assert.DoesNotContain("<title>Ours", running, StringComparison.Ordinal);
        Assert.DoesNotContain("takes effect at the next start", restore.ToString(), StringComparison.Ordinal);
    }

    /// <summary>An old version lacks what was plugged in since, and with which the guest works.</summary>
    [Fact]
    public async Task RestoreWhileItRuns_UnplugsNothing_UnlessThatIsAskedFor()
    {
        await using var guest = await RealGuest.StartAsync("history-plugged");
        var history = $"/api/v1/machines/{guest.Id}/history";
        var first = (await UntilAsync(history, versions => versions.Length > 0))[0];
        await RealGuest.ShellAsync("truncate -s 1M /run/lab/plugged.img && virsh attach-disk history-plugged /run/lab/plugged.img vdz --live --config && virsh dumpxml --inactive history-plugged > /run/lab/plugged.xml && virsh define /run/lab/plugged.xml");
        // A guest that has not booted does not let go of anything.
        await guest.InsideAsync("true");
        var plugged = (await UntilAsync(history, versions => Changed(versions[0]) is { } path && path.Contains("vdz", StringComparison.Ordinal)))[0];

        using var refused = await _client.PostAsJsonAsync($"{history}/restore", new { id = Number(first), apply = "now" }, Cancel);
        Assert.Contains("apply", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, $"{history}/restore", new { id = Number(first) });
        Assert.DoesNotContain("vdz", await RealGuest.ShellAsync("virsh domblklist --inactive history-plugged"), StringComparison.Ordinal);
        Assert.Contains("vdz", await RealGuest.ShellAsync("virsh domblklist history-plugged"), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, $"{history}/restore", new { id = Number(plugged), part = "devices/disk[vdz]", hostAccess = true });
        Assert.Contains("vdz", await RealGuest.ShellAsync("virsh domblklist --inactive history-plugged"), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Post, $"{history}/restore", new { id = Number(first), part = "devices/disk[vdz]", apply = "both" });
        await UntilAsync(async () => !(await RealGuest.ShellAsync("virsh domblklist history-plugged")).Contains("vdz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RestartsOfWebConsoleAndLibvirtd_LoseNothing()
    {
        await using var guest = await RealGuest.StartAsync("history-away");
        var history = $"/api/v1/machines/{guest.Id}/history";
        var before = await UntilAsync(history, versions => versions.Length > 0);
        await _app.DisposeAsync();
        await RealGuest.ShellAsync("virsh desc history-away --config --title --new-desc Away");

        await StartAsync();
        var versions = await UntilAsync(history, versions => versions.Length == before.Length + 1);
        Assert.Equal(("title", JsonValueKind.Null, JsonValueKind.String), (Changed(versions[0]), versions[0].GetProperty("user").ValueKind, versions[0].GetProperty("since").ValueKind));
        Assert.True(versions[0].GetProperty("since").GetDateTimeOffset() >= before[0].GetProperty("noticedAt").GetDateTimeOffset());

        await RealGuest.ShellAsync($"{RealGuest.Lab}/daemon.sh restart libvirtd");
        var inventory = _app.Services.GetRequiredService<InventoryStore>();
        await UntilAsync(() => Task.FromResult(inventory.Current.Host("local") is { Connection: ConnectionState.Connected } && inventory.Current.Machines.GetValueOrDefault(guest.Id) is { Stale: false }));
        Assert.Equal(versions.Length, (await ListAsync(history)).Length);
        await RealGuest.ShellAsync("virsh desc history-away --config --title --new-desc After && virsh dumpxml --inactive history-away > /run/lab/away.xml && virsh define /run/lab/away.xml");
        Assert.Equal("title", Changed((await UntilAsync(history, found => found.Length > versions.Length))[0]));
    }

    private static long Number(JsonElement item) => item.GetProperty("id").GetInt64();

    private static string? Changed(JsonElement version) => version.GetProperty("changes") is { ValueKind: JsonValueKind.Array } changes && changes.GetArrayLength() > 0 ? changes[0].GetProperty("path").GetString() : null;

    private async Task StartAsync()
    {
        _app = await TestApplication.StartAsync(null, _state["state"], "--host", "local=qemu:///system");
        _client = await _app.WithTokenAsync();
    }

    private async Task<JsonElement[]> ListAsync(string history)
    {
        using var answer = await _client.GetAsync(history, Cancel);
        return answer.IsSuccessStatusCode ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items").EnumerateArray()] : [];
    }

    private async Task<JsonElement[]> UntilAsync(string history, Func<JsonElement[], bool> wanted)
    {
        JsonElement[] versions = [];
        await UntilAsync(async () => (versions = await ListAsync(history)).Length > 0 && wanted(versions));
        return versions;
    }

    private static Task UntilAsync(Func<Task<bool>> holds) => Eventually.TrueAsync(holds, Cancel);

    private async Task<JsonElement> DoAsync(HttpMethod method, string address, object body)
    {
        var task = await EndAsync(method, address, body);
        Assert.True(task.GetProperty("state").GetString() == "succeeded", task.ToString());
        return task;
    }

    private async Task<JsonElement> EndAsync(HttpMethod method, string address, object body)
    {
        using var answer = await _client.SendAsync(new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) }, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        JsonElement task = default;
        await UntilAsync(async () => (task = await _client.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Cancel)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        return task;
    }
}

/// <summary>Alone, because all other classes use the same daemon, which restarts here.</summary>
[CollectionDefinition(nameof(RealHistoryTests), DisableParallelization = true)]
public sealed class RestartsWhileWatching;
