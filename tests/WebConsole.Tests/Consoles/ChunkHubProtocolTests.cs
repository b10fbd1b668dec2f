using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebConsole.Features.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Consoles;

public sealed class ChunkHubProtocolTests
{
    private static readonly MessagePackHubProtocol Original = new();
    private static readonly ChunkHubProtocol Ours = new(Options.Create(new MessagePackHubProtocolOptions()));

    /// <summary>Lengths around each limit of the two encodings.</summary>
    public static TheoryData<int> Lengths => [0, 1, 117, 118, 119, 255, 256, 16_300, 16_373, 16_374, 16_375, 16_376, 65_472, 65_535, 65_536, 2_100_000];

    public static TheoryData<string> Ids => ["0", "1234567890", "gästebuch", new string('x', 31), new string('x', 32), new string('ä', 16), new string('x', 300)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ChunkOfAnyLength_IsTheOriginalsBytes(int length) => AssertSame(new StreamItemMessage("1", Bytes(length)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void StreamOfAnyName_IsTheOriginalsBytes(string id) => AssertSame(new StreamItemMessage(id, Bytes(1000)));

    [Fact]
    public void OtherMessages_AreTheOriginalsBytes()
    {
        AssertSame(new StreamItemMessage("1", Bytes(1000)) { Headers = new Dictionary<string, string> { ["name"] = "value" } });
        AssertSame(new StreamItemMessage("1", "text"));
        AssertSame(new StreamItemMessage("1", null));
        AssertSame(new InvocationMessage("Closed", ["off", null]));
        AssertSame(CompletionMessage.Empty("1"));
        AssertSame(CloseMessage.Empty);
        AssertSame(PingMessage.Instance);
    }

    [Fact]
    public async Task Chunk_IsOnePiece()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        // The previous message left a piece that is too short.
        Ours.WriteMessage(PingMessage.Instance, pipe.Writer);
        await pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);
        pipe.Reader.AdvanceTo((await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer.End);
        Ours.WriteMessage(new StreamItemMessage("1", Bytes(60_000)), pipe.Writer);
        await pipe.Writer.FlushAsync(TestContext.Current.CancellationToken);
        var read = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.True(read.Buffer.IsSingleSegment);
    }

    [Fact]
    public async Task Application_SpeaksIt()
    {
        await using var app = await TestApplication.StartAsync();
        Assert.IsType<ChunkHubProtocol>(app.Services.GetRequiredService<IHubProtocolResolver>().GetProtocol("messagepack", ["messagepack"]));
    }

    private static ReadOnlyMemory<byte> Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static void AssertSame(HubMessage message)
    {
        var (expected, actual) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        Original.WriteMessage(message, expected);
        Ours.WriteMessage(message, actual);
        Assert.Equal(expected.WrittenSpan, actual.WrittenSpan);
    }
}
