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
    private const string Address = "10.77.0.5/24", Bridges = "/api/v1/hosts/local/bridges", Keep = "/api/v1/hosts/local/keep-network-change", Remove = "/api/v1/hosts/local/remove-bridge", Change = "/api/v1/hosts/local/change-bridge";

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

        var unkept = await PostAsync(administrator, Remove, new { name = "br9" });
        await UntilItWaitsAsync();
        using (var cancelled = await administrator.PostAsync(new Uri($"/api/v1/tasks/{unkept}/cancel", UriKind.Relative), null, Cancel))
            Assert.Equal(TaskState.Cancelled, (await EndedAsync(unkept)).State);
        await Eventually.TrueAsync(() => Has("br9") && !Has("lan0") && Find("lan0")!.Master == "br9", Cancel);
        Assert.True(File.Exists("/etc/NetworkManager/system-connections/br9.nmconnection"));

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

    [Fact]
    public async Task ChangedBridge_StaysUp_WithTheCardsOfMachines_AndGoesBackSo()
    {
        using var administrator = await _app.WithTokenAsync();
        var made = await PostAsync(administrator, Bridges, new { name = "br9", over = "lan0" });
        await UntilItWaitsAsync();
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(made);
        await RealGuest.ShellAsync("ip tuntap add vnet77 mode tap && ip link set vnet77 master br9 up");
        var before = await RealGuest.ShellAsync("nmcli -g 802-3-ethernet.mtu,bridge.stp connection show br9");

        var cancelled = await PostAsync(administrator, Change, new { name = "br9", stp = true, mtu = 1400 });
        await UntilItWaitsAsync();
        Assert.Equal((true, 1400, 1400, "br9"), (Find("br9")!.Stp, Find("br9")!.Mtu, Find("lan0")!.Mtu, Find("vnet77")!.Master));
        using var answer = await administrator.PostAsync(new Uri($"/api/v1/tasks/{cancelled}/cancel", UriKind.Relative), null, Cancel);
        Assert.Equal(TaskState.Cancelled, (await EndedAsync(cancelled)).State);
        await Eventually.TrueAsync(() => Has("br9") && Find("br9") is { Stp: false, Mtu: 1500 } && Find("lan0") is { Mtu: 1500, Master: "br9" }, Cancel);
        Assert.Equal("br9", Find("vnet77")!.Master);
        Assert.Equal(before, await RealGuest.ShellAsync("nmcli -g 802-3-ethernet.mtu,bridge.stp connection show br9"));

        var kept = await PostAsync(administrator, Change, new { name = "br9", stp = true, mtu = 1400 });
        await UntilItWaitsAsync();
        Assert.DoesNotContain("stp=true", await File.ReadAllTextAsync("/etc/NetworkManager/system-connections/br9.nmconnection", Cancel), StringComparison.Ordinal);
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(kept);
        Assert.Equal((true, 1400, 1400, "br9"), (Find("br9")!.Stp, Find("br9")!.Mtu, Find("lan0")!.Mtu, Find("vnet77")!.Master));
        Assert.True(Has("br9"));
        Assert.Contains("mtu=1400", await File.ReadAllTextAsync("/etc/NetworkManager/system-connections/br9.nmconnection", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardThatGoesWhileItIsAskedFor_IsSaidAtTheField_OrByTheTask()
    {
        using var administrator = await _app.WithTokenAsync();
        await RefusedAsync(administrator, "over", "There is no network interface lan7 (any more).", new { name = "br9", over = "lan7" });
        // It goes between the check and the change.
        using var work = await BridgeWork.BeginAsync(TimeProvider.System);
        await RealGuest.ShellAsync("ip link delete lan0");

        var gone = await Assert.ThrowsAsync<NetworkManagerException>(() => work.MakeAsync("br9", "lan0", null, Cancel));

        Assert.Contains("lan0", gone.Message, StringComparison.Ordinal);
        await work.UndoAsync();
        Assert.Null(Find("br9"));
        Assert.Equal("office\n", await RealGuest.ShellAsync("nmcli -g NAME connection show"));
    }

    /// <summary>The lab's kernel has no VLANs; FullHostBridgesTests makes one.</summary>
    [Fact]
    public async Task TaggedBridge_WhereTheKernelHasNoVlans_LeavesNothing()
    {
        using var administrator = await _app.WithTokenAsync();

        var ended = await EndedAsync(await PostAsync(administrator, Bridges, new { name = "br20", over = "lan0", vlan = 20 }));

        Assert.Equal(TaskState.Failed, ended.State);
        Assert.Contains("VLAN", ended.Error, StringComparison.Ordinal);
        Assert.Null(Find("br20"));
        Assert.True(Has("lan0"));
        Assert.Equal("office\n", await RealGuest.ShellAsync("nmcli -g NAME connection show"));
        Assert.Equal(ended.Error, _app.Services.GetRequiredService<NetworkChanges>().UndoneOf("local")?.Why);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StaticRoutes_MoveToTheBridge_AndComeBack(bool formerIsGone)
    {
        await RealGuest.ShellAsync("nmcli connection modify office ipv4.routes '172.20.0.0/16 10.77.0.9 50, 172.21.0.0/16 10.77.0.8' && nmcli --wait 30 connection up office > /dev/null");
        using var administrator = await _app.WithTokenAsync();

        var made = await PostAsync(administrator, Bridges, new { name = "br9", over = "lan0" });
        await UntilItWaitsAsync();
        await Eventually.TrueAsync(() => HasRoutesAsync("br9"), Cancel);
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(made);
        if (formerIsGone)
            await RealGuest.ShellAsync("nmcli connection delete office");

        var removed = await PostAsync(administrator, Remove, new { name = "br9" });
        await UntilItWaitsAsync();
        await Eventually.TrueAsync(() => HasRoutesAsync("lan0"), Cancel);
        await PostAsync(administrator, Keep, null);
        await SucceedsAsync(removed);
        Assert.Contains("172.20.0.0/16 10.77.0.9 50", await RealGuest.ShellAsync($"nmcli -g ipv4.routes connection show {(formerIsGone ? "lan0" : "office")}"), StringComparison.Ordinal);

        static async Task<bool> HasRoutesAsync(string by)
        {
            var routes = await RealGuest.ShellAsync("ip route");
            return routes.Contains($"172.20.0.0/16 via 10.77.0.9 dev {by}", StringComparison.Ordinal) && routes.Contains($"172.21.0.0/16 via 10.77.0.8 dev {by}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task LostConnectionToTheBus_LeavesNoCheckpointOpen()
    {
        await using var bus = new BusBetween("/run/dbus/system_bus_socket");
        using var work = await BridgeWork.BeginAsync(TimeProvider.System, bus.Address);
        await work.MakeAsync("br9", "lan0", Find("lan0")!.Mac, Cancel);
        Assert.EndsWith(" 1", await CheckpointsAsync(), StringComparison.Ordinal);

        bus.Drop();
        var lost = await Assert.ThrowsAsync<NetworkManagerException>(work.KeepAsync);
        await work.UndoAsync();

        Assert.StartsWith("The connection to the host's D-Bus broke", lost.Message, StringComparison.Ordinal);
        Assert.EndsWith(" 0", await CheckpointsAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Has("lan0") && Find("br9") is null, Cancel);
    }

    /// <summary>How many there are, at the end of what busctl says.</summary>
    private static async Task<string> CheckpointsAsync() =>
        string.Join(' ', (await RealGuest.ShellAsync("busctl get-property org.freedesktop.NetworkManager /org/freedesktop/NetworkManager org.freedesktop.NetworkManager Checkpoints")).Split(' ').Take(2)).Trim();

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
