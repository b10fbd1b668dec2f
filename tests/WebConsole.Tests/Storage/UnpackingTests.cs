using System.Diagnostics;
using System.IO.Compression;
using WebConsole.Storage.Packed;
using WebConsole.Operations;
using Xunit;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace WebConsole.Tests.Storage;

/// <summary>Packed files, whole and broken, that arrive in pieces of any size.</summary>
public sealed class UnpackingTests
{
    private static readonly byte[] _noise = Noise(400_000), _zeros = new byte[300_000], _both = [.. _noise, .. _zeros];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Packings => [.. Packing.All.Select(packing => packing.Name)];

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task AllMembers_AreUnpacked_HoweverTheyArrive(string packing)
    {
        byte[] two = [.. await PackAsync(packing, _noise), .. await PackAsync(packing, []), .. await PackAsync(packing, _zeros)];

        foreach (var pieces in new[] { int.MaxValue, 1, 4_099 })
            Assert.Equal(_both, await UnpackAsync(packing, two, pieces));
        // Many small members, so that several lie in what a decoder reads at once.
        var small = await PackAsync(packing, "0123456789"u8.ToArray());
        Assert.Equal(20_000, (await UnpackAsync(packing, [.. Enumerable.Repeat(small, 2_000).SelectMany(bytes => bytes)], int.MaxValue)).Length);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task FileThatIsCutOff_IsRefused_WhereverThatIs(string packing)
    {
        var whole = await PackAsync(packing, _noise);
        foreach (var length in new[] { 3, 11, 1_000, whole.Length / 2, whole.Length - 9, whole.Length - 8, whole.Length - 4, whole.Length - 1 })
            Assert.EndsWith("ends too early.", await WrongAsync(packing, whole[..length]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task WhatFollowsTheEnd_IsRefused(string packing)
    {
        var whole = await PackAsync(packing, _noise);
        Assert.Equal("Something else follows the end of the packed file.", await WrongAsync(packing, [.. whole, .. "something else"u8]));
        Assert.Equal("Something else follows the end of the packed file.", await WrongAsync(packing, [.. whole, .. Noise(100_000)]));
    }

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task DamagedFile_IsRefused(string packing)
    {
        var whole = await PackAsync(packing, _noise);
        for (var at = whole.Length - 6; at > 40; at -= whole.Length / 7)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            Assert.StartsWith("The packed file ", await WrongAsync(packing, damaged), StringComparison.Ordinal);
        }
    }

    /// <summary>Its end is all there, and a decoder has read it by then.</summary>
    [Theory]
    [MemberData(nameof(Packings))]
    public async Task SmallDamagedFile_IsNotCalledCutOff(string packing)
    {
        var damaged = await PackAsync(packing, Noise(20_000));
        damaged[damaged.Length / 2] ^= 0x10;
        Assert.StartsWith("The packed file is damaged", await WrongAsync(packing, damaged), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gz", "The file is not packed with gzip.")]
    [InlineData("xz", "The file is not packed with xz.")]
    [InlineData("zst", "The file is not packed with zstd.")]
    public async Task AnotherFile_IsNamedSo(string packing, string said)
    {
        Assert.Equal(said, await WrongAsync(packing, Noise(1_000)));
        Assert.Equal(said, await WrongAsync(packing, await PackAsync(packing is "gz" ? "zst" : "gz", _zeros)));
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task FileThatAsksForMuchMemory_IsRefused_AlsoInALaterBlock()
    {
        Assert.Equal(_noise, await UnpackAsync("xz", await XzAsync(_noise, "-9"), int.MaxValue));
        var greedy = await XzAsync(_noise, "--lzma2=dict=512MiB");
        Assert.Equal("To unpack the file takes 512 MiB of memory, and at most 64 MiB are allowed: pack it with xz -9 or less.", await WrongAsync("xz", greedy));
        Assert.Equal("To unpack the file takes 512 MiB of memory, and at most 64 MiB are allowed: pack it with xz -9 or less.", await WrongAsync("xz", [.. await XzAsync(_noise), .. greedy]));
        Assert.StartsWith("To unpack the file takes more than 128 MiB of memory", await WrongAsync("zst", Zstd(_noise, windowLog: 28)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task XzOfEveryKind_IsUnpacked()
    {
        foreach (var options in new[] { "-C none", "-C crc32", "-C crc64", "-C sha256", "--block-size=50000 -T2", "--x86 --lzma2" })
            Assert.Equal(_noise, await UnpackAsync("xz", await XzAsync(_noise, options), int.MaxValue));
        Assert.Equal(_both, await UnpackAsync("xz", [.. await XzAsync(_noise), 0, 0, 0, 0, .. await XzAsync(_zeros), 0, 0, 0, 0], int.MaxValue));
    }

    [Fact]
    public async Task GzipWithAllItsFields_IsUnpacked()
    {
        var plain = await PackAsync("gz", _noise);
        byte[] fields = [.. plain[..3], 0x1e, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "words\0"u8, 7, 7, .. plain[10..]];

        Assert.Equal(_noise, await UnpackAsync("gz", fields, int.MaxValue));
    }

    [Fact]
    public async Task DecoderIsStopped_WhileNobodyTakes_AndWhenNobodyWantsMore()
    {
        var source = new Pieces(await PackAsync("gz", new byte[64 << 20]), 1_000);
        await using (var unpacking = new Unpacking(source, Packing.Of("gz")!, Cancel))
        {
            await unpacking.Bytes.ReadExactlyAsync(new byte[10], Cancel);
            await Task.Delay(200, Cancel);
            Assert.InRange(source.Given, 1, 40_000);
        }
        await using var waiting = new Unpacking(new Silence(), Packing.Of("xz")!, Cancel);
    }

    [Fact]
    public async Task SourceThatFails_SaysSoItself()
    {
        await using var unpacking = new Unpacking(new Pieces([], 0), Packing.Of("gz")!, Cancel);

        Assert.Equal("cut", (await Assert.ThrowsAsync<IOException>(async () => await unpacking.Bytes.ReadExactlyAsync(new byte[10], Cancel))).Message);
    }

    /// <summary>That the file is damaged is seen in what has come; whether more will come need not be waited for.</summary>
    [Fact]
    public async Task DamagedFileWhoseRestDoesNotCome_IsRefused()
    {
        // The header, and as much as the decoder reads at once.
        byte[] damaged = [.. (await PackAsync("gz", _noise))[..10], .. Enumerable.Repeat((byte)0xff, 8_192)];
        await using var unpacking = new Unpacking(new Silence(damaged), Packing.Of("gz")!, Cancel);

        var error = await Assert.ThrowsAsync<OperationFailedException>(async () => await unpacking.Bytes.ReadExactlyAsync(new byte[10], Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("The packed file is damaged.", error.Message);
    }

    [Theory]
    [InlineData("debian.qcow2.xz", "debian.qcow2")]
    [InlineData("disk.IMG.GZ", "disk.IMG")]
    [InlineData("a.zst", "a")]
    [InlineData("a.iso", "a.iso")]
    public void Name_LosesTheEnding(string name, string unpacked) => Assert.Equal(unpacked, Packing.Unpacked(name));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> PackAsync(string packing, byte[] bytes) => packing switch
    {
        "gz" => Gzip(bytes),
        "zst" => Zstd(bytes),
        _ => await XzAsync(bytes),
    };

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        // .NET writes nothing for nothing.
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.Length > 0 ? packed.ToArray() : [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Zstd(byte[] bytes, int windowLog = 20)
    {
        using var packed = new MemoryStream();
        using (var zstd = new CompressionStream(packed, leaveOpen: true))
        {
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
            zstd.Write(bytes);
        }
        return packed.ToArray();
    }

    private static async Task<byte[]> XzAsync(byte[] bytes, string options = "")
    {
        using var xz = Process.Start(new ProcessStartInfo("xz", $"-c {options}") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var written = Task.Run(async () =>
        {
            await xz.StandardInput.BaseStream.WriteAsync(bytes, Cancel);
            xz.StandardInput.Close();
        }, Cancel);
        using var packed = new MemoryStream();
        await xz.StandardOutput.BaseStream.CopyToAsync(packed, Cancel);
        await written;
        return packed.ToArray();
    }

    private static async Task<byte[]> UnpackAsync(string packing, byte[] bytes, int pieces)
    {
        await using var unpacking = new Unpacking(new Pieces(bytes, pieces), Packing.Of(packing)!, Cancel);
        using var unpacked = new MemoryStream();
        await unpacking.Bytes.CopyToAsync(unpacked, Cancel);
        return unpacked.ToArray();
    }

    private static async Task<string> WrongAsync(string packing, byte[] bytes) =>
        (await Assert.ThrowsAsync<OperationFailedException>(() => UnpackAsync(packing, bytes, int.MaxValue))).Message;

    /// <summary>A source that gives few bytes at once, and fails if it has none.</summary>
    private sealed class Pieces(byte[] bytes, int size) : ReadStream
    {
        public int Given { get; private set; }

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (size == 0)
                throw new IOException("cut");
            var read = Math.Min(Math.Min(buffer.Length, size), bytes.Length - Given);
            bytes.AsSpan(Given, read).CopyTo(buffer.Span);
            Given += read;
            return ValueTask.FromResult(read);
        }
    }

    /// <summary>A source that gives some bytes at once, and then nothing more.</summary>
    private sealed class Silence(params byte[] first) : ReadStream
    {
        private int _given;

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given == first.Length)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            var read = Math.Min(buffer.Length, first.Length - _given);
            first.AsMemory(_given, read).CopyTo(buffer);
            _given += read;
            return read;
        }
    }
}
