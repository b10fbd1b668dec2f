using Libvirt.Xml;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Data;
using WebConsole.OsInfo.Defaults;
using Xunit;

namespace WebConsole.Tests.OsInfo;

/// <summary>What a new machine gets, of what its host offers.</summary>
public sealed class MachineDefaultsTests
{
    private const long GiB = 1024L * 1024 * 1024;

    private readonly OsDatabase _data = OsReader.Join(OsReader.Read("""
        <libosinfo version="0.0.1">
          <os id="river"><short-id>river</short-id><name>River 9</name><version>9</version><family>linux</family><distro>river</distro><release-date>2024-01-01</release-date>
            <devices><device id="http://pcisig.com/pci/1af4/1041"/><device id="http://pcisig.com/pci/1af4/1042"/><device id="http://pcisig.com/pci/1af4/1044"/><device id="http://pcisig.com/pci/1af4/1050"/><device id="http://qemu.org/chipset/x86/q35"/></devices>
            <resources arch="all"><minimum><n-cpus>1</n-cpus><ram>3221225472</ram><storage>10737418240</storage></minimum><recommended><ram>1073741824</ram><storage>21474836480</storage></recommended></resources>
            <resources arch="aarch64"><recommended><n-cpus>4</n-cpus></recommended></resources>
          </os>
          <os id="win/10"><short-id>win10</short-id><name>Microsoft Windows 10</name><version>10.0</version><family>winnt</family><distro>win</distro>
            <devices><device id="http://pcisig.com/pci/8086/10d3"/><device id="http://pcisig.com/pci/8086/100e"/><device id="http://qemu.org/chipset/x86/q35"/></devices>
          </os>
          <os id="win/11"><short-id>win11</short-id><name>Microsoft Windows 11</name><version>11.0</version><family>winnt</family><distro>win</distro><derives-from id="win/10"/>
            <firmware arch="x86_64" type="efi"/><firmware arch="x86_64" type="bios" supported="false"/>
          </os>
          <os id="win/2k19"><short-id>win2k19</short-id><name>Microsoft Windows Server 2019</name><version>10.0</version><family>winnt</family><distro>win</distro><derives-from id="win/10"/></os>
          <os id="win/xp"><short-id>winxp</short-id><name>Microsoft Windows XP</name><version>5.1</version><family>winnt</family><distro>win</distro><release-date>2001-10-25</release-date><devices><device id="http://pcisig.com/pci/8086/100e"/></devices></os>
          <os id="dos"><name>DOS 6</name><family>msdos</family><release-date>1994-06-01</release-date></os>
          <os id="bsd"><name>BSD 13</name><family>freebsd</family><release-date>2022-06-01</release-date><devices><device id="http://pcisig.com/pci/1af4/1000"/><device id="http://pcisig.com/pci/1af4/1001"/></devices></os>
          <os id="efi-only"><name>Modern 1</name><family>linux</family><firmware arch="all" type="bios" supported="false"/></os>
        </libosinfo>
        """));

    /// <summary>A host with everything installed.</summary>
    private const string Rich = """
        <domainCapabilities><path>/usr/bin/qemu</path><domain>kvm</domain><machine>pc-q35-9.2</machine><arch>x86_64</arch><vcpu max='288'/>
          <os supported='yes'><enum name='firmware'><value>bios</value><value>efi</value></enum><loader supported='yes'><value>/usr/share/OVMF/OVMF_CODE.fd</value><enum name='secure'><value>yes</value><value>no</value></enum></loader></os>
          <cpu><mode name='host-passthrough' supported='yes'/><mode name='maximum' supported='yes'/><mode name='host-model' supported='yes'/><mode name='custom' supported='yes'><model usable='no'>EPYC</model><model usable='yes'>qemu64</model></mode></cpu>
          <devices>
            <disk supported='yes'><enum name='bus'><value>fdc</value><value>scsi</value><value>virtio</value><value>usb</value><value>sata</value></enum></disk>
            <video supported='yes'><enum name='modelType'><value>vga</value><value>virtio</value><value>bochs</value></enum></video>
            <rng supported='yes'><enum name='model'><value>virtio</value></enum><enum name='backendModel'><value>random</value></enum></rng>
            <tpm supported='yes'><enum name='model'><value>tpm-tis</value><value>tpm-crb</value></enum><enum name='backendModel'><value>passthrough</value><value>emulator</value></enum><enum name='backendVersion'><value>1.2</value><value>2.0</value></enum></tpm>
          </devices>
          <features><hyperv supported='yes'><enum name='features'><value>relaxed</value><value>vapic</value><value>spinlocks</value><value>vpindex</value><value>synic</value><value>stimer</value></enum></hyperv></features>
        </domainCapabilities>
        """;

