using WebConsole.Features.Consoles.Rfb;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class RfbHandshakeTests
{
    private readonly RfbClientFilter _client;
    private readonly RfbServerObserver _server;

    public RfbHandshakeTests()
    {
        var handshake = new RfbHandshake();
        _client = new RfbClientFilter(handshake, viewOnly: false);
        _server = new RfbServerObserver(handshake);
    }

    [Theory]
    [InlineData("003.008", "003.008")]
    [InlineData("003.008", "003.007")]
    [InlineData("003.889", "003.008")]
    [InlineData("004.001", "003.008")]
    [Trait("Attack", "C7")]
    public void SecurityTypeNone_MakesTheSessionShared(string offered, string chosen)
    {
        _server.Observe(RfbTalk.Version(offered));
        Assert.Equal(RfbTalk.Version(chosen), _client.Run(RfbTalk.Version(chosen)));
        _server.Observe([2, 2, 1]);
        Assert.Equal([1], _client.Run(1));
        Assert.Equal([1], _client.Run(0));
        Assert.Equal(RfbTalk.Key(97), _client.Run(RfbTalk.Key(97)));
    }

    [Theory]
    [InlineData("003.008")]
    [InlineData("003.007")]
    public void VncAuthentication_PassesTheResponse(string version)
    {
        byte[] response = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        _server.Observe(RfbTalk.Version(version));
        _client.Run(RfbTalk.Version(version));
        _server.Observe([1, 2]);
        _server.Observe(new byte[16]);
        Assert.Equal([2, .. response, 1, .. RfbTalk.Key(97)], _client.Run([2, .. response, 0, .. RfbTalk.Key(97)]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 16)]
    public void Version33_FollowsTheServersType(byte type, int responseLength)
    {
        var response = new byte[responseLength];
        _server.Observe(RfbTalk.Version("003.003"));
        _client.Run(RfbTalk.Version("003.003"));
        _server.Observe([0, 0, 0, type]);
        Assert.Equal([.. response, 1, .. RfbTalk.Key(97)], _client.Run([.. response, 0, .. RfbTalk.Key(97)]));
    }

    [Theory]
    [InlineData("003.003", "003.003")]
    [InlineData("003.005", "003.003")]
    [InlineData("003.008", "003.003")]
    public void Version33BeforeTheServersType_Ends(string offered, string chosen)
    {
        _server.Observe(RfbTalk.Version(offered));
        _client.Run(RfbTalk.Version(chosen));
        Assert.Throws<RfbProtocolException>(() => _client.Run(1));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 5 })]
    [InlineData(new byte[] { 0, 0, 1, 1 })]
    public void Version33WithATypeThatCannotBeFollowed_Ends(byte[] type)
    {
        _server.Observe(RfbTalk.Version("003.003"));
        _client.Run(RfbTalk.Version("003.003"));
        _server.Observe(type);
        Assert.Throws<RfbProtocolException>(() => _client.Run(1));
    }

    [Theory]
    [InlineData("RFB 003.009\n")]
    [InlineData("RFB 003.005\n")]
    [InlineData("RFB   3.008\n")]
    [InlineData("GET / HTTP/1")]
    public void ClientVersionThatServersReadDifferently_Ends(string version)
    {
        _server.Observe(RfbTalk.Version());
        Assert.Throws<RfbProtocolException>(() => _client.Run(System.Text.Encoding.ASCII.GetBytes(version)));
    }

    [Fact]
    public void ClientVersionAboveTheServers_Ends()
    {
        _server.Observe(RfbTalk.Version("003.003"));
        Assert.Throws<RfbProtocolException>(() => _client.Run(RfbTalk.Version("003.008")));
    }

    [Fact]
    public void ClientBeforeTheServer_Ends() =>
        Assert.Throws<RfbProtocolException>(() => _client.Run(RfbTalk.Version()));

    [Theory]
    [InlineData(2)]
    [InlineData(19)]
    [InlineData(0)]
    public void ChoiceThatWasNotOffered_Ends(byte choice)
    {
        _server.Observe(RfbTalk.Version());
        _client.Run(RfbTalk.Version());
        _server.Observe([1, 1]);
        Assert.Throws<RfbProtocolException>(() => _client.Run(choice));
    }

    [Fact]
    public void ChoiceThatEncryptsTheRest_Ends()
    {
        _server.Observe(RfbTalk.Version());
        _client.Run(RfbTalk.Version());
        _server.Observe([2, 19, 1]);
        Assert.Throws<RfbProtocolException>(() => _client.Run(19));
    }

    [Fact]
    [Trait("Attack", "X2")]
    public void ServerThatIsNone_Ends()
    {
        Assert.Throws<RfbProtocolException>(() => _server.Observe("SSH-2.0-OpenSSH_9.2"u8));
    }

    [Fact]
    [Trait("Attack", "X2")]
    public void ServerOutOfTurn_Ends() =>
        Assert.Throws<RfbProtocolException>(() => _server.Observe([.. RfbTalk.Version(), 1]));
}
