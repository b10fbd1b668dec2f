using System.Text;
using Libvirt.Xml;
using WebConsole.Appliances.Packages;
using WebConsole.Operations;
using WebConsole.OsInfo.Data;
using WebConsole.Storage.Packed;
using WebConsole.Text;

namespace WebConsole.OsInfo.Archives;

/// <summary>
/// An archive of osinfo-db, as its project publishes it and <c>osinfo-db-export</c> writes it. It is read in memory and never
/// unpacked to a disk, so that no name in it becomes a path.
/// </summary>
/// <param name="Version">The day of the data: 20240701.</param>
/// <param name="Files">Those that describe operating systems, by <c>VENDOR/NAME.xml</c>.</param>
internal sealed record OsArchive(string Version, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>One of 2024 has 170 kB.</summary>
    public const int LongestArchive = 8 * 1024 * 1024;

    /// <summary>One of 2022 has 1,000 entries of together 5 MB.</summary>
    internal const int MostEntries = 10_000;

    internal const long MostBytes = 32L * 1024 * 1024;

    /// <summary>One of 2022 has 800 systems, of together 58,000 elements. Each is kept in memory and looked at with every image.</summary>
    internal const int MostSystems = 10_000, MostElements = 300_000;

    private const int LongestVersion = 32;

    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="OperationFailedException">It is no such archive.</exception>
    public static async Task<OsArchive> ReadAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellation)
    {
        if (PackingOf(archive.Span) is not { } packing)
            throw Wrong("The file is not packed with xz, gzip or zstd.");
        var unpacking = new Unpacking(new MemoryStream(archive.ToArray(), writable: false), packing, cancellation);
        await using var stopped = unpacking.ConfigureAwait(false);
        return await ReadTarAsync(unpacking.Bytes, cancellation).ConfigureAwait(false);
    }

    /// <summary>By its first bytes: whoever sends it need not name it.</summary>
    private static Packing? PackingOf(ReadOnlySpan<byte> archive) => archive switch
    {
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Packing.Of("xz"),
        [0x1f, 0x8b, ..] => Packing.Of("gz"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing.Of("zst"),
        _ => null,
    };

    private static async Task<OsArchive> ReadTarAsync(Stream tar, CancellationToken cancellation)
    {
        var (files, names) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (entries, left, version) = (0, MostBytes, (string?)null);
        var (systems, elements) = (0, 0);
        while (await TarHeaders.NextAsync(tar, cancellation).ConfigureAwait(false) is { } header)
        {
            var entry = OsArchiveEntry.Of(header);
            if (header.Kind is TarHeader.File && !names.Add(entry.Path))
                throw Wrong($"The archive holds {entry.Path} twice.");
            if (++entries > MostEntries)
                throw Wrong($"The archive holds more than {MostEntries} files.");
            if (header.Length > OsFiles.LongestFile)
                throw Wrong($"{entry.Path} is longer than {Format.Bytes(OsFiles.LongestFile)}.");
            if ((left -= header.Length) < 0)
                throw TooMuch();
            var text = await TextAsync(tar, header, cancellation).ConfigureAwait(false);
            if (entry.IsVersion)
                version = text.Trim();
            else if (entry.System is { } name)
            {
                if (!SafeXml.TryParseRoot(text, OsReader.Root, out var root))
                    throw Wrong($"{entry.Path} is no file of osinfo-db: it is no such XML, or has a DTD.");
                if ((systems += root.Elements("os").Count()) > MostSystems || (elements += root.Descendants().Count()) > MostElements)
                    throw Wrong($"The archive describes more than {MostSystems} systems, or has more than {MostElements} elements.");
                files.Add(name, text);
            }
        }
        await DrainAsync(tar, left, cancellation).ConfigureAwait(false);
        if (version is not { Length: <= LongestVersion } || OsSource.DayOf(version) is null)
            throw Wrong("The archive lacks the file VERSION with a day such as 20240701.");
        return files.Count > 0 ? new OsArchive(version, files) : throw Wrong("The archive describes no operating system.");
    }

    /// <summary>Reads what follows, so that one that was cut off, or changed on the way, is not taken.</summary>
    private static async Task DrainAsync(Stream tar, long most, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await tar.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if ((most -= read) < 0)
                throw TooMuch();
        }
    }

    private static async Task<string> TextAsync(Stream tar, TarHeader header, CancellationToken cancellation)
    {
        var bytes = new byte[header.Length];
        await TarHeaders.FillAsync(tar, bytes, cancellation).ConfigureAwait(false);
        await TarHeaders.PadAsync(tar, header.Length, cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
    }

    private static OperationFailedException TooMuch() => Wrong($"The archive holds more than {Format.Bytes(MostBytes)}.");

    internal static OperationFailedException Wrong(string said) => new(said, "Take osinfo-db-DAY.tar.xz from releases.pagure.org/libosinfo, or make one with osinfo-db-export.");
}
