using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>Passes XML documents to C, as <see cref="NativeText.EncodeDocument"/> writes them.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(NativeDocumentMarshaller))]
internal static unsafe class NativeDocumentMarshaller
{
    public static byte* ConvertToUnmanaged(string? xml) => xml is null ? null : NativeTextMarshaller.Copy(NativeText.EncodeDocument(xml));

    public static void Free(byte* text) => NativeTextMarshaller.Free(text);
}