    [Fact]
    public void Linux_GetsVirtio()
    {
        var defaults = For("river");

        Assert.Equal(("q35", FirmwareChoice.Bios, "virtio", "virtio", "virtio", "usb", "virtio", "host-passthrough"),
            (defaults.MachineType, defaults.Firmware, defaults.DiskBus, defaults.NicModel, defaults.VideoModel, defaults.TabletBus, defaults.RngModel, defaults.CpuMode));
        Assert.Equal(("utc", null, null), (defaults.ClockOffset, defaults.TpmModel, defaults.SoundModel));
        Assert.Equal([new ClockTimer("rtc", TickPolicy: "catchup"), new ClockTimer("pit", TickPolicy: "delay"), new ClockTimer("hpet", IsPresent: false)], defaults.Timers);
        Assert.Empty(defaults.HyperVFeatures);
        Assert.Empty(defaults.Reasons);
    }

    [Fact]
    public void Size_IsWhatIsRecommended_AndNeverBelowTheMinimum()
    {
        var defaults = For("river");

        Assert.Equal((3 * GiB, 2, 20 * GiB), (defaults.MemoryBytes, defaults.VirtualCpus, defaults.DiskBytes));
        Assert.Equal(4, For("river", "<domainCapabilities/>", "aarch64").VirtualCpus);
        Assert.Equal(1, For("river", Rich.Replace("max='288'", "max='1'", StringComparison.Ordinal)).VirtualCpus);
    }

    [Fact]
    public void UnknownSystem_IsTakenForALinuxOfToday()
    {
        var defaults = MachineDefaults.For(_data, null, "x86_64", DomainCapabilitiesXml.Parse(Rich), kvm: true);

        Assert.Equal((2 * GiB, 2, 20 * GiB, "q35", "virtio", "virtio", "virtio"), (defaults.MemoryBytes, defaults.VirtualCpus, defaults.DiskBytes, defaults.MachineType, defaults.DiskBus, defaults.NicModel, defaults.RngModel));
        Assert.Empty(defaults.Reasons);
    }

    [Fact]
    public void Windows11_GetsSecureUefiAndTpm()
    {
        var defaults = For("win/11");

        Assert.Equal((FirmwareChoice.UefiSecure, "tpm-crb", "q35", "localtime", "ich9"), (defaults.Firmware, defaults.TpmModel, defaults.MachineType, defaults.ClockOffset, defaults.SoundModel));
        Assert.Equal(["relaxed", "vapic", "spinlocks", "vpindex", "synic", "stimer"], defaults.HyperVFeatures);
        Assert.Contains(new ClockTimer("hypervclock", IsPresent: true), defaults.Timers);
    }

