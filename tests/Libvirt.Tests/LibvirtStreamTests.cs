using Xunit;

namespace Libvirt.Tests;

public sealed class LibvirtStreamTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private readonly TestHost _host = TestHost.With("alpha");

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public async Task Screenshot_IsTheSameBlockingAndNot()
    {
        using var domain = _host.Connection.LookupDomain("alpha");
        using var blocking = _host.Connection.NewStream();
        using var nonBlocking = _host.Connection.NewStream(nonBlocking: true);

        Assert.Equal("image/png", domain.Screenshot(blocking));
        var picture = ReadToEnd(blocking);
        blocking.Finish();
        domain.Screenshot(nonBlocking);
        var again = await ReadToEndAsync(nonBlocking);
        nonBlocking.Finish();

        Assert.Equal("\u0089PNG", string.Concat(picture.Take(4).Select(each => (char)each)));
        Assert.Equal(picture, again);
    }

    [Fact]
    public void StreamThatIsNotOpen_FailsWithLibvirtsText()
    {
        using var stream = _host.Connection.NewStream();

        var failure = Assert.Throws<LibvirtException>(() => stream.Receive(new byte[16]));

        Assert.Equal(LibvirtErrorCode.NoSupport, failure.Code);
    }

    [Fact]
    public async Task BlockingStream_DoesNotWaitWithoutAThread()
    {
        using var stream = _host.Connection.NewStream();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => stream.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public void HalfReadStream_IsBrokenOffByDisposal()
    {
        using var domain = _host.Connection.LookupDomain("alpha");
        var stream = _host.Connection.NewStream();
        domain.Screenshot(stream);
        Assert.True(stream.Receive(new byte[16]) > 0);

        stream.Dispose();
        stream.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.Receive(new byte[16]));
    }

    public void Dispose() => _host.Dispose();

    private static byte[] ReadToEnd(LibvirtStream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        while (stream.Receive(buffer) is > 0 and var received)
            all.Write(buffer, 0, received);
        return all.ToArray();
    }

    private static async Task<byte[]> ReadToEndAsync(LibvirtStream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[100];
        while (await stream.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var received)
            all.Write(buffer, 0, received);
        return all.ToArray();
    }
}
