namespace Libvirt.Native;

/// <summary>A UUID is 16 bytes in the order in which it is written; a <see cref="Guid"/> in memory is not.</summary>
internal static unsafe class NativeUuid
{
    internal const int Length = 16;

    internal static Guid Read(byte* uuid) => new(new ReadOnlySpan<byte>(uuid, Length), bigEndian: true);

    internal static void Write(Guid value, byte* uuid) =>
        value.TryWriteBytes(new Span<byte>(uuid, Length), bigEndian: true, out _);
}
