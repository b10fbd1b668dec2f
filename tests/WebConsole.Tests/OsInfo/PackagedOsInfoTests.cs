using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Defaults;
using WebConsole.OsInfo.Media;
using WebConsole.OsInfo.Trees;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>The data as the distribution's package has them: test.sh installs osinfo-db and xorriso.</summary>
public sealed class PackagedOsInfoTests(PackagedOsInfoTests.Package package) : IClassFixture<PackagedOsInfoTests.Package>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Package_HasHundredsOfSystems()
    {
        Assert.InRange(package.Data.All.Length, 500, 5_000);
        Assert.InRange(package.Data.All.Sum(os => os.Media.Length), 1_500, 50_000);
        Assert.InRange(package.Data.All.Count(os => os.EndOfLife is not null), 300, 5_000);
    }

    [Theory]
    [InlineData("Debian 11.5.0 amd64 n", null, null, null, "debian11", "x86_64")]
    [InlineData("Debian 11.5.0 arm64 n", null, null, null, "debian11", "aarch64")]
    [InlineData("Ubuntu-Server 22.04 LTS amd64", null, null, null, "ubuntu22.04", "x86_64")]
    [InlineData("CCCOMA_X64FRE_EN-US_DV9", null, "MICROSOFT CORPORATION", null, "win11", "x86_64")]
    [InlineData("Fedora-S-dvd-x86_64-37", "LINUX", null, null, "fedora37", "x86_64")]
    public void KnownLabel_IsRecognised(string volume, string? system, string? publisher, string? application, string shortId, string architecture)
    {
        var match = package.Data.Identify(new IsoLabel(volume, system, publisher, application))!;

        Assert.Equal((shortId, architecture, false), (match.Os.ShortId, match.Medium.Architecture, match.IsNearest));
    }

    [Fact]
    public void ReleaseThatThePackageDoesNotKnow_IsLikeTheNewestOne()
    {
        var match = package.Data.Identify(new IsoLabel("Debian 99.1.0 amd64 n"))!;

        Assert.True(match is { IsNearest: true, Medium.Architecture: "x86_64", Os.Distribution: "debian" }, match.Os.Name);
    }

    /// <summary>A medium of a known release whose label the package does not know.</summary>
    [Fact]
    public void KnownReleaseWithAnotherLabel_IsLikeItsNeighbour() =>
        Assert.Equal("ubuntu", package.Data.Identify(new IsoLabel("Ubuntu-Server 10.04 LTS i386"))!.Os.Distribution);

    [Theory]
    [InlineData("HOLIDAYS_2024")]
    [InlineData("virtio-win-0.1.240")]
    [InlineData("cidata")]
    public void OtherLabel_IsNotRecognised(string volume) => Assert.Null(package.Data.Identify(new IsoLabel(volume)));

    [Fact]
    public void Windows_NeedsWhatThePackageSays()
    {
        var os = package.Data.Find("http://microsoft.com/win/11")!;

        Assert.Equal(new OsNeeds(4L << 30, 2, 64L << 30), package.Data.NeedsOf(os, "x86_64").Minimum);
    }

    [Theory]
    [InlineData("deb", "Debian 11")]
    [InlineData("win11", "Microsoft Windows 11")]
    [InlineData("server 2019", "Microsoft Windows Server 2019")]
    [InlineData("ubuntu 22.04", "Ubuntu 22.04 LTS")]
    [InlineData("jammy", "Ubuntu 22.04 LTS")]
    [InlineData("fed 37", "Fedora Linux 37")]
    [InlineData("alpine 3.16", "Alpine Linux 3.16")]
    [InlineData("freebsd13", "FreeBSD 13.1")]
    public void Search_FindsWhatPeopleType(string words, string first) => Assert.StartsWith(first, package.Data.Search(words)[0].Name, StringComparison.Ordinal);

    [Theory]
    [InlineData("debian-11-generic-amd64.qcow2", "debian11", "x86_64", false, true)]
    [InlineData("debian-11-nocloud-amd64.qcow2", "debian11", "x86_64", false, false)]
    [InlineData("debian-99-generic-amd64.qcow2", "debian11", "x86_64", true, true)]
    [InlineData("jammy-server-cloudimg-amd64.img", "ubuntu22.04", "x86_64", false, true)]
    [InlineData("ubuntu-22.04-server-cloudimg-arm64.img", "ubuntu22.04", "aarch64", false, null)]
    [InlineData("Fedora-Cloud-Base-37-1.7.x86_64.qcow2", "fedora37", "x86_64", false, true)]
    [InlineData("nocloud_alpine-3.16.2-x86_64-bios-cloudinit-r0.qcow2", "alpinelinux3.16", "x86_64", false, null)]
    [InlineData("FreeBSD-13.1-RELEASE-amd64.qcow2", "freebsd13.1", "x86_64", false, null)]
    [InlineData("CentOS-7-x86_64-GenericCloud-2009.qcow2", "centos7.0", "x86_64", false, null)]
    [InlineData("CentOS-Stream-GenericCloud-9-20260101.0.x86_64.qcow2", "centos-stream9", "x86_64", false, null)]
    [InlineData("AlmaLinux-9-GenericCloud-9.3-20231113.x86_64.qcow2", "almalinux9", "x86_64", false, null)]
    [InlineData("Arch-Linux-x86_64-cloudimg.qcow2", "archlinux", "x86_64", false, null)]
    [InlineData("openSUSE-Leap-15.4-Minimal-VM.x86_64-Cloud.qcow2", "opensuse15.4", "x86_64", false, null)]
    [InlineData("OL8U7_x86_64-kvm-b148.qcow", "ol8.5", "x86_64", false, null)]
    [InlineData("cirros-0.5.1-x86_64-disk.img", "cirros0.5.1", "x86_64", false, null)]
    public void ImageOfADistribution_IsRecognisedByItsName(string file, string shortId, string architecture, bool nearest, bool? cloudInit)
    {
        var match = package.Data.IdentifyImage(file)!;

        Assert.Equal((shortId, architecture, nearest, cloudInit), (match.Os.ShortId, match.Architecture, match.IsNearest, match.HasCloudInit));
    }

    /// <summary>Ignition sets them up; to Fedora they are no more than kin.</summary>
    [Theory]
    [InlineData("fedora-coreos-42.20250609.3.0-qemu.x86_64.qcow2", "fedora-coreos-stable")]
    [InlineData("flatcar_production_qemu_image.img", null)]
    [InlineData("rhcos-4.16.3-x86_64-qemu.x86_64.qcow2", null)]
    public void ImageForIgnition_HasNoCloudInit(string file, string? shortId)
    {
        var match = package.Data.IdentifyImage(file);

        Assert.Equal((shortId, shortId is null ? null : (bool?)false), (match?.Os.ShortId, match?.HasCloudInit));
        Assert.True(IgnitionImage.Is(file));
        Assert.False(IgnitionImage.Is("Fedora-Cloud-Base-37-1.7.x86_64.qcow2"));
    }

    [Theory]
    [InlineData("noble-server-cloudimg-amd64.img", "http://ubuntu.com/ubuntu/24.04")]
    public void ImageOfANewerRelease_IsCalledSo(string file, string id) => Assert.Equal(id, package.Data.IdentifyImage(file)!.Called.Id);

    [Theory]
    [InlineData("AlmaLinux", "9.4", "http://almalinux.org/almalinux/9")]
    [InlineData("Rocky Linux", "9.4", "http://rockylinux.org/rocky/9")]
    [InlineData("CentOS Stream", "9", "http://centos.org/centos-stream/9")]
    [InlineData("CentOS Stream", "10", "http://centos.org/centos-stream/10")]
    [InlineData("Fedora", "43", "http://fedoraproject.org/fedora/unknown")]
    [InlineData("Fedora", "37", "http://fedoraproject.org/fedora/37")]
    [InlineData("Red Hat Enterprise Linux", "9.1", "http://redhat.com/rhel/9.1")]
    [InlineData("Red Hat Enterprise Linux", "10.1", "http://redhat.com/rhel/10.1")]
    [InlineData("openSUSE Leap", "15.4", "http://opensuse.org/opensuse/15.4")]
    [InlineData("openSUSE Leap", "15.6", "http://opensuse.org/opensuse/15.6")]
    [InlineData("SUSE Linux Enterprise Server", "15.4", "http://suse.com/sle/15.4")]
    [InlineData("Oracle Linux Server", "9.2", "http://oracle.com/ol/9.2")]
    public void DescriptionOfATree_TellsItsSystem(string family, string version, string id) =>
        Assert.Equal(id, package.Data.IdentifyTree(TreeInfo.Parse($"[general]\nfamily = {family}\nversion = {version}")!)?.Called.Id);

    [Theory]
    [InlineData("https://repo.almalinux.org/almalinux/9/BaseOS/x86_64/os/", "http://almalinux.org/almalinux/9")]
    [InlineData("https://download.rockylinux.org/pub/rocky/9/BaseOS/x86_64/os/", "http://rockylinux.org/rocky/9")]
    [InlineData("https://mirror.stream.centos.org/9-stream/BaseOS/x86_64/os/", "http://centos.org/centos-stream/9")]
    [InlineData("https://deb.debian.org/debian/dists/trixie/main/installer-amd64/", "http://debian.org/debian/13")]
    [InlineData("https://archive.ubuntu.com/ubuntu/dists/focal/main/installer-amd64/", "http://ubuntu.com/ubuntu/20.04")]
    [InlineData("https://download.opensuse.org/distribution/leap/15.4/repo/oss/", "http://opensuse.org/opensuse/15.4")]
    public void AddressOfATree_TellsItsSystem(string url, string id) => Assert.Equal(id, package.Data.IdentifyTree(url)?.Called.Id);

    [Theory]
    [InlineData("disk0.qcow2")]
    [InlineData("web-server.qcow2")]
    [InlineData("virtio-win-0.1.240.iso")]
    public void OtherFile_IsNotRecognised(string file) => Assert.Null(package.Data.IdentifyImage(file));

    [Theory]
    [InlineData("http://debian.org/debian/testing", true, true)]
    [InlineData("http://ubuntu.com/ubuntu/22.04", true, false)]
    [InlineData("http://microsoft.com/win/11", false, false)]
    [InlineData("http://fedoraproject.org/fedora/37", true, true)]
    public void Devices_AreThoseOfAllReleasesBefore(string id, bool virtioDisk, bool virtioGpu)
    {
        var devices = package.Data.DevicesOf(package.Data.Find(id)!);

        Assert.Equal((virtioDisk, virtioGpu, true), (OsDevice.VirtioDisk.Any(devices.Contains), OsDevice.VirtioGpu.Any(devices.Contains), OsDevice.Q35.Any(devices.Contains)));
    }

    [Theory]
    [InlineData("http://debian.org/debian/testing", "q35", FirmwareChoice.Bios, "virtio", "virtio", "virtio", null, "utc", 1, 20)]
    [InlineData("http://ubuntu.com/ubuntu/22.04", "q35", FirmwareChoice.Bios, "virtio", "virtio", "vga", null, "utc", 4, 25)]
    [InlineData("http://fedoraproject.org/fedora/37", "q35", FirmwareChoice.Bios, "virtio", "virtio", "virtio", null, "utc", 2, 20)]
    [InlineData("http://alpinelinux.org/alpinelinux/3.16", "q35", FirmwareChoice.Bios, "virtio", "virtio", "vga", null, "utc", 0.75, 4)]
    [InlineData("http://freebsd.org/freebsd/13.1", "q35", FirmwareChoice.Bios, "virtio", "virtio", "vga", null, "utc", 2, 20)]
    [InlineData("http://microsoft.com/win/11", "q35", FirmwareChoice.UefiSecure, "sata", "e1000e", "vga", "tpm-crb", "localtime", 4, 64)]
    [InlineData("http://microsoft.com/win/2k19", "q35", FirmwareChoice.Bios, "sata", "e1000e", "vga", null, "localtime", 2, 40)]
    [InlineData("http://microsoft.com/win/xp", "pc", FirmwareChoice.Bios, "ide", "e1000", "vga", null, "localtime", 0.5, 10)]
    public void NewMachine_HasWhatTheSystemCanUse(string id, string machine, FirmwareChoice firmware, string bus, string nic, string video, string? tpm, string clock, double memoryGiB, int diskGiB)
    {
        var defaults = MachineDefaults.For(package.Data, package.Data.Find(id), "x86_64", null, kvm: true);

        Assert.Equal((machine, firmware, bus, nic, video), (defaults.MachineType, defaults.Firmware, defaults.DiskBus, defaults.NicModel, defaults.VideoModel));
        Assert.Equal((tpm, clock, memoryGiB, diskGiB), (defaults.TpmModel, defaults.ClockOffset, defaults.MemoryBytes / (double)(1 << 30), (int)(defaults.DiskBytes >> 30)));
    }

    /// <summary>A medium as its publisher makes it, bootable by BIOS and with the boot sector of a disk.</summary>
    [Fact]
    public async Task RealImage_IsRecognised()
    {
        using var directory = new TemporaryDirectory();
        await RealGuest.ShellAsync($"""
            cd {directory[""]} && mkdir tree && head -c 4096 /dev/zero > tree/boot.img &&
            xorriso -as mkisofs -quiet -V 'Debian 11.5.0 amd64 n' -A 'MADE BY A TEST' -b boot.img -no-emul-boot -boot-load-size 4 -o disc.iso tree 2>/dev/null &&
            printf '\125\252' | dd of=disc.iso bs=1 seek=510 conv=notrunc 2>/dev/null
            """);

        var label = DiscImage.Read(await File.ReadAllBytesAsync(directory["disc.iso"], Cancel))!;

        Assert.Equal(("Debian 11.5.0 amd64 n", "MADE BY A TEST", true, false), (label.VolumeId, label.ApplicationId, label.BootsBios, label.BootsUefi));
        Assert.Equal(new FileInfo(directory["disc.iso"]).Length, label.VolumeBytes);
        Assert.Equal("Debian 11", package.Data.Identify(label)!.Name);
    }

    public sealed class Package : IAsyncLifetime
    {
        private readonly OsInfoStore _store = new(OsFiles.OfHost("/nonexistent"), TimeProvider.System);

        public OsDatabase Data { get; private set; } = OsDatabase.Empty;

        public async ValueTask InitializeAsync()
        {
            Assert.True(Directory.Exists("/usr/share/osinfo/os"), $"The package {OsInfoStore.Package} is needed.");
            Data = await _store.GetAsync(Cancel);
        }

        public ValueTask DisposeAsync()
        {
            _store.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
