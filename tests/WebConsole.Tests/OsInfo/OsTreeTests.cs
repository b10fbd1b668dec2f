using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Trees;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>Installation trees, by their addresses and by what they say of themselves.</summary>
public sealed class OsTreeTests
{
    private const string Info = """
        [general]
        ; of Fedora
        family = Fedora
        variant = Server
        version = 37
        [images-x86_64]
        kernel = images/pxeboot/vmlinuz
        initrd = images/pxeboot/initrd.img
        [images-aarch64]
        kernel = ../../../other/vmlinuz
        initrd = http://evil.lab/initrd.img
        """;

    private static readonly OsDatabase Data = OsReader.Join(OsReader.Read("""
        <libosinfo version="0.0.1">
          <os id="http://debian.org/debian/11"><name>Debian 11</name><short-id>debian11</short-id><version>11</version><codename>bullseye</codename><distro>debian</distro><release-date>2021-08-14</release-date>
            <tree arch="x86_64"><url>http://deb.debian.org/debian/dists/bullseye/main/installer-amd64</url><kernel>current/linux</kernel><initrd>current/initrd.gz</initrd></tree></os>
          <os id="http://debian.org/debian/10"><name>Debian 10</name><short-id>debian10</short-id><version>10</version><codename>buster</codename><distro>debian</distro><release-date>2019-07-06</release-date></os>
          <os id="http://rockylinux.org/rocky/9"><name>Rocky Linux 9</name><short-id>rocky9</short-id><version>9</version><distro>rocky</distro><release-date>2022-07-14</release-date>
            <tree arch="x86_64"><url>https://download.rockylinux.org/pub/rocky/9/BaseOS/x86_64/os/</url><treeinfo><family>Rocky Linux</family><version>^9(.([0-9]|[1-9][0-9]))?$</version></treeinfo></tree></os>
          <os id="http://almalinux.org/almalinux/9"><name>AlmaLinux 9</name><short-id>almalinux9</short-id><version>9</version><distro>almalinux</distro><release-date>2022-05-26</release-date>
            <tree arch="x86_64"><url>https://repo.almalinux.org/almalinux/9/BaseOS/x86_64/os/</url><treeinfo><family>AlmaLinux</family><version>^9$</version></treeinfo></tree></os>
          <os id="http://fedoraproject.org/fedora/36"><name>Fedora 36</name><version>36</version><distro>fedora</distro><tree arch="x86_64"><url>https://x/releases/36/Server/x86_64/os</url><treeinfo><family>Fedora</family><version>36</version></treeinfo></tree></os>
          <os id="http://fedoraproject.org/fedora/37"><name>Fedora 37</name><version>37</version><distro>fedora</distro><tree arch="x86_64"><url>https://x/releases/37/Server/x86_64/os</url><treeinfo><family>Fedora</family><version>37</version><variant>Server</variant></treeinfo></tree></os>
        </libosinfo>
        """));

    [Theory]
    [InlineData("http://deb.debian.org/debian/dists/bullseye/main/installer-amd64/", "Debian 11", true, false)]
    [InlineData("https://mirror.lab/pub/linux/debian/dists/bullseye/main/installer-amd64", "Debian 11", true, false)]
    [InlineData("https://mirror.lab/debian/dists/bullseye/main/installer-arm64/", "Debian 11", false, false)]
    [InlineData("https://deb.debian.org/debian/dists/bookworm/main/installer-amd64/", "Debian 11", false, false)]
    [InlineData("https://mirror.lab/fedora/linux/releases/37/Server/x86_64/os/", "Fedora 37", true, false)]
    [InlineData("https://mirror.lab/fedora/linux/releases/41/Everything/x86_64/os/", "Fedora 37", false, true)]
    [InlineData("https://repo.almalinux.org/almalinux/9/BaseOS/x86_64/os/", "AlmaLinux 9", true, false)]
    [InlineData("https://mirror.lab/almalinux/9/BaseOS/x86_64/os/", "AlmaLinux 9", true, false)]
    [InlineData("https://mirror.lab/almalinux/9.4/BaseOS/x86_64/os/", "AlmaLinux 9", false, false)]
    [InlineData("https://mirror.lab/rocky/9/BaseOS/x86_64/os/", "Rocky Linux 9", true, false)]
    public void Address_TellsTheSystem(string url, string name, bool isKnownTree, bool isNearest)
    {
        var match = Data.IdentifyTree(url)!;

        Assert.Equal((name, isKnownTree), (match.Os.Name, match.Tree is not null));
        if (isNearest)
            Assert.True(match.IsNearest);
    }

    [Theory]
    [InlineData("https://mirror.lab/stuff/")]
    [InlineData("https://mirror.lab")]
    [InlineData("https://mirror.lab/9/BaseOS/x86_64/os/")]
    [InlineData("fedora")]
    [InlineData("")]
    public void AddressThatTellsNothing_IsNoSystem(string url) => Assert.Null(Data.IdentifyTree(url));

