using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class MachineLinksTests
{
    [Fact]
    public void ImageBelowADisk_IsUsedToo()
    {
        var links = Links("""
            <disk type='file'><source file='/srv/images/web.qcow2'/>
              <backingStore type='file'><source file='/srv/images/base.qcow2'/>
                <backingStore type='file'><source file='/srv/images/oldest.qcow2'/><backingStore/></backingStore></backingStore></disk>
            """);

        Assert.Equal(["/srv/images/web.qcow2", "/srv/images/base.qcow2", "/srv/images/oldest.qcow2"], links.Images);
    }

    [Fact]
    public void Volume_IsKnownByPoolAndName()
    {
        var links = Links("<disk type='volume'><source pool='images' volume='web.qcow2'/></disk><disk type='volume'><source pool='images'/></disk>");

        Assert.Equal([("images", "web.qcow2")], links.Volumes);
        Assert.Equal(["images"], links.Pools);
    }

    /// <summary>What a disk of a machine is called, and what libvirt calls the path of that volume.</summary>
    [Theory]
    [InlineData("<disk type='network'><source protocol='rbd' name='ssd/web'><host name='mon1'/></source></disk>", "ssd/web")]
    [InlineData("<disk type='network'><source protocol='gluster' name='gv0/images/web.img'><host name='192.0.2.7'/></source></disk>", "gluster://nas.example.org/gv0/images/web.img")]
    [InlineData("<disk type='network'><source protocol='iscsi' name='iqn.2026-01.org.example:disks/1'><host name='192.0.2.7'/></source></disk>", "ip-192.0.2.7:3260-iscsi-iqn.2026-01.org.example:disks-lun-1")]
    [InlineData("<disk type='block'><source dev='/dev/vg0/web'/></disk>", "/dev/vg0/web")]
    public void DiskAndItsVolume_HaveOneName(string disk, string path) =>
        Assert.Equal([new StorageVolume("web", path, "raw", 1, 1).Image!], Links(disk).Images);

    [Fact]
    public void FilesThatAMachineStartsFrom_AreUsedToo()
    {
        var links = MachineLinks.Of(new Machine
        {
            Id = new MachineId("local", Guid.NewGuid()),
            Name = "web",
            State = MachineState.Running,
            Xml = "<domain><os><kernel>/srv/vmlinuz</kernel><initrd>/srv/initrd</initrd><loader>/srv/code.fd</loader><nvram template='/srv/vars.fd'>/srv/web.fd</nvram></os></domain>",
        });

        Assert.Equal(["/srv/vmlinuz", "/srv/initrd", "/srv/code.fd", "/srv/web.fd", "/srv/vars.fd"], links.Images);
    }

    private static MachineLinks Links(string devices) => MachineLinks.Of(new Machine
    {
        Id = new MachineId("local", Guid.NewGuid()),
        Name = "web",
        State = MachineState.Running,
        Xml = $"<domain><devices>{devices}</devices></domain>",
    });
}
