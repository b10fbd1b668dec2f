using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class LibvirtConsoleSourceTests : IDisposable
{
    private readonly HypervisorGateway _gateway = new([], TimeProvider.System);
    private readonly MachineId _machine = new("nowhere", Guid.NewGuid());
    private readonly LibvirtConsoleSource _source;

    public LibvirtConsoleSourceTests() => _source = new LibvirtConsoleSource(_gateway, new InventoryStore(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task LineWhoseClosingTheLaneRefuses_IsClosedAllTheSame()
    {
        var line = new Line();

        await Assert.ThrowsAsync<HypervisorException>(() => _source.CloseAsync(_machine, line));

        await Eventually.TrueAsync(() => line.Closed == 1, Cancellation);
    }

    [Fact]
    public async Task ConsoleOfAMachineThatIsGone_IsRefusedAsSuch()
    {
        var text = await Assert.ThrowsAsync<ConsoleRefusedException>(() => _source.OpenTextAsync(_machine, null, takeOver: false, Cancellation));
        var graphics = await Assert.ThrowsAsync<ConsoleRefusedException>(() => _source.OpenGraphicsAsync(_machine, 0, Cancellation));

        Assert.Equal((ConsoleEndReason.NoMachine, ConsoleEndReason.NoMachine), (text.End.Reason, graphics.End.Reason));
    }

    private sealed class Line : IDisposable
    {
        private int _closed;

        public int Closed => Volatile.Read(ref _closed);

        public void Dispose() => Interlocked.Increment(ref _closed);
    }
}
