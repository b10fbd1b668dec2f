using System.Buffers;

namespace WebConsole.Features.Consoles;

/// <summary>The guard of a text console: who may only look says nothing at all.</summary>
internal sealed class TextGuard(bool viewOnly) : IConsoleGuard
{
    public void FromBrowser(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (!viewOnly)
            output.Write(bytes);
    }

    public void FromGuest(ReadOnlySpan<byte> bytes)
    {
    }
}
