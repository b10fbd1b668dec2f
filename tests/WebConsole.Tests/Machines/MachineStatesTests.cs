using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Machines in each state of libvirt's test driver, as the API shows them.</summary>
public sealed class MachineStatesTests : IAsyncLifetime
{
    /// <summary>Name, virDomainState, and more of the driver's words.</summary>
    private static readonly (string Name, int State, string More)[] Machines =
    [
        ("running", 1, ""), ("paused", 3, ""), ("ending", 4, ""), ("off", 5, ""), ("crashed", 6, ""), ("asleep", 7, ""), ("saved", 5, "<test:hasmanagedsave/>"),
    ];

    private readonly TemporaryDirectory _directory = new();
    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventorySnapshot Inventory => _app.Services.GetRequiredService<InventoryStore>().Current;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_directory["states.xml"], $"<node>{string.Concat(Machines.Select(Definition))}</node>", Cancel);
        _app = await TestApplication.StartAsync(args: ["--host", $"test=test://{_directory["states.xml"]}"]);
        await Eventually.TrueAsync(() => Inventory.Machines.Count == Machines.Length, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("running", "running", true, "shutdown reboot pause save inject-nmi reset force-off")]
    [InlineData("paused", "paused", true, "resume save reset force-off")]
    [InlineData("ending", "shutting-down", true, "force-off")]
    [InlineData("off", "shut-off", false, "start")]
    [InlineData("crashed", "crashed", true, "reset force-off")]
    [InlineData("asleep", "suspended", true, "wake-up reset force-off")]
    [InlineData("saved", "shut-off", false, "start discard-save")]
    public async Task EachState_IsShownWithWhatMakesSense(string name, string state, bool active, string actions)
    {
        var machine = await GetAsync(name);

        Assert.Equal((state, active), (machine.GetProperty("state").GetString(), machine.GetProperty("active").GetBoolean()));
        // Those that its guest's agent does belong to a tab.
        Assert.Equal(actions, string.Join(' ', machine.GetProperty("actions").EnumerateArray().Select(action => action.GetString()!).Where(action => TestActions.Registry.Find(ObjectKind.Machine, action)?.Tab is null)));
        Assert.Empty(machine.GetProperty("diskErrors").EnumerateArray());
    }

    [Fact]
    public async Task Reason_ComesWithTheStateAndFollowsIt()
    {
        Assert.Equal("unknown", (await GetAsync("paused")).GetProperty("reason").GetString());

        await DoAsync(domain => domain.Suspend(), "paused", "user");
        await DoAsync(domain => domain.Resume(), "running", "unpaused");
        await DoAsync(domain => domain.ForceOff(), "shut-off", "destroyed");
        await DoAsync(domain => domain.Start(), "running", "booted");
        await DoAsync(domain => domain.ManagedSave(), "shut-off", "saved");
    }

    private async Task DoAsync(Action<Libvirt.Domain> action, string state, string reason)
    {
        await _app.Services.GetRequiredService<HypervisorGateway>().RunAsync(Find("running").Id, Lane.Commands, domain => { action(domain); return true; }, Cancel);
        await Eventually.TrueAsync(() => Find("running") is var found && (found.State.ToToken(), found.Reason.ToToken()) == (state, reason), Cancel);
        using var viewer = _app.SignedIn(Role.Viewer);
        var listed = (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/machines", Cancel)).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("name").GetString() == "running");
        Assert.Equal((state, reason), (listed.GetProperty("state").GetString(), listed.GetProperty("reason").GetString()));
        Assert.Equal(reason, (await GetAsync("running")).GetProperty("reason").GetString());
    }

    private async Task<JsonElement> GetAsync(string name)
    {
        using var client = _app.SignedIn(Role.Operator);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/machines/{Find(name).Id}", Cancel);
    }

    private Machine Find(string name) => Inventory.Machines.Values.Single(machine => machine.Name == name);

    private static string Definition((string Name, int State, string More) machine) => $"""
        <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
          <name>{machine.Name}</name>
          <uuid>{Guid.NewGuid()}</uuid>
          <memory unit='MiB'>64</memory>
          <os><type>hvm</type></os>
          {machine.More}<test:runstate>{machine.State}</test:runstate>
        </domain>
        """;
}
