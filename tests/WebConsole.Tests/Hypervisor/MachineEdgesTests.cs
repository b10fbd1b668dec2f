using Libvirt;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class MachineEdgesTests
{
    private static readonly MachineId Id = new("local", Guid.NewGuid());
    private readonly MachineEdges _edges = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DomainChange.JobCompleted, 0, MachineEdgeKind.JobEnded)]
    [InlineData(DomainChange.DeviceRemoved, 0, MachineEdgeKind.DeviceRemoved)]
    [InlineData(DomainChange.DeviceRemovalFailed, 0, MachineEdgeKind.DeviceKept)]
    [InlineData(DomainChange.AgentLifecycle, 1, MachineEdgeKind.AgentConnected)]
    [InlineData(DomainChange.AgentLifecycle, 2, MachineEdgeKind.AgentGone)]
    [InlineData(DomainChange.BalloonChange, 0, null)]
    public void Event_IsTheEdgeThatItTells(DomainChange change, long detail, MachineEdgeKind? kind)
    {
        var edge = MachineEdge.Of(new DomainChangedEvent(Id.Uuid, "web-01", change, "virtio-disk1", detail), "local");

        Assert.Equal(kind is { } known ? new MachineEdge(Id, known, "virtio-disk1", detail) : null, edge);
    }

    [Fact]
    public async Task Waiting_EndsWithTheEdgeThatIsMeant()
    {
        var waiting = _edges.NextAsync(edge => edge is { Kind: MachineEdgeKind.DeviceRemoved, Subject: "net0" }, TimeSpan.FromSeconds(10), _time, Cancel);

        _edges.Tell(new MachineEdge(Id, MachineEdgeKind.DeviceRemoved, "net1", 0));
        _edges.Tell(new MachineEdge(Id, MachineEdgeKind.DeviceKept, "net0", 0));
        Assert.False(waiting.IsCompleted);
        var meant = new MachineEdge(Id, MachineEdgeKind.DeviceRemoved, "net0", 0);
        _edges.Tell(meant);

        Assert.Equal(meant, await waiting);
    }

    [Fact]
    public async Task Waiting_EndsWithItsPatience()
    {
        var waiting = _edges.NextAsync(_ => true, TimeSpan.FromSeconds(10), _time, Cancel);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await waiting);
    }
}
