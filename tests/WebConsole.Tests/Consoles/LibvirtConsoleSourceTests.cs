using Libvirt;
using WebConsole.Features.Consoles;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
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

    /// <summary>The host is unreachable, which is noticed only by an opening that calls libvirt.</summary>
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

    /// <summary>libvirt's test driver has no screens; its error shows that it was called each time.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    [Trait("Attack", "C7")]
    public async Task OpeningsOfOneScreen_WaitForEachOther()
    {
        var machine = new MachineId("local", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", "test:///default")], TimeProvider.System);
        var source = WithConsoles(gateway, machine);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() =>
            Assert.ThrowsAsync<ConsoleRefusedException>(() => source.OpenGraphicsAsync(machine, 1, Cancellation)))));

        Assert.All(refusals, refusal => Assert.Contains("virDomainOpenGraphicsFD", refusal.Message + refusal.InnerException?.Message, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task TurnThatDoesNotComeBack_KeepsNobodyWaiting()
    {
        var turns = new LineTurns(TimeProvider.System, longest: TimeSpan.FromMilliseconds(50));
        var stuck = new TaskCompletionSource<int>();
        var first = turns.RunAsync(_machine, () => stuck.Task, Cancellation);

        await Assert.ThrowsAsync<HypervisorBusyException>(() => turns.RunAsync(_machine, () => Task.FromResult(2), Cancellation));
        Assert.Equal(3, await turns.RunAsync(new MachineId("other", Guid.NewGuid()), () => Task.FromResult(3), Cancellation));

        stuck.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(2, await turns.RunAsync(_machine, () => Task.FromResult(2), Cancellation));
        Assert.Equal(0, turns.Count);
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

    private LibvirtConsoleSource WithConsoles() => WithConsoles(_gateway, _machine);

    private static LibvirtConsoleSource WithConsoles(HypervisorGateway gateway, MachineId machine)
    {
        var inventory = new InventoryStore();
        inventory.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.Add(machine, new Machine
            {
                Id = machine,
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
        return new LibvirtConsoleSource(gateway, inventory, TimeProvider.System);
    }

    private sealed class Line : IDisposable
    {
        private int _closed;

        public int Closed => Volatile.Read(ref _closed);

        public void Dispose() => Interlocked.Increment(ref _closed);
    }
}
