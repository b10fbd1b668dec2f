using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>What is asked of the systems of osinfo-db.</summary>
public sealed class OsDatabaseTests
{
    private const string Disk = "http://pcisig.com/pci/1af4/1042", Net = "http://pcisig.com/pci/1af4/1041", Gpu = "http://pcisig.com/pci/1af4/1050";

    private readonly OsDatabase _data = OsReader.Join(OsReader.Read($"""
        <libosinfo version="0.0.1">
          <os id="river/1"><short-id>river1</short-id><name>River 1</name><version>1</version><family>linux</family><distro>river</distro><release-date>2020-01-01</release-date><eol-date>2023-06-30</eol-date>
            <devices><device id="{Disk}"/><device id="{Gpu}"/></devices>
            <firmware arch="x86_64" type="efi"/>
          </os>
          <os id="river/2"><short-id>river2</short-id><name>River 2</name><version>2</version><codename>Brook Trout</codename><family>linux</family><distro>river</distro><vendor>Example Corp</vendor><release-date>2022-01-01</release-date>
            <derives-from id="river/1"/><cloud-image-username>ferry</cloud-image-username>
            <devices><device id="{Net}"/><device id="{Gpu}" supported="false"/></devices>
            <firmware arch="x86_64" type="bios" supported="false"/>
            <variant id="cloud"><name>River 2 Cloud</name></variant>
            <image arch="x86_64" format="qcow2" cloud-init="true"><variant id="cloud"/><url>https://example.org/2/river-2-cloud-amd64.qcow2</url></image>
            <image arch="aarch64" format="raw"><url>https://example.org/2/river-2-plain-arm64.raw</url></image>
            <image format="raw"><url>https://example.org/2/no-architecture.raw</url></image>
            <media arch="x86_64"><url>https://example.org/2/river.iso</url><iso><volume-id>River 2</volume-id></iso></media>
            <installer><script id="river/jeos"/></installer>
          </os>
          <os id="river/10.4"><short-id>river10.4</short-id><name>River 10.4</name><version>10.4</version><distro>river</distro><release-date>2024-01-01</release-date><clones id="river/2"/></os>
          <os id="river/testing"><name>River testing</name><version>testing</version><distro>river</distro></os>
          <os id="lake/2k22"><short-id>lake2k22</short-id><name>Lake Server 2022</name><version>10.0</version><family>winnt</family><distro>lake</distro><release-date>2021-08-18</release-date></os>
          <os id="flow"><name>Flow</name><distro>flow</distro></os>
        </libosinfo>
        """));

    [Fact]
    public void System_HasImagesMediaAndScripts()
    {
        var os = _data.Find("river/2")!;

        Assert.Equal(
            [new OsImage("x86_64", "qcow2", true, "https://example.org/2/river-2-cloud-amd64.qcow2") { Edition = "River 2 Cloud" }, new OsImage("aarch64", "raw", false, "https://example.org/2/river-2-plain-arm64.raw")], os.Images);
        Assert.Equal("https://example.org/2/river.iso", Assert.Single(os.Media).Url);
        Assert.Equal("river/jeos", Assert.Single(os.Scripts));
        Assert.Equal(("Brook Trout", "ferry"), (os.Codename, os.CloudUser));
    }

    [Fact]
    public void Devices_ComeFromWhatItIsMadeFrom_WithoutThoseTakenBack()
    {
        Assert.Equal([Net, Disk], _data.DevicesOf(_data.Find("river/10.4")!).Order());
        Assert.Equal([Disk, Gpu], _data.DevicesOf(_data.Find("river/1")!).Order());
    }

    [Theory]
    [InlineData("river/1", "efi", "x86_64", true)]
    [InlineData("river/10.4", "efi", "x86_64", true)]
    [InlineData("river/10.4", "bios", "x86_64", false)]
    [InlineData("river/1", "bios", "x86_64", null)]
    [InlineData("river/1", "efi", "aarch64", null)]
    public void Firmware_ComesFromWhatItIsMadeFrom(string id, string firmware, string architecture, bool? starts) =>
        Assert.Equal(starts, _data.StartsWith(_data.Find(id)!, firmware, architecture));

    [Fact]
    public void SystemPastItsEnd_IsOver()
    {
        var os = _data.Find("river/1")!;

        Assert.False(os.IsOver(new DateOnly(2023, 6, 30)));
        Assert.True(os.IsOver(new DateOnly(2023, 7, 1)));
        Assert.False(_data.Find("river/2")!.IsOver(new DateOnly(2099, 1, 1)));
    }

