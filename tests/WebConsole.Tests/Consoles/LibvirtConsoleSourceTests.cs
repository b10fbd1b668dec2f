using Libvirt;
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

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [Trait("Attack", "C2")]
    public async Task DisplayThatIsNotVncOrNotThere_NeverReachesLibvirt(int index)
    {
        var refusal = await Assert.ThrowsAsync<ConsoleRefusedException>(() => WithConsoles().OpenGraphicsAsync(_machine, index, Cancellation));
        Assert.Equal(ConsoleEndReason.NoConsole, refusal.End.Reason);
    }

    [Theory]
    [InlineData("serial0")]
    [InlineData("channel0")]
    [InlineData("")]
    [Trait("Attack", "C2")]
    public async Task LineThatDoesNotOpenOrIsNotThere_NeverReachesLibvirt(string device)
    {
        var refusal = await Assert.ThrowsAsync<ConsoleRefusedException>(() => WithConsoles().OpenTextAsync(_machine, device, takeOver: false, Cancellation));
        Assert.Equal(ConsoleEndReason.NoConsole, refusal.End.Reason);
    }

    /// <summary>The host is not there, which only an opening that asks libvirt finds out.</summary>
    [Fact]
    public async Task ConsolesThatOpen_ReachLibvirt()
    {
        var source = WithConsoles();
        var refusals = new[]
        {
            await Assert.ThrowsAsync<ConsoleRefusedException>(() => source.OpenGraphicsAsync(_machine, 1, Cancellation)),
            await Assert.ThrowsAsync<ConsoleRefusedException>(() => source.OpenTextAsync(_machine, "serial1", takeOver: false, Cancellation)),
            await Assert.ThrowsAsync<ConsoleRefusedException>(() => source.OpenTextAsync(_machine, null, takeOver: false, Cancellation)),
        };
        Assert.All(refusals, refusal => Assert.Equal(ConsoleEndReason.HostAway, refusal.End.Reason));
    }

    [Theory]
    [InlineData(LibvirtErrorCode.NoDomain, ConsoleEndReason.NoMachine, ConsoleEndReason.NoMachine)]
    [InlineData(LibvirtErrorCode.OperationInvalid, ConsoleEndReason.Off, ConsoleEndReason.Off)]
    [InlineData(LibvirtErrorCode.OperationFailed, ConsoleEndReason.Failed, ConsoleEndReason.Busy)]
    [InlineData(LibvirtErrorCode.NoSupport, ConsoleEndReason.NoConsole, ConsoleEndReason.NoConsole)]
    [InlineData(LibvirtErrorCode.OperationUnsupported, ConsoleEndReason.NoConsole, ConsoleEndReason.NoConsole)]
    [InlineData(LibvirtErrorCode.InternalError, ConsoleEndReason.Failed, ConsoleEndReason.Failed)]
    [InlineData(LibvirtErrorCode.OperationTimeout, ConsoleEndReason.NoAnswer, ConsoleEndReason.NoAnswer)]
    public void Failure_TellsWhetherWaitingCanHelp(LibvirtErrorCode code, ConsoleEndReason ofAScreen, ConsoleEndReason ofALine)
    {
        var failure = new LibvirtException(code, LibvirtErrorDomain.Qemu, "libvirt's words");
        Assert.Equal(ofAScreen, LibvirtConsoleSource.ReasonOf(failure, ConsoleKind.Graphics, hostIsThere: true));
        Assert.Equal(ofALine, LibvirtConsoleSource.ReasonOf(failure, ConsoleKind.Text, hostIsThere: true));
    }

    [Fact]
    public void ConnectionThatBreaksAndALaneThatIsFull_MayPass()
    {
        var broken = new LibvirtException(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Rpc, "client socket is closed");
        Assert.Equal(ConsoleEndReason.NoAnswer, LibvirtConsoleSource.ReasonOf(broken, ConsoleKind.Text, hostIsThere: true));
        Assert.Equal(ConsoleEndReason.NoAnswer, LibvirtConsoleSource.ReasonOf(new HypervisorTimeoutException("slow"), ConsoleKind.Text, hostIsThere: true));
        Assert.Equal(ConsoleEndReason.HostAway, LibvirtConsoleSource.ReasonOf(broken, ConsoleKind.Text, hostIsThere: false));
    }

    private LibvirtConsoleSource WithConsoles()
    {
        var inventory = new InventoryStore();
        inventory.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.Add(_machine, new Machine
            {
                Id = _machine,
                Name = "web-01",
                State = MachineState.Running,
                Xml = "<domain/>",
                Displays = [new MachineDisplay { Key = "0", Type = "spice" }, new MachineDisplay { Key = "1", Type = "vnc" }],
                Lines =
                [
                    new MachineLine { Key = "serial0", Type = "file", IsSerial = true, Number = 0 },
                    new MachineLine { Key = "serial1", Type = "pty", IsSerial = true, Number = 1 },
                ],
            }),
        });
        return new LibvirtConsoleSource(_gateway, inventory, TimeProvider.System);
    }

    private sealed class Line : IDisposable
    {
        private int _closed;

        public int Closed => Volatile.Read(ref _closed);

        public void Dispose() => Interlocked.Increment(ref _closed);
    }
}
