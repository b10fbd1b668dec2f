using WebConsole.OsInfo.Media;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>What a disc image says of itself, and images that want to be misread.</summary>
public sealed class IsoLabelReaderTests
{
    [Fact]
    public void Iso9660_HasItsTextsWithoutTheBlanks()
    {
        var label = DiscImage.Read(DiscImage.Iso("Debian 11.5.0 amd64 n", "LINUX", "DEBIAN PROJECT", "XORRISO-1.5", sectors: 191_000));

        Assert.Equal(new IsoLabel("Debian 11.5.0 amd64 n", "LINUX", "DEBIAN PROJECT", "XORRISO-1.5", 191_000L * 2048), label);
        Assert.Equal("x86_64", label!.Architecture);
    }

    [Fact]
    public void ElTorito_TellsWhatStartsFromIt()
    {
        Assert.True(DiscImage.Read(DiscImage.Bootable(DiscImage.Iso("A"))) is { BootsBios: true, BootsUefi: true });
        Assert.True(DiscImage.Read(DiscImage.Iso("A")) is { BootsBios: false, BootsUefi: false });
    }

    /// <summary>An isohybrid image begins with the boot sector of a disk, so that it starts from a USB stick, too.</summary>
    [Fact]
    public void Isohybrid_IsADiscImage()
    {
        var image = DiscImage.Iso("Fedora-S-dvd-x86_64-37");
        (image[510], image[511]) = (0x55, 0xaa);

        Assert.Equal("Fedora-S-dvd-x86_64-37", DiscImage.Read(image)!.VolumeId);
    }

    [Fact]
    public void UdfAlone_HasItsName() => Assert.Equal("CCCOMA_X64FRE_EN-US_DV9", DiscImage.Read(DiscImage.Udf("CCCOMA_X64FRE_EN-US_DV9"))!.VolumeId);

    [Theory]
    [InlineData("Debian 12.5.0 arm64 n", "aarch64")]
    [InlineData("Ubuntu 24.04 LTS i386", "i686")]
    [InlineData("Rocky-9-3-x86_64-dvd", "x86_64")]
    [InlineData("Leap-15.6-NET-ppc64le", "ppc64le")]
    [InlineData("HOLIDAYS_2024", null)]
    public void Architecture_IsTakenFromTheName(string name, string? architecture) => Assert.Equal(architecture, new IsoLabel(name).Architecture);

    [Fact]
    [Trait("Attack", "D2")]
    public void WhateverIsCutOff_IsNoImageAndNoError()
    {
        var whole = DiscImage.Bootable(DiscImage.Iso("Debian", sectors: 60));
        for (var length = 0; length < whole.Length; length += 509)
            _ = DiscImage.Read(whole[..length]);
        Assert.Null(DiscImage.Read(whole[..2048]));
        Assert.Null(DiscImage.Read(new byte[40_000]));
        Assert.Equal("Debian", DiscImage.Read(whole[..(17 * 2048)])!.VolumeId);
        var udf = DiscImage.Udf("Windows");
        for (var length = 30_000; length < udf.Length; length += 2039)
            _ = DiscImage.Read(udf[..length]);
    }

    [Fact]
    [Trait("Attack", "D2")]
    public void PointersThatLeadAnywhere_LeadNowhere()
    {
        Assert.Equal("A", DiscImage.Read(DiscImage.Bootable(DiscImage.Iso("A"), catalogueAt: uint.MaxValue))!.VolumeId);
        Assert.Null(DiscImage.Read(DiscImage.Udf("A", sequenceAt: uint.MaxValue))!.VolumeId);
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var image = DiscImage.Bootable(DiscImage.Iso("A"));
            random.NextBytes(image.AsSpan(40 * 2048, 2048));
            image[40 * 2048] = 1;
            random.NextBytes(image.AsSpan((17 * 2048) + 0x47, 4));
            Assert.NotNull(DiscImage.Read(image));
        }
    }

    [Fact]
    [Trait("Attack", "J1")]
    public void TextsThatAreNone_AreShownAsFarAsTheyAre()
    {
        Assert.Equal("Größe", DiscImage.Read(DiscImage.Iso("Größe"))!.VolumeId);
        Assert.Equal("Größe", DiscImage.Read(DiscImage.Iso([(byte)'G', (byte)'r', 0xf6, 0xdf, (byte)'e']))!.VolumeId);
        Assert.Equal("a\ufffdb\ufffdc", DiscImage.Read(DiscImage.Iso("a\nb\u202ec"))!.VolumeId);
        Assert.Equal("<script>", DiscImage.Read(DiscImage.Iso("<script>"))!.VolumeId);
        Assert.Null(DiscImage.Read(DiscImage.Iso("   "))!.VolumeId);
        Assert.Null(DiscImage.Read(DiscImage.Iso("\0\0"))!.VolumeId);
    }
}
