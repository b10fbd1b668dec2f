using System.Buffers.Binary;
using WebConsole.Appliances.Images;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class ImageConverterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConversionFolder _folder;
    private readonly ImageConverter _converter;

    public ImageConverterTests()
    {
        _folder = ConversionFolder.Create(_directory["conversions"], ConversionSpace.Of(_directory["conversions"]));
        _converter = new ImageConverter(_folder, new ConversionLimits(1 << 30) { FreeBytes = 0 });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> EachPair => [.. DiskFormats.All.SelectMany(from => DiskFormats.All.Select(to => (from, to)))];

    [Theory, MemberData(nameof(EachPair))]
    public async Task EachFormat_BecomesEachOther(string from, string to)
    {
        ImageFiles.Of(from, _folder.FileOf("source"));
        var steps = new List<double>();

        var source = await _converter.InspectAsync("source", from, Cancellation);
        await _converter.ConvertAsync(source, "result", to, steps.Add, Cancellation);

        Assert.Equal(new ImageFacts("source", from, ImageFiles.Size), source);
        ImageFiles.Qemu("compare", "-f", "raw", "-F", to, ImageFiles.Raw(_directory["raw"]), _folder.FileOf("result"));
        Assert.Equal(ImageFiles.Size, ImageInfo.VirtualBytes(ImageFiles.Qemu("info", "--output=json", "-f", to, _folder.FileOf("result")), _folder.FileOf("result"), out _));
        Assert.Equal(1, steps[^1]);
    }

    [Theory]
    [InlineData("monolithicSparse")]
    [InlineData("streamOptimized")]
    public async Task Vmdk_OfOneFile_IsTaken(string kind)
    {
        ImageFiles.Of("vmdk", _folder.FileOf("source"), "-o", "subformat=" + kind);

        Assert.Equal(ImageFiles.Size, (await _converter.InspectAsync("source", "vmdk", Cancellation)).VirtualBytes);
    }

    /// <summary>Of a host that lost its power. qemu-img reads it only after it has brought the log in.</summary>
    [Fact]
    public async Task Vhdx_WithAPendingLog_IsTaken()
    {
        ImageFiles.PendingVhdx(_folder.FileOf("source"));

        var source = await _converter.InspectAsync("source", "vhdx", Cancellation);
        await _converter.ConvertAsync(source, "result", "raw", null, Cancellation);

        Assert.Equal(await File.ReadAllBytesAsync(ImageFiles.Raw(_directory["raw"]), Cancellation), await File.ReadAllBytesAsync(_folder.FileOf("result"), Cancellation));
    }

    [Fact, Trait("Attack", "F1")]
    public async Task Qcow2_WithBackingFile_IsRefused()
    {
        ImageFiles.Qemu("create", "-f", "qcow2", "-b", "/etc/passwd", "-F", "raw", _folder.FileOf("source"));

        await RefusedAsync("qcow2", "backing file");
    }

    [Fact, Trait("Attack", "F1")]
    public async Task Qcow2_WithDataFile_IsRefused()
    {
        ImageFiles.Qemu("create", "-f", "qcow2", "-o", $"data_file={_directory["data"]},data_file_raw=on", _folder.FileOf("source"), "1M");

        await RefusedAsync("qcow2", "another file");
    }

    [Theory, Trait("Attack", "F1")]
    [InlineData("# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\nRW 2048 FLAT \"/etc/passwd\" 0\n")]
    [InlineData("version=1\nCID=1\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\nRW 2048 FLAT \"nbd://127.0.0.1/\" 0\n")]
    public async Task Vmdk_ThatDescribesOtherFiles_IsRefused(string text)
    {
        File.WriteAllText(_folder.FileOf("source"), text);

        await RefusedAsync("vmdk", "other files");
    }

    /// <summary>What it lacks, and what to give in its place.</summary>
    [Theory]
    [InlineData("RW 2048 FLAT \"web-flat.vmdk\" 0", "web-flat.vmdk: upload that file, and import it with the format raw")]
    [InlineData("RW 2048 VMFS \"web-flat.vmdk\"", "web-flat.vmdk: upload that file")]
    [InlineData("RW 2048 SPARSE \"web-s001.vmdk\"\r\nRW 2048 SPARSE \"web-s002.vmdk\"", "web-s001.vmdk, web-s002.vmdk. Where they are, make one file of them")]
    public async Task VmdkThatIsADescription_NamesItsFiles(string extents, string said)
    {
        File.WriteAllText(_folder.FileOf("source"), $"# Disk DescriptorFile\r\nversion=1\r\nCID=1\r\nparentCID=ffffffff\r\n{extents}\r\n");

        await RefusedAsync("vmdk", said);
    }

    [Theory]
    [InlineData("qcow2", "qcow2")]
    [InlineData("vmdk", "vmdk")]
    [InlineData("vdi", "vdi")]
    [InlineData("vhdx", "vhdx")]
    [InlineData("vpc", "vpc")]
    [InlineData("raw", null)]
    public async Task Format_IsKnownByTheContent(string format, string? found)
    {
        ImageFiles.Of(format, _folder.FileOf("source"));

        Assert.Equal(found, await _converter.FormatOfAsync("source", Cancellation));
    }

    [Theory]
    [InlineData("web-flat.vmdk", "raw")]
    [InlineData("web.vmdk", "vmdk")]
    public void FlatDataOfVMware_AreRaw(string name, string format) => Assert.Equal(format, DiskFormats.OfName(name));

    [Fact, Trait("Attack", "F1")]
    public async Task Vmdk_WithoutCapacity_IsRefused()
    {
        var bytes = File.ReadAllBytes(ImageFiles.Of("vmdk", _folder.FileOf("source")));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), 0);
        File.WriteAllBytes(_folder.FileOf("source"), bytes);

        await RefusedAsync("vmdk", "other files");
    }

    [Fact, Trait("Attack", "F1")]
    public async Task Vhd_OfDifferences_IsRefused()
    {
        var bytes = File.ReadAllBytes(ImageFiles.Of("vpc", _folder.FileOf("source")));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 4);
        File.WriteAllBytes(_folder.FileOf("source"), bytes);

        await RefusedAsync("vpc", "differs from another");
    }

    [Theory, Trait("Attack", "F1")]
    [InlineData("qcow2", "raw")]
    [InlineData("vmdk", "raw")]
    [InlineData("raw", "qcow2")]
    [InlineData("raw", "vmdk")]
    [InlineData("qcow2", "vdi")]
    [InlineData("vdi", "vhdx")]
    public async Task Image_OfAnotherFormat_IsRefused(string actual, string said)
    {
        ImageFiles.Of(actual, _folder.FileOf("source"));

        await RefusedAsync(said, "");
    }

    [Theory, Trait("Attack", "F1")]
    [InlineData("nbd")]
    [InlineData("json:{}")]
    [InlineData("luks")]
    [InlineData("vvfat")]
    public async Task Format_ThatIsNotListed_NeverReachesQemu(string format)
    {
        ImageFiles.Raw(_folder.FileOf("source"));

        await RefusedAsync(format, "not converted");
    }

    [Fact, Trait("Attack", "F6")]
    public async Task Disk_LargerThanTheLimit_IsRefused()
    {
        ImageFiles.Qemu("create", "-f", "qcow2", _folder.FileOf("source"), "2G");

        await RefusedAsync("qcow2", "at most");
    }

    [Fact, Trait("Attack", "F6")]
    public async Task Result_LargerThanTheFreeSpace_IsRefused_AndNothingRemains()
    {
        ImageFiles.Of("vmdk", _folder.FileOf("source"));
        var converter = new ImageConverter(_folder, new ConversionLimits(1 << 30) { FreeBytes = long.MaxValue / 2 });
        var source = await converter.InspectAsync("source", "vmdk", Cancellation);

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => converter.ConvertAsync(source, "result", "qcow2", null, Cancellation));

        Assert.Contains("are free", error.Message, StringComparison.Ordinal);
        Assert.Equal(["source"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    /// <summary>Each would fit alone.</summary>
    [Fact, Trait("Attack", "F6")]
    public async Task SpaceThatAnotherConversionNeeds_IsNotTaken()
    {
        var space = new ConversionSpace(() => 10L << 20);
        using var folder = ConversionFolder.Create(_directory["conversions"], space);
        ImageFiles.Of("raw", folder.FileOf("source"));
        var converter = new ImageConverter(folder, new ConversionLimits(1 << 30) { FreeBytes = 0 });
        var source = await converter.InspectAsync("source", "raw", Cancellation);

        using (space.TryReserve(10L << 20, 0, () => 0))
            Assert.Contains("are free", (await Assert.ThrowsAsync<OperationFailedException>(() => converter.ConvertAsync(source, "result", "qcow2", null, Cancellation))).Message, StringComparison.Ordinal);
        await converter.ConvertAsync(source, "result", "qcow2", null, Cancellation);

        Assert.Equal(10L << 20, space.FreeBytes);
    }

    [Theory, Trait("Attack", "F6")]
    [InlineData("1 while 1", "too long")]
    [InlineData("syswrite(F, 'x' x (1 << 20)) while 1", "longer")]
    [InlineData("die 'a riddle'", "a riddle")]
    public async Task Converter_ThatIsEnded_LeavesNothing(string script, string said)
    {
        var source = await SourceAsync();
        var converter = new ImageConverter(_folder, new ConversionLimits(1 << 20) { FreeBytes = 0, ForEach = TimeSpan.FromSeconds(1) }, Program(script));

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => converter.ConvertAsync(source, "result", "qcow2", null, Cancellation));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(["source"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Cancellation_LeavesNothing()
    {
        var source = await SourceAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var converter = new ImageConverter(_folder, new ConversionLimits(1 << 20) { FreeBytes = 0 }, Program("$| = 1; print '    (1.00/100%)', chr 13; sleep 60"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => converter.ConvertAsync(source, "result", "qcow2", _ => cancellation.Cancel(), cancellation.Token));

        Assert.Equal(["source"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Folder_IsOursAlone_AndGoesWithAllInIt()
    {
        File.WriteAllText(_folder.FileOf("source"), "");
        using var left = ConversionFolder.Create(_directory["conversions"], ConversionSpace.Of(_directory["conversions"]));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        _folder.Dispose();
        Assert.Equal([left.Path], Directory.GetDirectories(_directory["conversions"]));
        ConversionFolder.RemoveLeftOvers(_directory["conversions"]);
        Assert.Empty(Directory.GetDirectories(_directory["conversions"]));
    }

    [Fact, Trait("Attack", "F6")]
    public async Task File_BeyondItsLimitOrTheSpace_LeavesNothing()
    {
        var bytes = new byte[3_000_000];
        await _folder.WriteAsync("whole", new MemoryStream(bytes), bytes.Length, 0, Cancellation);
        Assert.Equal(bytes.Length, new FileInfo(_folder.FileOf("whole")).Length);

        await Assert.ThrowsAsync<OperationFailedException>(() => _folder.WriteAsync("source", new MemoryStream(bytes), bytes.Length - 1, 0, Cancellation));
        await Assert.ThrowsAsync<OperationFailedException>(() => _folder.WriteAsync("source", new MemoryStream(bytes), bytes.Length, long.MaxValue, Cancellation));

        Assert.Equal(["whole"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../source")]
    [InlineData("nbd:x")]
    [InlineData("-o")]
    [InlineData("")]
    public void Name_ThatQemuReadsOtherwise_IsRefused(string name) => Assert.Throws<ArgumentException>(() => _folder.FileOf(name));

    public void Dispose()
    {
        _folder.Dispose();
        _directory.Dispose();
    }

    private async Task RefusedAsync(string format, string said)
    {
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => _converter.InspectAsync("source", format, Cancellation));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private async Task<ImageFacts> SourceAsync()
    {
        ImageFiles.Raw(_folder.FileOf("source"));
        return await _converter.InspectAsync("source", "raw", Cancellation);
    }

    /// <summary>A converter that measures well, and then does something else after it has begun the result.</summary>
    private static string[] Program(string script) =>
        ["/usr/bin/perl", "-e", $"if ($ARGV[0] eq 'measure') {{ print '{{\"required\": 1}}'; exit }} open(F, '>', 'result'); {script}"];
}
