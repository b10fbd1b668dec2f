using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>Bridges by a real NetworkManager, over a card of the host that carries its address: tests/Lab/network-manager.sh.</summary>
[Trait("Category", "Integration")]
public sealed class RealBridgesTests : IAsyncLifetime
{
    private const string Address = "10.77.0.5/24", Bridges = "/api/v1/hosts/local/bridges", Keep = "/api/v1/hosts/local/keep-network-change", Remove = "/api/v1/hosts/local/remove-bridge";

    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await RealGuest.ShellAsync($"{RealGuest.Lab}/network-manager.sh start");
        _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");
        await Eventually.TrueAsync(() => _app.Services.GetRequiredService<InventoryStore>().Current.Host("local")?.Facts is not null, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await RealGuest.ShellAsync($"{RealGuest.Lab}/network-manager.sh stop");
    }

    [Fact]
    public async Task Bridge_IsMadeWithTheAddress_Kept_AndRemovedAgain()
    {
        using var administrator = await _app.WithTokenAsync();
        using var @operator = await _app.WithTokenAsync(Role.Operator);
        using (var forbidden = await @operator.PostAsJsonAsync(Bridges, new { name = "br9", over = "lan0" }, Cancel))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var mac = Find("lan0")!.Mac;
        Assert.Equal(InterfaceKeeper.NetworkManager, Find("lan0")!.Keeper);

        var made = await PostAsync(administrator, Bridges, new { name = "br9", over = "lan0" });
        await UntilItWaitsAsync();
        await Eventually.TrueAsync(() => Has("br9") && !Has("lan0") && Find("lan0")!.Master == "br9", Cancel);
        Assert.Equal((mac, InterfaceKind.Bridge, false), (Find("br9")!.Mac, Find("br9")!.Kind, Find("br9")!.Stp));
        Assert.False(File.Exists("/etc/NetworkManager/system-connections/br9.nmconnection"));
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(made);
        Assert.True(File.Exists("/etc/NetworkManager/system-connections/br9.nmconnection"));
        Assert.Equal("no\n", await RealGuest.ShellAsync("nmcli -g connection.autoconnect connection show office"));

        await RefusedAsync(administrator, "name", "There is a bridge of that name already.", new { name = "br9", over = "lan0" });
        await RefusedAsync(administrator, "over", "It is a port of br9 already.", new { name = "br8", over = "lan0" });

        var removed = await PostAsync(administrator, Remove, new { name = "br9" });
        await UntilItWaitsAsync();
        await Eventually.TrueAsync(() => Has("lan0") && Find("lan0")!.Master is null, Cancel);
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(removed);
        await Eventually.TrueAsync(() => Find("br9") is null && Has("lan0"), Cancel);
        Assert.False(File.Exists("/etc/NetworkManager/system-connections/br9.nmconnection"));
        Assert.Equal("yes\n", await RealGuest.ShellAsync("nmcli -g connection.autoconnect connection show office"));
    }

    [Fact]
    public async Task CancelledChange_GoesBackAtOnce()
    {
        using var administrator = await _app.WithTokenAsync();
        var made = await PostAsync(administrator, Bridges, new { name = "br9", over = "lan0" });
        await UntilItWaitsAsync();

        using var cancelled = await administrator.PostAsync(new Uri($"/api/v1/tasks/{made}/cancel", UriKind.Relative), null, Cancel);

        await Eventually.TrueAsync(() => Has("lan0") && Find("br9") is null, Cancel);
        Assert.Equal(TaskState.Cancelled, (await EndedAsync(made)).State);
        Assert.DoesNotContain("br9", await RealGuest.ShellAsync("nmcli -g NAME connection show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebConsoleThatIsCutOff_IsNotNeeded_ForTheWayBack()
    {
        using (var work = await BridgeWork.BeginAsync(TimeProvider.System))
        {
            await work.MakeAsync("br9", "lan0", Find("lan0")!.Mac, Cancel);
            Assert.True(Has("br9"));
        }
        // Nobody is left who could undo it.
        await Eventually.TrueAsync(() => Has("lan0") && Find("br9") is null, Cancel, patience: TimeSpan.FromSeconds(90));
    }

    private HostInterface? Find(string name) => _app.Services.GetRequiredService<InterfaceFiles>().Read().FirstOrDefault(one => one.Name == name);

    private bool Has(string name) => Find(name)?.Addresses.Any(address => address.Address == Address) is true;

    private Task UntilItWaitsAsync() => Eventually.TrueAsync(() => _app.Services.GetRequiredService<NetworkChanges>().Of("local") is not null, Cancel);

    private static async Task<long> PostAsync(HttpClient client, string address, object? body)
    {
        using var answer = body is null ? await client.PostAsync(new Uri(address, UriKind.Relative), null, Cancel) : await client.PostAsJsonAsync(address, body, Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetInt64();
    }

    private static async Task RefusedAsync(HttpClient client, string field, string says, object body)
    {
        using var answer = await client.PostAsJsonAsync(Bridges, body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    private async Task SucceedsAsync(long task)
    {
        var ended = await EndedAsync(task);
        Assert.Equal((TaskState.Succeeded, null), (ended.State, ended.Error));
    }

    private async Task<TaskRecord> EndedAsync(long task)
    {
        TaskRecord? found = null;
        await Eventually.TrueAsync(async () => (found = await _app.Services.GetRequiredService<TaskStore>().FindAsync(task, Cancel)) is { EndedAt: not null }, Cancel);
        return found!;
    }
}
