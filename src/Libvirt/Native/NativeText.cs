using System.Runtime.InteropServices;
using System.Text;

namespace Libvirt.Native;

/// <summary>Reads text that C keeps owning. Bytes that are no UTF-8 become U+FFFD: such text is hostile, not fatal.</summary>
internal static unsafe class NativeText
{
    internal static string? Read(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>Reads a fixed array, which ends at its first zero or at its length.</summary>
    internal static string Read(byte* array, int length) => Encoding.UTF8.GetString(Bytes(array, length));

    /// <summary>C would silently cut text at a zero and so name something else.</summary>
    internal static string Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new LibvirtException(LibvirtErrorCode.InvalidArgument, LibvirtErrorDomain.None, "the text holds a zero character")
            : text;
    }

    internal static ReadOnlySpan<byte> Bytes(byte* array, int length)
    {
        var bytes = new ReadOnlySpan<byte>(array, length);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }
}
