using ZstdSharp;
using ZstdSharp.Unsafe;

namespace WebConsole.Storage.Packed;

/// <summary>A way in which files are packed, and how they are unpacked.</summary>
/// <param name="Name">Its name in the API, and the ending of names.</param>
/// <param name="Program">The program that packs so.</param>
/// <param name="Open">Makes the decoder, which reads to the end of all members and refuses what follows them.</param>
internal sealed record Packing(string Name, string Program, Func<PackedBytes, Stream> Open)
{
    /// <summary>The most bytes of what was unpacked that a decoder of xz keeps: what <c>xz -9</c> needs.</summary>
    public const int MostKept = 64 << 20;

    // zstd's own limit without --long=28: 128 MiB.
    private const int WindowLog = 27;

    public static IReadOnlyList<Packing> All { get; } =
    [
        new("gz", "gzip", packed => new GzipMembers(packed)),
        new("xz", "xz", packed => new XzMembers(packed)),
        new("zst", "zstd", Zstd),
    ];

    public static Packing? Of(string? name) => All.FirstOrDefault(packing => packing.Name == name);

    /// <summary>By the ending of a file's name; <c>null</c> if it promises none.</summary>
    public static Packing? OfFile(string name) => All.FirstOrDefault(packing => name.EndsWith($".{packing.Name}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of a file without the ending.</summary>
    public static string Unpacked(string name) => OfFile(name) is { } packing ? name[..^(packing.Name.Length + 1)] : name;

    private static DecompressionStream Zstd(PackedBytes packed)
    {
        var decoder = new DecompressionStream(packed, PackedBytes.Size, checkEndOfStream: true, leaveOpen: true);
        decoder.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, WindowLog);
        return decoder;
    }
}
