using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Libvirt.Tests.Integration;

[Trait("Category", "Integration")]
public sealed class QemuConsoleTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const int SecurityNone = 1;
    private const int SecurityVnc = 2;

    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);

    public LeakCheck Leaks { get; } = leaks;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OpenGraphicsFlags.SkipAuthentication, SecurityNone)]
    [InlineData(OpenGraphicsFlags.None, SecurityVnc)]
    public async Task Graphics_SpeakRfb(OpenGraphicsFlags flags, int security)
    {
        using var machine = QemuMachine.Started(_connection);
        using var socket = new Socket(machine.Domain.OpenGraphicsFD(0, flags));
        using var stream = new NetworkStream(socket);

        var version = new byte[12];
        await stream.ReadExactlyAsync(version, Cancelled);
        Assert.Equal("RFB 003.008\n", Encoding.ASCII.GetString(version));
        await stream.WriteAsync(version, Cancelled);
        var offered = new byte[2];
        await stream.ReadExactlyAsync(offered, Cancelled);
        Assert.Equal([1, (byte)security], offered);
    }

    [Fact]
    public void GraphicsThatAreNotThere_Fail()
    {
        using var machine = QemuMachine.Started(_connection);

        Assert.Throws<LibvirtException>(() => machine.Domain.OpenGraphicsFD(7));
        machine.Domain.ForceOff();
        Assert.Equal(LibvirtErrorCode.OperationInvalid, Assert.Throws<LibvirtException>(() => machine.Domain.OpenGraphicsFD(0)).Code);
    }

    [Fact]
    public async Task Serial_BothWays()
    {
        using var machine = QemuMachine.Started(_connection);
        using var stream = _connection.NewStream(nonBlocking: true);
        machine.Domain.OpenConsole(null, stream);

        var text = "";
        var reading = Read();
        // The firmware opens its menu on Escape as soon as it reads the keyboard.
        while (!reading.IsCompleted)
        {
            await stream.SendAsync("\e"u8.ToArray(), Cancelled);
            await Task.WhenAny(reading, Task.Delay(200, Cancelled));
        }
        await reading;

        async Task Read()
        {
            var buffer = new byte[256];
            while (!text.Contains("Select boot device", StringComparison.Ordinal))
            {
                var received = await Eventually.Done(stream.ReceiveAsync(buffer, Cancelled));
                Assert.NotEqual(0, received);
                text += Encoding.ASCII.GetString(buffer, 0, received);
            }
        }
    }

    [Fact]
    public async Task Serial_EndsWithTheMachine()
    {
        using var machine = QemuMachine.Started(_connection);
        using var stream = _connection.NewStream(nonBlocking: true);
        machine.Domain.OpenConsole(null, stream);
        var reading = ReadToEnd(stream);

        machine.Domain.ForceOff();

        await Eventually.Done(reading);
    }

    [Fact]
    public async Task Serial_HasOneUserUntilAnotherForcesItsWay()
    {
        using var machine = QemuMachine.Started(_connection);
        using var first = _connection.NewStream(nonBlocking: true);
        using var second = _connection.NewStream(nonBlocking: true);
        machine.Domain.OpenConsole(null, first, OpenConsoleFlags.Safe);
        var reading = ReadToEnd(first);

        Assert.Equal(LibvirtErrorCode.OperationFailed, Assert.Throws<LibvirtException>(() => machine.Domain.OpenConsole(null, second)).Code);
        using var third = _connection.NewStream(nonBlocking: true);
        machine.Domain.OpenConsole(null, third, OpenConsoleFlags.Force);

        // libvirt disconnects the old client, which sees an error or the end of the stream.
        await Task.WhenAny(Eventually.Done(reading));
        Assert.True(reading.IsCompleted);
    }

    [Fact]
    public async Task Wait_CostsNothing_CanBeCancelled_AndEndsWithDisposal()
    {
        using var machine = QemuMachine.Started(_connection);
        machine.Domain.Suspend();
        var stream = _connection.NewStream(nonBlocking: true);
        machine.Domain.OpenConsole(null, stream, OpenConsoleFlags.Force);
        await DrainUntilCancelled(stream);

        var used = Environment.CpuUsage.TotalTime;
        var waiting = stream.ReceiveAsync(new byte[16], Cancelled);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancelled);
        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
        Assert.False(waiting.IsCompleted);
        stream.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Eventually.Done(waiting));
    }

    [Fact]
    public async Task Screenshot_IsAPicture()
    {
        using var machine = QemuMachine.Started(_connection);
        using var stream = _connection.NewStream(nonBlocking: true);

        var type = machine.Domain.Screenshot(stream);
        var picture = await Eventually.Done(ReadToEnd(stream));
        stream.Finish();

        Assert.Equal("image/png", type);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
    }

    [Fact]
    public void SendKey_IsTaken()
    {
        using var machine = QemuMachine.Started(_connection);

        machine.Domain.SendKey(KeyCodeSet.Linux, [29, 56, 111], holdMilliseconds: 50);
    }

    public void Dispose() => _connection.Dispose();

    private static async Task DrainUntilCancelled(LibvirtStream stream)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        soon.CancelAfter(TimeSpan.FromMilliseconds(300));
        var buffer = new byte[4096];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true)
                await stream.ReceiveAsync(buffer, soon.Token);
        });
    }

    private static async Task<byte[]> ReadToEnd(LibvirtStream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        while (await stream.ReceiveAsync(buffer, Cancelled) is > 0 and var received)
            all.Write(buffer, 0, received);
        return all.ToArray();
    }
}
