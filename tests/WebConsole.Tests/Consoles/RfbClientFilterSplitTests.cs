using System.Buffers;
using WebConsole.Features.Consoles.Rfb;
using Xunit;

namespace WebConsole.Tests.Consoles;

/// <summary>
/// The output does not depend on how a stream is split; and a viewer can never act on the machine, whatever it sends.
/// </summary>
public sealed class RfbClientFilterSplitTests
{
    private const int Rounds = 300;

    private static readonly Func<Random, byte[]>[] Messages =
    [
        _ => RfbTalk.SetPixelFormat(),
        random => RfbTalk.SetEncodings([.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(-320, 20))]),
        _ => RfbTalk.UpdateRequest(),
        random => RfbTalk.Key((uint)random.Next(0xffff), random.Next(2) == 0),
        random => RfbTalk.Pointer((byte)random.Next(256), (ushort)random.Next(4096), (ushort)random.Next(4096)),
        random => RfbTalk.CutText(new string('\x04', random.Next(500))),
        random => RfbTalk.ExtendedCutText(random.Next(500)),
        _ => RfbTalk.ContinuousUpdates(),
        random => RfbTalk.Fence(random.Next(65)),
        _ => RfbTalk.Xvp(),
        random => RfbTalk.SetDesktopSize(random.Next(5)),
        random => RfbTalk.Gii(random.Next(400), random.Next(2) == 0),
        _ => RfbTalk.QemuKey(),
        random => RfbTalk.QemuAudio(random.Next(2) == 0),
        _ => RfbTalk.QemuAudioFormat(),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Attack", "C8")]
    public void AnySplit_GivesTheSameOutput(bool viewOnly)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var conversation = Conversation(random);
            var whole = RfbTalk.Connected(viewOnly).Client.Run(conversation);
            Assert.Equal(whole, RunInPieces(conversation, random, viewOnly));
            Assert.Equal(viewOnly, whole.Length < conversation.Length);
        }
    }

    [Fact]
    [Trait("Attack", "C8")]
    public void Noise_NeverBecomesAnActionOfAViewer()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);
            byte[] stream = [.. Conversation(random), .. noise];
            var heard = new ArrayBufferWriter<byte>();
            var client = RfbTalk.Connected(viewOnly: true).Client;
            try
            {
                Feed(client, stream, random, heard);
            }
            catch (RfbProtocolException)
            {
            }
            Assert.DoesNotContain(TypesIn(heard.WrittenSpan), type => !RfbClientMessage.OnlyLooks(type));
        }
    }

    [Fact]
    public void HandshakeByteByByte_IsFollowed()
    {
        var handshake = new RfbHandshake();
        var client = new RfbClientFilter(handshake, viewOnly: true);
        var server = new RfbServerObserver(handshake);
        var output = new ArrayBufferWriter<byte>();
        EachByte(RfbTalk.Version(), server.Observe);
        EachByte(RfbTalk.Version(), bytes => client.Filter(bytes, output));
        EachByte([3, 5, 2, 1], server.Observe);
        EachByte([2, .. new byte[16], 0, .. RfbTalk.Key(97), .. RfbTalk.UpdateRequest()], bytes => client.Filter(bytes, output));
        Assert.Equal([.. RfbTalk.Version(), 2, .. new byte[16], 1, .. RfbTalk.UpdateRequest()], output.WrittenSpan.ToArray());
    }

    private static void EachByte(byte[] bytes, Action<ReadOnlySpan<byte>> take)
    {
        foreach (var one in bytes)
            take([one]);
    }

    private static byte[] Conversation(Random random)
    {
        // At least one of each verdict.
        var bytes = new List<byte>([.. RfbTalk.Key(97), .. RfbTalk.UpdateRequest()]);
        for (var i = random.Next(30); i > 0; i--)
            bytes.AddRange(Messages[random.Next(Messages.Length)](random));
        return [.. bytes];
    }

    private static byte[] RunInPieces(byte[] stream, Random random, bool viewOnly)
    {
        var output = new ArrayBufferWriter<byte>();
        Feed(RfbTalk.Connected(viewOnly).Client, stream, random, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Feed(RfbClientFilter client, ReadOnlySpan<byte> stream, Random random, ArrayBufferWriter<byte> output)
    {
        while (!stream.IsEmpty)
        {
            var length = Math.Min(stream.Length, random.Next(4) == 0 ? random.Next(1, 200) : random.Next(1, 7));
            client.Filter(stream[..length], output);
            stream = stream[length..];
        }
    }

    /// <summary>Parses the output as a server would; the last message may be incomplete.</summary>
    private static List<byte> TypesIn(ReadOnlySpan<byte> heard)
    {
        var types = new List<byte>();
        while (!heard.IsEmpty)
        {
            types.Add(heard[0]);
            var head = RfbClientMessage.HeadLength(heard[..1]);
            if (heard.Length < head)
                break;
            heard = heard[Math.Min(heard.Length, head + RfbClientMessage.BodyLength(heard[..head]))..];
        }
        return types;
    }
}
