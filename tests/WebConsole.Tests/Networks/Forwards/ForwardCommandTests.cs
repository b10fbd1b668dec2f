using System.Net.Sockets;
using System.Text;
using WebConsole.Hypervisor.Forwards;
using Xunit;
using static WebConsole.Tests.Networks.Forwards.TestForwards;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>What root's helper does of what it is asked, and that it is asked through its socket.</summary>
public sealed class ForwardCommandTests : IDisposable
{
    private readonly FakeFirewall _fake = new();

    public ForwardCommandTests() => _fake.AddNetwork();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task SeveralMachines_AreReadOnce_AndWrittenOnce()
    {
        _fake.Run(First, Own(8443));
        _fake.Run(Second, Own(8444));
        var read = new List<string>();
        var command = new ForwardCommand(_fake.Places, path =>
        {
            read.Add(path);
            return File.ReadAllText(path);
        });

        Assert.Equal("ok", await command.AnswerAsync($"{First:D} {Second:D}\n"));

        Assert.Equal(("8443", "8444"), (_fake.PortsOf(First), _fake.PortsOf(Second)));
        Assert.Equal((3, 3, 1), (read.Count, read.Distinct().Count(), _fake.Asked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("forwarded; rm")]
    [InlineData("11111111-1111-1111-1111-111111111111 {22222222-2222-2222-2222-222222222222}")]
    [InlineData("check 11111111-1111-1111-1111-111111111111")]
    public async Task AnythingElse_IsRefused(string asked)
    {
        Assert.Equal("Not the UUID of a machine.", await new ForwardCommand(_fake.Places).AnswerAsync(asked));
        Assert.False(Directory.Exists(_fake.Places.Run));
    }

    [Fact]
    public async Task Helper_IsAskedThroughItsSocket()
    {
        _fake.Run(First, Own(8443));
        using var socket = Serve();
        var (helper, cancel) = (new ForwardHelper(_fake.Places), TestContext.Current.CancellationToken);

        Assert.Null(await helper.ApplyAsync([First, Second], cancel));
        Assert.Equal("8443", _fake.PortsOf(First));

        File.Delete(_fake.In("table"));
        Assert.Null(await helper.CheckAsync(cancel));
        Assert.Contains("dport 8443", _fake.Rules, StringComparison.Ordinal);

        _fake.Refusal = "Operation not permitted";
        _fake.Stop(First);
        Assert.Equal("nft: Operation not permitted", await helper.ApplyAsync([First], cancel));
        Assert.Equal("8443", _fake.PortsOf(First));
    }

    /// <summary>More than one message of the helper may hold.</summary>
    [Fact]
    public async Task ManyMachines_AreAskedForInPieces()
    {
        _fake.Run(First, Own(8443));
        using var socket = Serve();

        Assert.Null(await new ForwardHelper(_fake.Places).ApplyAsync([.. Enumerable.Range(0, 1200).Select(_ => Guid.NewGuid()), First], TestContext.Current.CancellationToken));

        Assert.Equal("8443", _fake.PortsOf(First));
    }

    /// <summary>As systemd's socket does: each connection is the standard input and output of the program.</summary>
    private Socket Serve()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_fake.Places.Helper));
        socket.Listen();
        _ = AnswerAsync(socket);
        return socket;
    }

    private async Task AnswerAsync(Socket socket)
    {
        while (true)
        {
            using var connection = await socket.AcceptAsync();
            using var stream = new NetworkStream(connection);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(await new ForwardCommand(_fake.Places).AnswerAsync(await reader.ReadToEndAsync()) + "\n"));
        }
    }
}
