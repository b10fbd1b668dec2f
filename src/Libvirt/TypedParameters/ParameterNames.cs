using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Libvirt.Native;

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
        name = NativeText.Decode(utf8);
        return Known.Count < Limit ? Known.GetOrAdd(name, name) : name;
    }

    /// <summary>Finds a string by the bytes that it came as. Names are plain ASCII; others are found too, only slower.</summary>
    private sealed class Utf8Comparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
    {
        public string Create(ReadOnlySpan<byte> alternate) => NativeText.Decode(alternate);

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
            NativeText.IsPlain(alternate) ? Ascii.Equals(alternate, other) : Create(alternate) == other;

        public int GetHashCode([DisallowNull] string obj) => GetHashCode(NativeText.Encode(obj));

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