    [Theory]
    [InlineData("riv", "River 10.4, River 2, River 1, River testing")]
    [InlineData("river2", "River 2")]
    [InlineData("RIV 1", "River 10.4, River 1")]
    [InlineData("river 10.4", "River 10.4")]
    [InlineData("trout", "River 2")]
    [InlineData("corp", "River 2")]
    [InlineData("lake22", "Lake Server 2022")]
    [InlineData("iver", "")]
    [InlineData("river 22", "")]
    [InlineData("", "River 10.4, River 2, Lake Server 2022, River 1, River testing, Flow")]
    [InlineData(" -*? ", "River 10.4, River 2, Lake Server 2022, River 1, River testing, Flow")]
    public void Search_FindsAllWords_NewestFirst(string words, string found) =>
        Assert.Equal(found, string.Join(", ", _data.Search(words).Select(os => os.Name)));

    [Fact]
    public void Search_GivesNoMoreThanAsked() => Assert.Equal("River 10.4", Assert.Single(_data.Search("river", most: 1)).Name);

    [Theory]
    [InlineData("2", "River 2", false)]
    [InlineData("2.7.1", "River 2", false)]
    [InlineData("10", "River 10.4", false)]
    [InlineData("testing", "River testing", false)]
    [InlineData("3", "River 2", true)]
    [InlineData("10.3", "River 2", true)]
    [InlineData("11", "River 10.4", true)]
    [InlineData("0.9", "River 1", true)]
    [InlineData(null, "River 10.4", true)]
    public void Nearest_IsTheReleaseItself_OrTheOneBeforeIt(string? version, string name, bool nearest)
    {
        var release = _data.Nearest("river", version)!;

        Assert.Equal((name, nearest), (release.Os.Name, release.IsNearest));
    }

    [Fact]
    public void Nearest_OfARollingSystem_IsTheOnlyOne()
    {
        Assert.Equal(new OsRelease(_data.Find("flow")!, IsNearest: false), _data.Nearest("flow", null));
        Assert.Null(_data.Nearest("unheard-of", "1"));
    }

    [Theory]
    // As in the data.
    [InlineData("river-2-cloud-amd64.qcow2", "River 2", "x86_64", false, true)]
    [InlineData("River-2-Plain-arm64.raw", "River 2", "aarch64", false, false)]
    // The same image of a release that they do not know.
    [InlineData("river-3-cloud-amd64.qcow2", "River 2", "x86_64", true, true)]
    // By short name, codename, distribution and version.
    [InlineData("my_river2.qcow2", "River 2", null, false, null)]
    [InlineData("lake2k22-x86_64.vhdx", "Lake Server 2022", "x86_64", false, null)]
    [InlineData("brook-server-cloudimg-arm64.img", "River 2", "aarch64", false, null)]
    [InlineData("nocloud_river-10.4.1-x86_64-bios-r0.qcow2", "River 10.4", "x86_64", false, null)]
    [InlineData("River-Cloud-11-20260101.x86_64.qcow2", "River 10.4", "x86_64", true, null)]
    [InlineData("flow-x86_64-20260101.qcow2", "Flow", "x86_64", false, null)]
    public void Image_IsRecognisedByItsName(string file, string name, string? architecture, bool nearest, bool? cloudInit)
    {
        var match = _data.IdentifyImage(file)!;

        Assert.Equal((name, architecture, nearest, cloudInit), (match.Os.Name, match.Architecture, match.IsNearest, match.HasCloudInit));
    }

    /// <summary>A release that is not known has the needs of another, and a name of its own.</summary>
    [Theory]
    [InlineData("river-3-cloud-amd64.qcow2", "river/3", "River 3", "river3")]
    [InlineData("River-Cloud-11-20260101.x86_64.qcow2", "river/11", "River 11", "river11")]
    [InlineData("river-2-cloud-amd64.qcow2", "river/2", "River 2", "river2")]
    [InlineData("river-cloud.qcow2", "river/10.4", "River 10.4", "river10.4")]
    public void Image_IsCalledByItsOwnRelease(string file, string id, string name, string shortId)
    {
        var called = _data.IdentifyImage(file)!.Called;

        Assert.Equal((id, name, shortId), (called.Id, called.Name, called.ShortId));
    }

    [Theory]
    [InlineData("disk.qcow2")]
    [InlineData("riverside-2.qcow2")]
    [InlineData("driver-2.iso")]
    [InlineData("")]
    public void OtherImage_IsNotRecognised(string file) => Assert.Null(_data.IdentifyImage(file));
}
