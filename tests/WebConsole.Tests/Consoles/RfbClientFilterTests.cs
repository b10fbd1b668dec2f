using WebConsole.Features.Consoles.Rfb;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class RfbClientFilterTests
{
    public static TheoryData<string, byte[]> Looking => new()
    {
        { "SetPixelFormat", RfbTalk.SetPixelFormat() },
        { "SetEncodings", RfbTalk.SetEncodings(7, 0, -308) },
        { "no encodings", RfbTalk.SetEncodings() },
        { "FramebufferUpdateRequest", RfbTalk.UpdateRequest() },
        { "EnableContinuousUpdates", RfbTalk.ContinuousUpdates() },
        { "ClientFence", RfbTalk.Fence(8) },
        { "empty ClientFence", RfbTalk.Fence(0) },
    };

    public static TheoryData<string, byte[]> Acting => new()
    {
        { "KeyEvent", RfbTalk.Key(0xff0d) },
        { "PointerEvent", RfbTalk.Pointer() },
        { "ClientCutText", RfbTalk.CutText("text") },
        { "empty ClientCutText", RfbTalk.CutText("") },
        { "longest ClientCutText", RfbTalk.CutText(new string('x', RfbClientMessage.LongestCutText)) },
        { "extended ClientCutText", RfbTalk.ExtendedCutText(300) },
        { "xvp", RfbTalk.Xvp() },
        { "SetDesktopSize", RfbTalk.SetDesktopSize(2) },
        { "gii", RfbTalk.Gii(16, bigEndian: true) },
        { "little-endian gii", RfbTalk.Gii(300, bigEndian: false) },
        { "QEMU key", RfbTalk.QemuKey() },
        { "QEMU audio", RfbTalk.QemuAudio() },
        { "QEMU audio format", RfbTalk.QemuAudioFormat() },
    };

    [Theory]
    [MemberData(nameof(Looking))]
    [MemberData(nameof(Acting))]
    public void Controller_SaysEverything(string name, byte[] message)
    {
        Assert.NotEmpty(name);
        var (client, _) = RfbTalk.Connected(viewOnly: false);
        byte[] conversation = [.. message, .. RfbTalk.UpdateRequest(), .. message];
        Assert.Equal(conversation, client.Run(conversation));
    }

    [Theory]
    [MemberData(nameof(Looking))]
    public void Viewer_AsksForPictures(string name, byte[] message)
    {
        Assert.NotEmpty(name);
        var (client, _) = RfbTalk.Connected(viewOnly: true);
        Assert.Equal([.. message, .. message], client.Run([.. message, .. message]));
    }

    [Theory]
    [MemberData(nameof(Acting))]
    [Trait("Attack", "C8")]
    public void Viewer_ActsOnNothing(string name, byte[] message)
    {
        Assert.NotEmpty(name);
        var (client, _) = RfbTalk.Connected(viewOnly: true);
        Assert.Equal([.. RfbTalk.UpdateRequest(), .. RfbTalk.UpdateRequest()],
            client.Run([.. RfbTalk.UpdateRequest(), .. message, .. RfbTalk.UpdateRequest()]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Attack", "C8")]
    public void MessageInsideAMessage_IsNotRead(bool viewOnly)
    {
        // Bytes that a filter with a wrong length would read as key events, followed by real key events.
        byte[] fence = [248, 0, 0, 0, 0, 0, 0, 0, 16, .. RfbTalk.Key(97), .. RfbTalk.Key(98)];
        var (client, _) = RfbTalk.Connected(viewOnly);
        Assert.Equal(viewOnly ? fence : [.. fence, .. RfbTalk.Key(99)], client.Run([.. fence, .. RfbTalk.Key(99)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(127)]
    [InlineData(252)]
    [InlineData(254)]
    [Trait("Attack", "C8")]
    public void UnknownType_EndsForEveryone(byte type)
    {
        foreach (var viewOnly in new[] { true, false })
        {
            var (client, _) = RfbTalk.Connected(viewOnly);
            Assert.Throws<RfbProtocolException>(() => client.Run([type, .. RfbTalk.Key(97)]));
        }
    }

    [Theory]
    [InlineData(new byte[] { 255, 2 })]
    [InlineData(new byte[] { 255, 1, 0, 3 })]
    [InlineData(new byte[] { 255, 1, 1, 0 })]
    [Trait("Attack", "C8")]
    public void UnknownQemuMessage_Ends(byte[] message)
    {
        var (client, _) = RfbTalk.Connected(viewOnly: false);
        Assert.Throws<RfbProtocolException>(() => client.Run(message));
    }

    [Theory]
    [InlineData(RfbClientMessage.LongestCutText + 1)]
    [InlineData(-RfbClientMessage.LongestCutText - 1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [Trait("Attack", "X2")]
    public void ClipboardBomb_Ends(int length)
    {
        var (client, _) = RfbTalk.Connected(viewOnly: false);
        Assert.Throws<RfbProtocolException>(() => client.Run(RfbTalk.CutTextHead(length)));
    }

    [Fact]
    public void ExtendedMouseButtons_AreHiddenFromTheServer()
    {
        var (client, _) = RfbTalk.Connected(viewOnly: false);
        Assert.Equal(RfbTalk.SetEncodings(7, int.MinValue, -308), client.Run(RfbTalk.SetEncodings(7, -316, -308)));
    }
}
