using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using MessagePack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Writes exactly the same bytes as SignalR's MessagePack protocol, but each chunk of a stream in one piece, so that it
/// becomes one WebSocket frame. The original writes pieces of 4 KiB, copies them, and sends each as a frame.
/// </summary>
internal sealed class ChunkHubProtocol(IOptions<MessagePackHubProtocolOptions> options) : IHubProtocol
{
    private const int StreamItemFields = 4;
    private const int LongestLength = 5;
    private const int LongestShortText = 31;

    private readonly MessagePackHubProtocol _original = new(options);

    public string Name => _original.Name;

    public int Version => _original.Version;

    public TransferFormat TransferFormat => _original.TransferFormat;

    public bool IsVersionSupported(int version) => _original.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        _original.TryParseMessage(ref input, binder, out message);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _original.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is StreamItemMessage { Item: ReadOnlyMemory<byte> chunk, Headers: null, InvocationId: { } id }
            && Encoding.UTF8.GetByteCount(id) is <= LongestShortText and var idLength)
            WriteChunk(id, idLength, chunk.Span, output);
        else
            _original.WriteMessage(message, output);
    }

    private static void WriteChunk(string id, int idLength, ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        // One byte each for the array, the type, the empty headers and the text's length.
        var length = 4 + idLength + LengthOfHead(chunk) + chunk.Length;
        // Request the whole buffer at once, so that the smaller requests below use the same piece.
        _ = output.GetSpan(LongestLength + length);
        WriteLength(length, output);
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(StreamItemFields);
        writer.Write(HubProtocolConstants.StreamItemMessageType);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(chunk);
        writer.Flush();
    }

    private static int LengthOfHead(ReadOnlySpan<byte> chunk) => chunk.Length switch
    {
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    /// <summary>Seven bits per byte, lowest first; every byte except the last has the eighth bit set.</summary>
    private static void WriteLength(int length, IBufferWriter<byte> output)
    {
        Span<byte> digits = stackalloc byte[LongestLength];
        var count = 0;
        for (; length > 0x7f; length >>= 7)
            digits[count++] = (byte)(length | 0x80);
        digits[count++] = (byte)length;
        output.Write(digits[..count]);
    }
}