    /// <summary>A release that came after the data is not stored as one of those before.</summary>
    [Theory]
    [InlineData("https://deb.debian.org/debian/dists/bookworm/main/installer-amd64/", "Debian 12", "http://debian.org/debian/12", "Debian 11")]
    [InlineData("https://deb.debian.org/debian/dists/duke/main/installer-amd64/", "Debian 11", "http://debian.org/debian/11", "Debian 11")]
    [InlineData("https://mirror.lab/almalinux/10/BaseOS/x86_64/os/", "AlmaLinux 10", "http://almalinux.org/almalinux/10", "AlmaLinux 9")]
    public void AddressOfANewerRelease_IsCalledSo(string url, string called, string id, string nearest)
    {
        var match = Data.IdentifyTree(url)!;

        Assert.Equal((called, id, nearest, true), (match.Called.Name, match.Called.Id, match.Os.Name, match.IsNearest));
    }

    [Theory]
    [InlineData("AlmaLinux", "9", "AlmaLinux 9", false)]
    [InlineData("AlmaLinux", "9.4", "AlmaLinux 9", false)]
    [InlineData("AlmaLinux", "10.0", "AlmaLinux 10.0", true)]
    [InlineData("Rocky Linux", "9.4", "Rocky Linux 9", false)]
    [InlineData("Fedora", "43", "Fedora 43", true)]
    [InlineData("Debian", "12", "Debian 12", true)]
    public void FamilyAndVersionOfTheDescription_Decide(string family, string version, string called, bool isNearest)
    {
        var match = Data.IdentifyTree(TreeInfo.Parse($"[general]\nfamily = {family}\nversion = {version}")!)!;

        Assert.Equal((called, isNearest), (match.Called.Name, match.IsNearest));
    }

    [Fact]
    public void DescriptionOfAnUnknownFamily_TellsNothing() => Assert.Null(Data.IdentifyTree(TreeInfo.Parse("[general]\nfamily = Lab\nversion = 3")!));

    [Fact]
    public void Description_TellsTheSystemAndTheFiles()
    {
        var info = TreeInfo.Parse(Info)!;

        Assert.Equal("Fedora 37", Data.IdentifyTree(info)!.Os.Name);
        Assert.Equal(("images/pxeboot/vmlinuz", "images/pxeboot/initrd.img"), info.FilesFor("x86_64"));
        Assert.Null(info.FilesFor("s390x"));
    }

    /// <summary>The version becomes a part of an ID, and people read the rest.</summary>
    [Theory]
    [Trait("Attack", "R1")]
    [InlineData("10.0", true)]
    [InlineData("15-SP6", true)]
    [InlineData("../../9", false)]
    [InlineData("9 or newer", false)]
    [InlineData("-9", false)]
    [InlineData("123456789012345678901234567890123", false)]
    public void VersionThatIsNone_IsLeftOut(string version, bool isRead) => Assert.Equal(isRead ? version : null, TreeInfo.Parse($"[general]\nfamily = Fedora\nversion = {version}")!.Version);

    [Fact]
    [Trait("Attack", "R1")]
    public void HiddenCharacters_AreNoFamilyAndNoVariant() =>
        Assert.Equal((null, null), TreeInfo.Parse("[general]\nfamily = Fe\u202edora\nvariant = Ser\u200bver") is var info ? (info!.Family, info.Variant) : default);

    /// <summary>What leads out of the tree is no file of it.</summary>
    [Fact]
    [Trait("Attack", "R1")]
    public void FilesOutsideOfTheTree_AreNone() => Assert.Null(TreeInfo.Parse(Info)!.FilesFor("aarch64"));

    [Theory]
    [InlineData("")]
    [InlineData("<html>[general]</html>")]
    [InlineData("[images-x86_64]\nkernel=a\ninitrd=b")]
    public void OtherFile_IsNoDescription(string text) => Assert.Null(TreeInfo.Parse(text));

    [Theory]
    [InlineData("sha256:", true)]
    [InlineData("md5:", false)]
    [InlineData("", false)]
    public void Checksum_IsReadWhereItIsASha256(string kind, bool isRead) =>
        Assert.Equal(isRead ? Sum : null, TreeInfo.Parse($"[general]\nfamily=Fedora\n[checksums]\nimages/pxeboot/vmlinuz = {kind}{Sum.ToUpperInvariant()}")!.Sha256Of("images/pxeboot/vmlinuz"));

    /// <summary>As Debian writes them.</summary>
    [Fact]
    public void Sums_AreThoseOfTheInstallersFiles()
    {
        var (sums, name) = TreeSums.For("current/images/netboot/debian-installer/amd64/linux")!.Value;

        Assert.Equal(("current/images/SHA256SUMS", "netboot/debian-installer/amd64/linux"), (sums, name));
        Assert.Equal(Sum, TreeSums.Of($"{Sum.Replace('a', 'b')}  ./netboot/debian-installer/amd64/linux.old\n{Sum}  ./{name}\n", name));
        Assert.Null(TreeSums.Of($"{Sum[1..]}  ./{name}\n", name));
        Assert.Null(TreeSums.For("images/pxeboot/vmlinuz"));
    }

    /// <summary>openSUSE has one file for the whole tree.</summary>
    [Fact]
    public void SumsOfOpenSuse_AreThoseOfTheTree()
    {
        var (sums, name) = TreeSums.For("boot/x86_64/loader/linux")!.Value;

        Assert.Equal("CHECKSUMS", sums);
        Assert.Equal(Sum, TreeSums.Of($"{Sum.Replace('a', 'b')}  boot/x86_64/loader/initrd\n{Sum}  {name}\n", name));
    }

    private const string Sum = "a1a2a3a4a5a6a7a8a9a0a1a2a3a4a5a6a7a8a9a0a1a2a3a4a5a6a7a8a9a0a1a2";
}
