using System.Buffers;

namespace WebConsole.Features.Consoles;

/// <summary>The guard of a text console: view-only users can't send anything.</summary>
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
