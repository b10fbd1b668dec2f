using System.Buffers;

namespace WebConsole.Features.Consoles;

/// <summary>Filters the bytes from a browser to a guest.</summary>
internal interface IConsoleGuard
{
    /// <summary>Writes the allowed part of the browser's next bytes to <paramref name="output"/>.</summary>
    public void FromBrowser(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output);

    /// <summary>Observes the guest's bytes before the browser gets them.</summary>
    public void FromGuest(ReadOnlySpan<byte> bytes);
}
