using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Libvirt;

/// <summary>
/// The strings for parameter names. Bulk statistics repeat the same few hundred names every second, so each is made once.
/// </summary>
internal static class ParameterNames
{
    /// <summary>Names come from the daemon; past this many different ones they are made anew, so that memory stays bounded.</summary>
    internal const int Limit = 8192;

    private static readonly ConcurrentDictionary<string, string> Known = new(new Utf8Comparer());
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<byte>> KnownByBytes =
        Known.GetAlternateLookup<ReadOnlySpan<byte>>();

    internal static string Get(ReadOnlySpan<byte> utf8)
    {
        if (KnownByBytes.TryGetValue(utf8, out var name))
            return name;
        name = Encoding.UTF8.GetString(utf8);
        return Known.Count < Limit ? Known.GetOrAdd(name, name) : name;
    }

    /// <summary>Finds a string by its UTF-8 bytes. Names are plain ASCII; others are found too, only slower.</summary>
    private sealed class Utf8Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
    {
        public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
            Ascii.Equals(alternate, other) || (!Ascii.IsValid(alternate) && Create(alternate) == other);

        public int GetHashCode([DisallowNull] string obj)
        {
            Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Native.NativeTypedParameter.FieldLength)];
            return GetHashCode(utf8[..Encoding.UTF8.GetBytes(obj, utf8)]);
        }

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