    [Fact]
    public void Windows_WithoutDrivers_GetsWhatItKnows()
    {
        var defaults = For("win/11");

        Assert.Equal(("sata", "e1000e", "vga", null, null), (defaults.DiskBus, defaults.NicModel, defaults.VideoModel, defaults.RngModel, defaults.DriverFolder));
        Assert.Contains("virtio-win", Assert.Single(defaults.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("win/11", "x86_64", @"w11\amd64")]
    [InlineData("win/10", "i686", @"w10\x86")]
    [InlineData("win/2k19", "x86_64", @"2k19\amd64")]
    public void Windows_WithDrivers_GetsVirtio(string id, string architecture, string folder)
    {
        var defaults = MachineDefaults.For(_data, _data.Find(id), architecture, DomainCapabilitiesXml.Parse(Rich), kvm: true, virtioDrivers: true);

        Assert.Equal(("virtio", "virtio", "virtio", folder), (defaults.DiskBus, defaults.NicModel, defaults.VideoModel, defaults.DriverFolder));
        Assert.Empty(defaults.Reasons);
    }

    [Fact]
    public void Windows11_OnAHostWithoutSwtpmAndUefi_SaysWhatIsMissing()
    {
        var poor = Rich.Replace("<value>emulator</value>", "", StringComparison.Ordinal).Replace("<value>efi</value>", "", StringComparison.Ordinal)
            .Replace("<value>/usr/share/OVMF/OVMF_CODE.fd</value>", "", StringComparison.Ordinal);

        var defaults = For("win/11", poor);

        Assert.Equal((FirmwareChoice.Bios, null), (defaults.Firmware, defaults.TpmModel));
        Assert.Contains("The host has no swtpm: Microsoft Windows 11 needs TPM 2.0. Package swtpm.", defaults.Reasons);
        Assert.Contains(defaults.Reasons, reason => reason.Contains("secure boot", StringComparison.Ordinal) && reason.Contains("ovmf", StringComparison.Ordinal));
    }

    [Fact]
    public void Windows11_OnAHostWithoutSecureBoot_GetsUefi()
    {
        var defaults = For("win/11", Rich.Replace("<value>yes</value><value>no</value>", "<value>no</value>", StringComparison.Ordinal));

        Assert.Equal(FirmwareChoice.Uefi, defaults.Firmware);
        Assert.Contains(defaults.Reasons, reason => reason.Contains("secure boot", StringComparison.Ordinal));
    }

    [Fact]
    public void Windows11_OnArm_GetsATpmToo()
    {
        var defaults = MachineDefaults.For(_data, _data.Find("win/11"), "aarch64", null, kvm: true, virtioDrivers: true);

        Assert.Equal((FirmwareChoice.UefiSecure, "tpm-tis", @"w11\ARM64"), (defaults.Firmware, defaults.TpmModel, defaults.DriverFolder));
        Assert.Empty(defaults.HyperVFeatures);
    }

    [Fact]
    public void OldWindows_GetsAnOldMachine()
    {
        var pc = Rich.Replace("pc-q35-9.2", "pc-i440fx-9.2", StringComparison.Ordinal).Replace("<value>sata</value>", "<value>sata</value><value>ide</value>", StringComparison.Ordinal);

        var defaults = For("win/xp", pc);

        Assert.Equal("pc", MachineDefaults.MachineTypeFor(_data, _data.Find("win/xp"), "x86_64"));
        Assert.Equal(("pc", "ide", "e1000", "vga", 1, "ich6"), (defaults.MachineType, defaults.DiskBus, defaults.NicModel, defaults.VideoModel, defaults.VirtualCpus, defaults.SoundModel));
        Assert.Empty(defaults.HyperVFeatures);
        Assert.Empty(defaults.Reasons);
    }

    [Theory]
    [InlineData("dos", "pc", "ide", "rtl8139")]
    [InlineData("bsd", "q35", "virtio", "virtio")]
    public void OtherSystem_GetsWhatItsAgeHas(string id, string machine, string bus, string nic)
    {
        var defaults = MachineDefaults.For(_data, _data.Find(id), "x86_64", null, kvm: true);

        Assert.Equal((machine, bus, nic), (defaults.MachineType, defaults.DiskBus, defaults.NicModel));
    }

    [Fact]
    public void WithoutKvm_TheCpuIsAllThatCanBeEmulated()
    {
        Assert.Equal(("maximum", null), (For("river", Rich, kvm: false).CpuMode, For("river", Rich, kvm: false).CpuModel));
        Assert.Empty(For("win/11", Rich, kvm: false).HyperVFeatures);

        var old = For("river", Rich.Replace("name='maximum' supported='yes'", "name='maximum' supported='no'", StringComparison.Ordinal), kvm: false);
        Assert.Equal(("custom", "qemu64"), (old.CpuMode, old.CpuModel));
        Assert.Contains("maximum", Assert.Single(old.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheHostDoesNotOffer_IsReplaced()
    {
        var poor = Rich.Replace("<value>virtio</value><value>usb</value>", "<value>usb</value>", StringComparison.Ordinal)
            .Replace("<value>virtio</value><value>bochs</value>", "", StringComparison.Ordinal).Replace("<value>random</value>", "", StringComparison.Ordinal);

        var defaults = For("river", poor);

        Assert.Equal(("sata", "vga", null), (defaults.DiskBus, defaults.VideoModel, defaults.RngModel));
        Assert.Equal(["The host does not offer the disk bus virtio.", "The host does not offer the graphics card virtio."], defaults.Reasons);
    }

    [Fact]
    public void HostWithoutTheMachineType_IsTakenAsItIs()
    {
        var defaults = For("river", Rich.Replace("pc-q35-9.2", "pc-i440fx-2.0", StringComparison.Ordinal));

        Assert.Equal("pc", defaults.MachineType);
        Assert.Contains("q35", Assert.Single(defaults.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void SystemThatNeedsUefi_GetsIt()
    {
        Assert.Equal(FirmwareChoice.Uefi, For("efi-only").Firmware);
        Assert.Null(For("efi-only").TpmModel);
    }

    [Theory]
    [InlineData("aarch64", "virt", FirmwareChoice.Uefi, "usb")]
    [InlineData("s390x", "s390-ccw-virtio", FirmwareChoice.Bios, "virtio")]
    [InlineData("ppc64le", "pseries", FirmwareChoice.Bios, "usb")]
    public void OtherArchitecture_HasItsOwnMachine(string architecture, string machine, FirmwareChoice firmware, string tablet)
    {
        var defaults = MachineDefaults.For(_data, _data.Find("river"), architecture, null, kvm: true);

        Assert.Equal((machine, firmware, tablet, "virtio"), (defaults.MachineType, defaults.Firmware, defaults.TabletBus, defaults.VideoModel));
        Assert.Empty(defaults.Timers);
    }

    private MachineDefaults For(string id, string capabilities = Rich, string architecture = "x86_64", bool kvm = true) =>
        MachineDefaults.For(_data, _data.Find(id), architecture, DomainCapabilitiesXml.Parse(capabilities), kvm);
}
