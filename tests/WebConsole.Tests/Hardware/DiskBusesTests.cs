using Libvirt.Xml;
using WebConsole.Hardware;
using Xunit;

namespace WebConsole.Tests.Hardware;

/// <summary>One meaning of what a kind of machine has, for new machines and new devices.</summary>
public sealed class DiskBusesTests
{
    [Theory]
    [InlineData("kvm", "hvm", "x86_64", "pc-q35-8.2", "disk", "virtio scsi sata usb")]
    [InlineData("kvm", "hvm", "x86_64", "pc-i440fx-8.2", "disk", "virtio scsi sata ide usb")]
    [InlineData("kvm", "hvm", "x86_64", "pc-i440fx-8.2", "cdrom", "ide sata scsi usb")]
    [InlineData("kvm", "hvm", "x86_64", "q35", "cdrom", "sata scsi usb")]
    [InlineData("kvm", "hvm", "x86_64", "q35", "floppy", "fdc")]
    [InlineData("qemu", "hvm", "aarch64", "virt-8.2", "cdrom", "scsi sata usb")]
    [InlineData("kvm", "hvm", "s390x", "s390-ccw-virtio-8.2", "disk", "virtio scsi")]
    [InlineData("kvm", "hvm", "s390x", "s390-ccw-virtio-8.2", "cdrom", "scsi")]
    [InlineData("xen", "hvm", "x86_64", "xenfv", "disk", "ide xen scsi")]
    [InlineData("xen", "hvm", "x86_64", "xenfv", "cdrom", "ide")]
    [InlineData("xen", "hvm", "x86_64", "xenfv", "floppy", "")]
    [InlineData("xen", "linux", "x86_64", "xenpv", "disk", "xen")]
    [InlineData("xen", "xenpvh", "x86_64", "xenpvh", "cdrom", "xen")]
    public void Buses_AreThoseOfTheKind(string type, string os, string arch, string machine, string device, string buses) =>
        Assert.Equal(buses, string.Join(' ', DiskBuses.Of(Domain(type, os, arch, machine), device)));

    /// <summary>The guest has a driver for that of the others.</summary>
    [Fact]
    public void UsualBus_IsThatOfTheOthers()
    {
        var domain = Domain("kvm", "hvm", "x86_64", "q35");
        domain.Devices.Add(DiskXml.New(null, "sda", "sata", "raw"));

        Assert.Equal("sata", DiskBuses.Usual(domain, "disk"));
        Assert.Equal("xen", DiskBuses.Usual(Domain("xen", "linux", "x86_64", "xenpv"), "disk"));
        Assert.Null(DiskBuses.Usual(Domain("xen", "linux", "x86_64", "xenpv"), "floppy"));
    }

    [Fact]
    public void Name_IsOneThatNoDiskHas()
    {
        Assert.Equal("vdb", DiskNames.Free(["vda", "vdc", "sdb"], "virtio", isXen: false));
        Assert.Equal("vdaa", DiskNames.Free([.. Enumerable.Range('a', 26).Select(letter => $"vd{(char)letter}")], "virtio", isXen: false));
    }

    /// <summary>For Xen hda, sda and xvda are one disk.</summary>
    [Fact]
    public void NameInXen_IsFreeOnAllBuses()
    {
        Assert.Equal("xvdc", DiskNames.Free(["hda", "xvdb"], "xen", isXen: true));
        Assert.Equal("hdb", DiskNames.Free(["xvda"], "ide", isXen: true));
    }

    private static DomainXml Domain(string type, string os, string arch, string machine) =>
        DomainXml.Parse($"<domain type='{type}'><os><type arch='{arch}' machine='{machine}'>{os}</type></os><devices/></domain>");
}
