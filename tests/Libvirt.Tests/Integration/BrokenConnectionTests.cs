using System.Threading.Channels;
using Xunit;

namespace Libvirt.Tests.Integration;

[Trait("Category", "Integration")]
public sealed class BrokenConnectionTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly Relay _relay = new();
    private readonly TaskCompletionSource<ConnectionCloseReason> _closed = new();

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public async Task Break_IsTold_AndCallsFailInsteadOfWaiting()
    {
        using var connection = LibvirtConnection.Open(_relay.Uri);
        using var notice = connection.OnClose(_closed.SetResult);
        Assert.True(connection.IsAlive);

        _relay.Break();

        Assert.True(await Eventually.Done(_closed.Task) is ConnectionCloseReason.EndOfFile or ConnectionCloseReason.Error);
        Assert.False(connection.IsAlive);
        Assert.Throws<LibvirtException>(() => connection.ListDomains());
        await OnCloseOf(connection);
        Assert.Throws<LibvirtException>(() => connection.SubscribeEvents(Channel.CreateUnbounded<LibvirtEvent>().Writer));
    }

    [Fact]
    public async Task FirstHandlerAfterTheBreak_IsCalledToo()
    {
        using var connection = LibvirtConnection.Open(_relay.Uri);
        _relay.Break();
        await Eventually.True(() => !connection.IsAlive, "the connection lives on");

        await OnCloseOf(connection);
    }

    [Fact]
    public async Task Silence_IsNoticedByKeepAlive()
    {
        using var connection = LibvirtConnection.Open(_relay.Uri);
        using var notice = connection.OnClose(_closed.SetResult);
        Assert.True(connection.SetKeepAlive(1, 1));

        _relay.FallSilent();

        Assert.Equal(ConnectionCloseReason.KeepAlive, await Eventually.Done(_closed.Task));
    }

    [Fact]
    public async Task CallUnderWay_EndsWithTheConnection()
    {
        using var connection = LibvirtConnection.Open(_relay.Uri);
        _relay.FallSilent();
        var call = Task.Run(connection.GetCapabilities, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<TimeoutException>(
            () => call.WaitAsync(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
        _relay.Break();

        await Assert.ThrowsAsync<LibvirtException>(() => Eventually.Done(call));
    }

    [Fact]
    public async Task WaitingStream_EndsWithTheConnection()
    {
        using var connection = LibvirtConnection.Open(_relay.Uri);
        using var direct = LibvirtConnection.Open(QemuMachine.Uri);
        using var machine = QemuMachine.Started(direct);
        using var domain = connection.LookupDomain(machine.Domain.Uuid);
        using var stream = connection.NewStream(nonBlocking: true);
        domain.OpenConsole(null, stream);
        var reading = ReadToEnd(stream);

        _relay.Break();

        await Assert.ThrowsAsync<LibvirtException>(() => Eventually.Done(reading));
    }

    [Fact]
    public async Task EventsEnd_AndDisposalIsQuick()
    {
        var channel = Channel.CreateUnbounded<LibvirtEvent>();
        var connection = LibvirtConnection.Open(_relay.Uri);
        var subscription = connection.SubscribeEvents(channel.Writer);
        using var notice = connection.OnClose(_closed.SetResult);
        _relay.Break();
        await Eventually.Done(_closed.Task);

        await Eventually.Done(Task.Run(subscription.Dispose, TestContext.Current.CancellationToken));
        await Eventually.Done(Task.Run(connection.Dispose, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ClosedConnections_LeaveNoFileOpen()
    {
        OpenAndClose();
        var before = Directory.GetFiles("/proc/self/fd").Length;

        for (var i = 0; i < 20; i++)
            OpenAndClose();

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 3);
    }

    public void Dispose() => _relay.Dispose();

    private static async Task OnCloseOf(LibvirtConnection connection)
    {
        var closed = new TaskCompletionSource<ConnectionCloseReason>();
        using var notice = connection.OnClose(closed.SetResult);
        await Eventually.Done(closed.Task);
    }

    private static void OpenAndClose()
    {
        using var connection = LibvirtConnection.Open(QemuMachine.Uri);
        connection.SubscribeEvents(Channel.CreateUnbounded<LibvirtEvent>().Writer);
        connection.OnClose(_ => { });
        foreach (var device in connection.ListNodeDevices())
            device.Dispose();
    }

    private static async Task ReadToEnd(LibvirtStream stream)
    {
        var buffer = new byte[4096];
        while (await stream.ReceiveAsync(buffer, TestContext.Current.CancellationToken) > 0)
        {
        }
    }
}
