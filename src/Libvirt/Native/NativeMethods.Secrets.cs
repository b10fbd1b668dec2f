using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-secret.h. A value can only be set: nothing here reads one.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllSecrets(ConnectionHandle conn, nint** secrets, uint flags);

    [LibraryImport(Library)]
    internal static partial SecretHandle virSecretLookupByUUID(ConnectionHandle conn, byte* uuid);

    [LibraryImport(Library)]
    internal static partial int virSecretFree(nint secret);

    [LibraryImport(Library)]
    internal static partial int virSecretGetUUID(nint secret, byte* uuid);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial SecretHandle virSecretDefineXML(ConnectionHandle conn, string xml, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virSecretGetXMLDesc(SecretHandle secret, uint flags);

    [LibraryImport(Library)]
    internal static partial int virSecretSetValue(SecretHandle secret, byte* value, nuint size, uint flags);

    [LibraryImport(Library)]
    internal static partial int virSecretUndefine(SecretHandle secret);
}
