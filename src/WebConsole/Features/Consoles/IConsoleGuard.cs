using System.Buffers;

namespace WebConsole.Features.Consoles;

/// <summary>Stands between a browser and a guest and decides what of the browser's words the guest hears.</summary>
internal interface IConsoleGuard
{
    /// <summary>Writes to <paramref name="output"/> what may pass of the browser's next bytes.</summary>
    public void FromBrowser(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output);

    /// <summary>Takes note of what the guest sends, before the browser gets it.</summary>
    public void FromGuest(ReadOnlySpan<byte> bytes);
}
