using Libvirt;
using WebConsole.Hypervisor.Guests;
using Xunit;

namespace WebConsole.Tests.Machines.Guest;

/// <summary>Which disk of a machine a guest means, where libvirt finds it by the guest's number of a bus.</summary>
public sealed class GuestDisksTests
{
    // A bridge behind the second port: from the third port on, the guest counts one more than libvirt.
    private const string Bridged = """
        <domain><devices>
        <controller type='pci' index='0' model='pcie-root'/>
        <controller type='pci' index='1' model='pcie-root-port'><address type='pci' bus='0x00' slot='0x02' function='0x0'/></controller>
        <controller type='pci' index='2' model='pcie-root-port'><address type='pci' bus='0x00' slot='0x02' function='0x1'/></controller>
        <controller type='pci' index='3' model='pcie-root-port'><address type='pci' bus='0x00' slot='0x02' function='0x2'/></controller>
        <controller type='pci' index='4' model='pcie-root-port'><address type='pci' bus='0x00' slot='0x02' function='0x3'/></controller>
        <controller type='pci' index='5' model='pcie-to-pci-bridge'><address type='pci' bus='0x02' slot='0x00' function='0x0'/></controller>
        <controller type='sata' index='0'><address type='pci' bus='0x00' slot='0x1f' function='0x2'/></controller>
        <disk><target dev='vda' bus='virtio'/><address type='pci' bus='0x01' slot='0x00' function='0x0'/></disk>
        <disk><target dev='vdb' bus='virtio'/><serial>data-disk</serial><address type='pci' bus='0x03' slot='0x00' function='0x0'/></disk>
        <disk><target dev='vdc' bus='virtio'/><address type='pci' bus='0x04' slot='0x00' function='0x0'/></disk>
        <disk><target dev='sda' bus='sata'/><address type='drive' controller='0' bus='0' target='0' unit='0'/></disk>
        </devices></domain>
        """;

    [Theory]
    // The guest's bus 4 is libvirt's 3: libvirt names vdc for vdb.
    [InlineData("vdc", "data-disk", "vdb")]
    [InlineData("vdc", null, null)]
    [InlineData(null, "data-disk", "vdb")]
    [InlineData(null, "0QEMU_QEMU_HARDDISK_data-disk", "vdb")]
    // Before the bridge they count alike.
    [InlineData("vda", null, "vda")]
    [InlineData("vda", "", "vda")]
    [InlineData("sda", "QEMU_HARDDISK_QM00001", "sda")]
    [InlineData("vdb", "another", null)]
    [InlineData("vdz", null, null)]
    public void Disk_IsNamedOnlyWhereItIsSure(string? named, string? serial, string? target) => Assert.Equal(target, new GuestDisks(Bridged).Target(named, serial is "" ? null : serial));

    /// <summary>Copies of a machine's disk may have its serial number.</summary>
    [Fact]
    public void SerialNumberOfSeveral_DecidesNothing()
    {
        const string Twins = "<domain><devices><disk><target dev='vda' bus='virtio'/><serial>same</serial></disk><disk><target dev='vdb' bus='virtio'/><serial>same</serial></disk></devices></domain>";

        Assert.Equal((null, "vdb"), (new GuestDisks(Twins).Target(null, "same"), new GuestDisks(Twins).Target("vdb", "same")));
        Assert.Null(new GuestDisks("<no domain").Target("vda", null));
    }

    [Fact]
    public void FileSystemAndDisk_HaveTheSameName()
    {
        var facts = new GuestInfoReader(TypedParameterSet.Of(
            ("fs.count", 1U), ("fs.0.mountpoint", "/srv"), ("fs.0.disk.count", 1U), ("fs.0.disk.0.alias", "vdc"), ("fs.0.disk.0.serial", "data-disk"), ("fs.0.disk.0.device", "/dev/vdb1"),
            ("disk.count", 2U), ("disk.0.name", "/dev/vdb"), ("disk.0.alias", "vdc"), ("disk.0.serial", "data-disk"), ("disk.1.name", "/dev/vdc"), ("disk.1.alias", "vdc")), new GuestDisks(Bridged)).Read(DateTimeOffset.UnixEpoch);

        Assert.Equal("vdb", Assert.Single(Assert.Single(facts.FileSystems).Disks));
        Assert.Equal(["vdb", null], facts.Disks.Select(disk => disk.Target));
    }
}
