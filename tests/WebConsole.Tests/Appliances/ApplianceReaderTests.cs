using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Appliances;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class ApplianceReaderTests : IDisposable
{
    private static readonly byte[] Disk = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 7 / 3))];

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, byte[]> _taken = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_GivesItsDisksAway()
    {
        var machine = await ReadAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk", $"ovf:size=\"{Disk.Length}\"")).Add("a.vmdk", Disk));

        Assert.Equal("a", machine.Name);
        Assert.Equal(Disk, _taken["a.vmdk"]);
    }

    [Theory]
    [InlineData("SHA1", true)]
    [InlineData("SHA256", true)]
    [InlineData("SHA512", true)]
    [InlineData("SHA256", false)]
    public async Task Manifest_IsChecked_WhereverItStands(string algorithm, bool first)
    {
        var descriptor = Descriptors.OneDisk("a.vmdk");
        var manifest = $"{algorithm}(a.ovf)= {Digest(algorithm, Encoding.UTF8.GetBytes(descriptor))}\n{algorithm} (a.vmdk) = {Digest(algorithm, Disk).ToUpperInvariant()}\r\n";

        await ReadAsync(Package(manifest, Disk));
        await RefusedAsync(Package(manifest, [.. Disk[..^1], 0xAA]), "a.vmdk is not what the manifest says");
        await RefusedAsync(Package(manifest.Replace("a.ovf", "b.ovf", StringComparison.Ordinal), Disk), "does not name a.ovf");
        await RefusedAsync(Package(manifest + $"{algorithm}(c)= {Digest(algorithm, Disk)}", Disk), "which is missing");
        await RefusedAsync(Package(manifest + "MD5(c)= 00", Disk), "manifest is broken");

        Tar Package(string text, byte[] disk) => first
            ? new Tar().Add("a.ovf", descriptor).Add("a.mf", text).Add("a.vmdk", disk)
            : new Tar().Add("a.ovf", descriptor).Add("a.vmdk", disk).Add("a.mf", text);
    }

    /// <summary>OpenSSL 3 names the algorithm otherwise, and names of files may have brackets.</summary>
    [Fact]
    public async Task Manifest_InAnyDialect_IsRead()
    {
        var descriptor = Descriptors.OneDisk("a (2).vmdk");
        var manifest = $"SHA2-256(a (1).ovf)= {Digest("SHA256", Encoding.UTF8.GetBytes(descriptor))}\nSHA2-512(a (2).vmdk)= {Digest("SHA512", Disk)}\n";

        await ReadAsync(new Tar().Add("a (1).ovf", descriptor).Add("a.mf", manifest).Add("a (2).vmdk", Disk));
        await RefusedAsync(new Tar().Add("a (1).ovf", descriptor).Add("a.mf", manifest).Add("a (2).vmdk", [.. Disk[..^1], 0xAA]), "a (2).vmdk is not what the manifest says");
    }

    /// <summary>The descriptor refers to files as a URI does; the archive has their names.</summary>
    [Theory]
    [InlineData("my%20shop.vmdk", "my shop.vmdk")]
    [InlineData("my%20shop.vmdk", "my%20shop.vmdk")]
    [InlineData("my shop.vmdk", "my shop.vmdk")]
    public async Task Reference_IsAPartOfAUri(string reference, string name)
    {
        var manifest = $"SHA256(a.ovf)= {Digest("SHA256", Encoding.UTF8.GetBytes(Descriptors.OneDisk(reference)))}\nSHA256({name})= {Digest("SHA256", Disk)}\n";

        await ReadAsync(new Tar().Add("a.ovf", Descriptors.OneDisk(reference)).Add(name, Disk).Add("a.mf", manifest));

        Assert.Equal(Disk, _taken["my shop.vmdk"]);
    }

    [Fact]
    public Task FileUnderTwoNames_IsRefused() =>
        RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("my%20shop.vmdk")).Add("my shop.vmdk", Disk).Add("my%20shop.vmdk", Disk), "under two names");

    [Theory, Trait("Attack", "F2")]
    [InlineData("..%2Fa.vmdk")]
    [InlineData("%2e%2e")]
    [InlineData("sub%5Ca.vmdk")]
    [InlineData("a%0Ab.vmdk")]
    public Task Reference_ToAPath_IsRefused(string reference) => RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk(reference)).Add("a.vmdk", Disk), "not beside it");

    [Fact]
    public async Task PackedDisk_IsUnpackedOnTheWay()
    {
        await ReadAsync(Packed(Zip(Disk)));

        Assert.Equal(Disk, _taken["a.vmdk"]);
    }

    [Fact, Trait("Attack", "F6")]
    public async Task PackedDisk_ThatIsDamagedOrABomb_IsRefused()
    {
        var packed = Zip(Disk);
        await RefusedAsync(Packed(packed[..^9]), "ends too early");
        await RefusedAsync(Packed(packed[..^4]), "ends too early");
        await RefusedAsync(Packed([.. packed[..^6], 0, 0, .. packed[^4..]]), "damaged");
        await RefusedAsync(Packed(Disk), "not packed");
        await RefusedAsync(Packed(Zip(new byte[DiskFormats.LargestFile(1 << 20) + 1])), "more than its disk holds");
    }

    /// <summary>Of an archive that lies in a pool only the disk that is imported is transferred; what is not read needs no digest.</summary>
    [Fact]
    public async Task UnwantedDisk_IsPassedOver()
    {
        var manifest = $"SHA256(a.ovf)= {Digest("SHA256", Encoding.UTF8.GetBytes(Descriptors.OneDisk("a.vmdk")))}\nSHA256(a.vmdk)= {new string('0', 64)}\n";
        var archive = new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Add("a.vmdk", Disk).Add("a.mf", manifest).Read();

        var machine = await new ApplianceReader(TakeAsync, _ => false).ReadAsync(TarEntries.ReadAsync(archive, Cancellation), Cancellation);

        Assert.Equal("a", machine.Name);
        Assert.Empty(_taken);
    }

    /// <summary>Somebody packs a text beside the machine; nothing here needs it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FileThatTheDescriptorDoesNotName_IsARemark(bool isFirst)
    {
        var descriptor = Descriptors.OneDisk("a.vmdk");
        var manifest = $"SHA256(a.ovf)= {Digest("SHA256", Encoding.UTF8.GetBytes(descriptor))}\nSHA256(a.vmdk)= {Digest("SHA256", Disk)}\nSHA256(README.txt)= {new string('0', 64)}\n";
        var archive = isFirst ? new Tar().Add("README.txt", "Read me.").Add("a.ovf", descriptor) : new Tar().Add("a.ovf", descriptor).Add("README.txt", "Read me.");

        var machine = await ReadAsync(archive.Add("a.vmdk", Disk).Add("a.mf", manifest).Read(), wants: isFirst ? _ => true : null);

        Assert.Equal(["The descriptor does not name README.txt."], machine.Remarks);
        Assert.Equal(["a.vmdk"], _taken.Keys);
    }

    [Fact]
    public async Task Package_ThatIsIncompleteOrInDisorder_IsRefused()
    {
        var descriptor = Descriptors.OneDisk("a.vmdk");
        await RefusedAsync(new Tar().Add("a.cert", ""), "no descriptor");
        await RefusedAsync(new Tar().Add("a.ovf", descriptor), "a.vmdk is missing");
        await RefusedAsync(new Tar().Add("a.vmdk", Disk).Add("a.ovf", descriptor), "must be the first");
        var early = await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(new Tar().Add("b.vmdk", Disk).Add("a.ovf", descriptor).Read(), wants: _ => true));
        Assert.Contains("does not name b.vmdk", early.Message, StringComparison.Ordinal);
        await RefusedAsync(new Tar().Add("a.ovf", descriptor).Add("b.ovf", descriptor), "two descriptors");
        await RefusedAsync(new Tar().Add("a.ovf", descriptor).Add("b.vmdk", Disk), "does not name b.vmdk");
        await RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk", "ovf:size=\"5\"")).Add("a.vmdk", Disk), "another length");
    }

    [Theory, Trait("Attack", "F2")]
    [InlineData("../a.vmdk")]
    [InlineData("/tmp/a.vmdk")]
    [InlineData("././a.vmdk")]
    [InlineData("./../a.vmdk")]
    [InlineData("._../a.vmdk")]
    [InlineData("sub/a.vmdk")]
    [InlineData("sub\\a.vmdk")]
    [InlineData("..")]
    [InlineData("a\nb")]
    public Task Entry_WithAPath_IsRefused(string name) => RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Add(name, Disk), "with a path");

    [Theory, Trait("Attack", "F2")]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public Task Entry_ThatIsNoPlainFile_IsRefused(TarEntryType type)
    {
        var entry = new UstarTarEntry(type, "a.vmdk");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";
        return RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Add(entry), "no plain file");
    }

    [Fact, Trait("Attack", "F6")]
    public async Task Archive_WithTwoOfOneName_OrTooMany_IsRefused()
    {
        var descriptor = Descriptors.OneDisk("a.vmdk");
        await RefusedAsync(new Tar().Add("a.ovf", descriptor).Add("a.vmdk", Disk).Add("A.VMDK", Disk), "twice");
        var many = new Tar();
        for (var number = 0; number < 65; number++)
            many.Add($"{number}.cert", "");
        await RefusedAsync(many, "more than 64");
    }

    [Fact]
    public async Task Archive_InPosixsOwnFormat_IsRead()
    {
        var longer = new PaxTarEntry(TarEntryType.RegularFile, "a.vmdk", new Dictionary<string, string> { ["path"] = "a.vmdk" }) { DataStream = new MemoryStream(Disk) };

        await ReadAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Add(longer));

        Assert.Equal(Disk, _taken["a.vmdk"]);
    }

    /// <summary>By tar of a folder, by macOS, with a comment of git, with names of any length.</summary>
    [Fact]
    public async Task Archive_AsProgramsWriteIt_IsRead()
    {
        var name = $"{new string('a', 120)}.vmdk";
        var entry = new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Disk) };
        var apple = new PaxTarEntry(TarEntryType.RegularFile, "./a.ovf", new Dictionary<string, string> { ["LIBARCHIVE.creationtime"] = "1", ["SCHILY.xattr.com.apple.quarantine"] = "x" }) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Descriptors.OneDisk(name))) };

        await ReadAsync(new Tar().Add(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "made by git" })).Add(new UstarTarEntry(TarEntryType.Directory, "./")).Add("._a.ovf", "resources").Add(apple).Add(entry));

        Assert.Equal(Disk, _taken[name]);
    }

    /// <summary>Its disks are taken when it is read again.</summary>
    [Fact]
    public async Task DescriptorThatComesLast_IsKnownTheSecondTime()
    {
        using var archive = new Tar().Add("a.vmdk", Disk).Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Read();

        var known = await ReadAsync(archive, wants: _ => true);
        Assert.Empty(_taken);
        archive.Position = 0;
        await ReadAsync(archive, known, _ => true);

        Assert.Equal(Disk, _taken["a.vmdk"]);
    }

    [Theory, Trait("Attack", "F2")]
    [InlineData("path", "../a.vmdk", "with a path")]
    [InlineData("linkpath", "/etc/passwd", "no plain file")]
    [InlineData("GNU.sparse.major", "1", "no plain file")]
    public Task Extension_ThatChangesWhatAFileIs_IsRefused(string key, string value, string said) => RefusedAsync(new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk"))
        .Add(new PaxTarEntry(TarEntryType.RegularFile, key == "path" ? value : "a.vmdk", new Dictionary<string, string> { [key] = value }) { DataStream = new MemoryStream(Disk) }), said);

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    [InlineData(50_000)]
    public async Task Archive_ThatEndsTooEarly_IsRefused(int length)
    {
        var bytes = new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk")).Add("a.vmdk", Disk).Read().ToArray();

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(new MemoryStream(bytes[..length])));

        Assert.Contains("ends too early", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoArchive_IsRefused() =>
        Assert.Contains("no tar archive", (await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(new MemoryStream(Disk)))).Message, StringComparison.Ordinal);

    /// <summary>A real archive, by the programs that people use.</summary>
    [Theory]
    [InlineData("--format=ustar")]
    [InlineData("--format=gnu")]
    [InlineData("--format=posix")]
    public async Task Archive_OfTarAndQemuImg_IsRead(string format)
    {
        ImageFiles.Of("vmdk", _directory["a.vmdk"], "-o", "subformat=streamOptimized");
        File.WriteAllText(_directory["a.ovf"], Descriptors.OneDisk("a.vmdk"));
        ImageFiles.Run("tar", format, "-C", _directory["."], "-cf", _directory["a.ova"], "a.ovf", "a.vmdk");
        using var archive = File.OpenRead(_directory["a.ova"]);

        await ReadAsync(archive);

        Assert.Equal(File.ReadAllBytes(_directory["a.vmdk"]), _taken["a.vmdk"]);
    }

    public void Dispose() => _directory.Dispose();

    private static Tar Packed(byte[] bytes) => new Tar().Add("a.ovf", Descriptors.OneDisk("a.vmdk", "ovf:compression=\"gzip\"")).Add("a.vmdk", bytes);

    private static byte[] Zip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest))
            packer.Write(bytes);
        return packed.ToArray();
    }

    private static string Digest(string algorithm, byte[] bytes) => Convert.ToHexStringLower(CryptographicOperations.HashData(new HashAlgorithmName(algorithm), bytes));

    private Task<Appliance> ReadAsync(Tar archive) => ReadAsync(archive.Read());

    private Task<Appliance> ReadAsync(Stream archive, Appliance? known = null, Func<ApplianceFile, bool>? wants = null) =>
        new ApplianceReader(TakeAsync, wants) { Known = known }.ReadAsync(TarEntries.ReadAsync(archive, Cancellation), Cancellation);

    private async Task TakeAsync(Appliance machine, ApplianceFile file, Stream bytes, CancellationToken cancellation)
    {
        var all = new MemoryStream();
        await bytes.CopyToAsync(all, cancellation);
        _taken[file.Name] = all.ToArray();
    }

    private async Task RefusedAsync(Tar archive, string said) =>
        Assert.Contains(said, (await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(archive))).Message, StringComparison.Ordinal);
}
