using System.Runtime.InteropServices;
using System.Text;

namespace Libvirt.Native;

/// <summary>
/// Texts as C takes them, each letter standing for itself: what people write and what JSON holds, in which a backslash is no escape of
/// <see cref="NativeText"/>.
/// </summary>
internal sealed unsafe class Utf8Text : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int[] _lengths;
    private byte** _texts;

    /// <exception cref="LibvirtException">A text holds a zero character, or half a character.</exception>
    public Utf8Text(params IReadOnlyList<string> texts)
    {
        var encoded = texts.Select(Encode).ToArray();
        _lengths = [.. encoded.Select(bytes => bytes.Length)];
        _texts = (byte**)NativeMemory.Alloc((nuint)Math.Max(1, encoded.Length), (nuint)sizeof(byte*));
        for (var i = 0; i < encoded.Length; i++)
            _texts[i] = NativeTextMarshaller.Copy(encoded[i]);
    }

    /// <summary>All of them, as C's array.</summary>
    public byte** All => _texts;

    public byte* this[int index] => _texts[index];

    /// <summary>Overwrites them first: they may be secrets.</summary>
    public void Dispose()
    {
        if (_texts is null)
            return;
        for (var i = 0; i < _lengths.Length; i++)
        {
            new Span<byte>(_texts[i], _lengths[i]).Clear();
            NativeTextMarshaller.Free(_texts[i]);
        }
        NativeMemory.Free(_texts);
        _texts = null;
    }

    private static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(NativeText.Checked(text));
        }
        catch (EncoderFallbackException)
        {
            throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, "the text holds half a character");
        }
    }
}
