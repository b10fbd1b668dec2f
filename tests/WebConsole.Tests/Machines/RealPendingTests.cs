using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>What virsh changes for the next start of a real machine that runs, and in the machine alone.</summary>
[Trait("Category", "Integration")]
public sealed class RealPendingTests : IAsyncLifetime
{
    private const string Mac = "52:54:00:0e:d1:72";

    private TestApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private InventoryStore Inventory => _app.Services.GetRequiredService<InventoryStore>();

    public async ValueTask InitializeAsync() => _app = await TestApplication.StartAsync(null, null, "--host", "local=qemu:///system");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task ChangesForTheNextStart_AreNamed_AndWhatLibvirtAddsIsNot()
    {
        await using var guest = await RealGuest.StartAsync("pending",
            "s|</devices>|<controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/></devices>|; s|<vcpu.*</vcpu>|<vcpu>1</vcpu><cpu mode='maximum'/>|");
        await UntilAsync(guest, []);
        var edges = _app.Services.GetRequiredService<MachineEdges>();
        var added = edges.NextAsync(edge => edge is { Kind: MachineEdgeKind.DeviceAdded } && edge.Machine == guest.Id, TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        await RealGuest.ShellAsync($"virsh attach-interface pending user user --mac {Mac} --model virtio --live 2>/dev/null || virsh attach-interface pending network default --mac {Mac} --model virtio --live");

        Assert.NotNull((await added)?.Subject);
        await UntilAsync(guest, [$"Removed devices/interface[{Mac}]"]);

        await RealGuest.ShellAsync("virsh setvcpus pending 3 --config --maximum && virsh desc pending --config --title --new-desc Later");
        await UntilAsync(guest, [$"Removed devices/interface[{Mac}]", "Changed vcpu", "Added vcpu@current", "Changed title"]);
    }

    private async Task UntilAsync(RealGuest guest, string[] wanted)
    {
        string[] Said() => Inventory.Current.Machines.TryGetValue(guest.Id, out var machine) && machine.InactiveXml is not null
            ? [.. PendingDefinition.Of(machine, operates: true).Select(change => $"{change.Kind} {change.Path}")]
            : ["nothing read"];
        try
        {
            await Eventually.TrueAsync(() => Said().ToHashSet().SetEquals(wanted), Cancel);
        }
        catch (TimeoutException)
        {
            Assert.Equal(string.Join('\n', wanted.Order()), string.Join('\n', Said().Order()));
        }
    }
}
