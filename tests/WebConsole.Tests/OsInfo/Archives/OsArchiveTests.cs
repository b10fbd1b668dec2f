using System.Formats.Tar;
using WebConsole.Operations;
using WebConsole.OsInfo.Archives;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.OsInfo.Archives;

/// <summary>What an archive of osinfo-db may be. It comes from elsewhere.</summary>
public sealed class OsArchiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ArchiveOfTheProject_TellsItsDayAndItsSystems()
    {
        var archive = await OsArchive.ReadAsync(Archive.Of("20260101").Packed(), Cancel);

        Assert.Equal("20260101", archive.Version);
        Assert.Contains("Ocean 9", Assert.Single(archive.Files, file => file.Key == "example.org/ocean-9.xml").Value, StringComparison.Ordinal);
    }

    /// <summary>What the package of this host holds, packed as releases are.</summary>
    [Fact]
    [Trait("Category", "Integration")]
    public async Task WholeDatabaseInXz_IsRead()
    {
        using var root = new TemporaryDirectory();
        await RealGuest.ShellAsync($"cp -r /usr/share/osinfo {root["osinfo-db-20221203"]} && tar -C {root["."]} -cJf {root["a.tar.xz"]} osinfo-db-20221203");

        var archive = await OsArchive.ReadAsync(await File.ReadAllBytesAsync(root["a.tar.xz"], Cancel), Cancel);

        Assert.Equal(Directory.GetDirectories("/usr/share/osinfo/os").Sum(vendor => Directory.GetFiles(vendor, "*.xml").Length), archive.Files.Count);
    }

    [Theory]
    [Trait("Attack", "F2")]
    [InlineData("../../etc/cron.d/x.xml", "no plain path")]
    [InlineData("/etc/x.xml", "no plain path")]
    [InlineData("os/../../x.xml", "no plain path")]
    [InlineData("os/./x/y.xml", "no plain path")]
    [InlineData("os//x.xml", "no plain path")]
    [InlineData("os/a\\b/x.xml", "no plain path")]
    [InlineData("usr/bin/x", "nothing of osinfo-db")]
    [InlineData("os", "nothing of osinfo-db")]
    public async Task PathThatOsinfoDbDoesNotHave_IsRefused(string path, string said)
    {
        var error = await RefusedAsync(new Archive().Add("VERSION", "20260101").Add(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream("x"u8.ToArray()) }).Packed());

        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "F2")]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task LinkOrDevice_IsRefused(TarEntryType type)
    {
        var entry = new UstarTarEntry(type, Archive.Root + "os/example.org/link.xml");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/shadow";

        Assert.Contains("link or a device", await RefusedAsync(Archive.Of("20260101").Add(entry).Packed()), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "J3")]
    [InlineData("<!DOCTYPE libosinfo [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><libosinfo><os id='a'><name>&x;</name></os></libosinfo>")]
    [InlineData("<!DOCTYPE libosinfo SYSTEM 'http://example.org/a.dtd'><libosinfo/>")]
    [InlineData("<domain/>")]
    [InlineData("no XML")]
    public async Task FileThatIsNoneOfOsinfoDb_IsNamed(string text) =>
        Assert.Contains("os/example.org/river-1.xml", await RefusedAsync(Archive.Of("20260101").Add("os/example.org/river-1.xml", text).Packed()), StringComparison.Ordinal);

    /// <summary>A short file may describe so many systems that each look at an image takes seconds, and memory a gigabyte.</summary>
    [Theory]
    [Trait("Attack", "D2")]
    [InlineData("<os/>", (OsArchive.MostSystems / 2) + 1)]
    [InlineData("<a/>", (OsArchive.MostElements / 2) + 1)]
    public async Task MoreThanADatabaseHas_IsRefused(string element, int each)
    {
        var text = $"<libosinfo>{string.Concat(Enumerable.Repeat(element, each))}</libosinfo>";

        Assert.Contains("more than 10000 systems", await RefusedAsync(Archive.Of("20260101").Add("os/example.org/a.xml", text).Add("os/example.org/b.xml", text).Packed()), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task BombOfOneFile_IsRefusedBeforeItIsUnpacked()
    {
        var error = await RefusedAsync(Archive.Of("20260101").Add(new UstarTarEntry(TarEntryType.RegularFile, Archive.Root + "schema/bomb.rng") { DataStream = new MemoryStream(new byte[100 << 20]) }).Packed());

        Assert.Contains("schema/bomb.rng is longer than 1 MiB", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task BombOfManyFiles_EndsAtTheLimit()
    {
        var archive = Archive.Of("20260101");
        for (var file = 0; file < 40; file++)
            archive.Add($"datamap/example.org/{file}.xml", new string(' ', 1 << 20));

        Assert.Contains("more than 32 MiB", await RefusedAsync(archive.Packed()), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public async Task ArchiveOfTooManyEntries_IsRefused()
    {
        var archive = Archive.Of("20260101");
        for (var file = 0; file <= OsArchive.MostEntries; file++)
            archive.Add($"datamap/{file}.xml", "");

        Assert.Contains("more than 10000 files", await RefusedAsync(archive.Packed()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsThereTwice_IsRefused() =>
        Assert.Contains("twice", await RefusedAsync(Archive.Of("20260101").Add("VERSION", "20270101").Packed()), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026")]
    [InlineData("20261301")]
    [InlineData("20260101.")]
    [InlineData("20260101\n<script>")]
    public async Task VersionThatIsNoDay_IsRefused(string version) =>
        Assert.Contains("VERSION", await RefusedAsync(Archive.Of(version).Packed()), StringComparison.Ordinal);

    [Fact]
    public async Task ArchiveWithoutSystems_IsRefused() =>
        Assert.Contains("no operating system", await RefusedAsync(new Archive().Add("VERSION", "20260101").Packed()), StringComparison.Ordinal);

    [Fact]
    public async Task WhatIsCutOff_OrNotPacked_IsRefused()
    {
        var whole = Archive.Of("20260101").Packed();

        Assert.Contains("too early", await RefusedAsync(whole[..^20]), StringComparison.Ordinal);
        Assert.Contains("not packed", await RefusedAsync("PK no archive of ours"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("no tar archive", await RefusedAsync(Archive.Gzip(new MemoryStream(new string('x', 2_000).Select(letter => (byte)letter).ToArray()))), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(byte[] archive) => (await Assert.ThrowsAsync<OperationFailedException>(() => OsArchive.ReadAsync(archive, Cancel))).Message;
}
