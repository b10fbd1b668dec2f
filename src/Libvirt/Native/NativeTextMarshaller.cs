using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>Passes .NET's strings to C, and takes over those that C hands over, as <see cref="NativeText"/> writes them.</summary>
[CustomMarshaller(typeof(string), MarshalMode.Default, typeof(NativeTextMarshaller))]
internal static unsafe class NativeTextMarshaller
{
    public static byte* ConvertToUnmanaged(string? text) => text is null ? null : Copy(NativeText.Encode(text));

    public static string? ConvertToManaged(byte* text) => NativeText.Read(text);

    /// <summary>C's <c>free</c>, for memory that C has allocated by <c>malloc</c>.</summary>
    public static void Free(byte* text) => NativeMemory.Free(text);

    /// <summary>With the zero that ends C's texts.</summary>
    internal static byte* Copy(byte[] bytes)
    {
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        copy[bytes.Length] = 0;
        return copy;
    }
}
