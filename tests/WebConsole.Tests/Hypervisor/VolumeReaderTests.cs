using System.Xml.Linq;
using Libvirt;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class VolumeReaderTests
{
    private static readonly Guid Pool = Guid.NewGuid();

    [Fact]
    [Trait("Attack", "D4")]
    public void LargePool_IsCutInTheOrderOfItsNames_AndTellsHowManyThereAre()
    {
        const int More = 20;
        using var host = new TestHostFile([PoolOf(Enumerable.Range(1, VolumeReader.Most + More).Select(number => $"disk-{number}.img"))]);
        using var connection = LibvirtConnection.Open(host.Uri);

        var read = VolumeReader.Read(connection, Pool);

        Assert.Equal(VolumeReader.Most + More, read.Total);
        Assert.Equal(Enumerable.Range(1, VolumeReader.Most).Select(number => $"disk-{number}.img"), read.Listed.Select(volume => volume.Name));
    }

    [Fact]
    public void PoolThatIsOff_HasNoFiguresAndNoVolumes()
    {
        using var host = new TestHostFile([PoolOf(["a.img"])]);
        using var connection = LibvirtConnection.Open(host.Uri);
        using var pool = connection.LookupStoragePool(Pool);
        Assert.True(ResourceReader.Read(pool, "demo").CapacityBytes > 0);

        pool.Stop();

        // libvirt itself still returns the last known value.
        Assert.True(pool.GetInfo().Capacity > 0);
        var off = ResourceReader.Read(pool, "demo");
        Assert.Equal(("inactive", 0, 0, 0), (off.State, off.CapacityBytes, off.AllocationBytes, off.AvailableBytes));
        Assert.True(VolumeReader.Read(connection, Pool).IsSameAs(new PoolVolumes()));
    }

    [Fact]
    public void NumberThatChanged_HasOnlyNewVolumesRead()
    {
        using var host = new TestHostFile([PoolOf(["a.img", "b.img"])]);
        using var connection = LibvirtConnection.Open(host.Uri);
        using var pool = connection.LookupStoragePool(Pool);
        var all = VolumeReader.Read(connection, Pool);
        // What libvirt does not say: so it was not read again.
        var known = new PoolVolumes([.. all.Listed.Select(volume => volume with { CapacityBytes = 7 })]);
        Assert.Null(VolumeReader.ReadChanges(connection, Pool, known, hasOtherSizes: false));

        pool.CreateVolume("<volume><name>c.img</name><capacity>4096</capacity></volume>").Dispose();
        var one = VolumeReader.ReadChanges(connection, Pool, known, hasOtherSizes: true)!;
        pool.LookupVolume("a.img").Delete();
        var gone = VolumeReader.ReadChanges(connection, Pool, one, hasOtherSizes: false)!;
        var sizes = VolumeReader.ReadChanges(connection, Pool, gone, hasOtherSizes: true)!;
        pool.Stop();

        Assert.Equal([("a.img", 7), ("b.img", 7), ("c.img", 4096L)], one.Listed.Select(volume => (volume.Name, volume.CapacityBytes)));
        Assert.Equal([("b.img", 7), ("c.img", 4096L)], gone.Listed.Select(volume => (volume.Name, volume.CapacityBytes)));
        Assert.Equal([("b.img", 512), ("c.img", 4096L)], sizes.Listed.Select(volume => (volume.Name, volume.CapacityBytes)));
        Assert.Empty(VolumeReader.ReadChanges(connection, Pool, sizes, hasOtherSizes: false)!.Listed);
    }

    private static XElement PoolOf(IEnumerable<string> names) => new("pool", new XAttribute("type", "dir"),
        new XElement("name", "images"), new XElement("uuid", Pool), new XElement("target", new XElement("path", "/srv/images")),
        names.Select(name => new XElement("volume", new XElement("name", name), new XElement("capacity", 512),
            new XElement("target", new XElement("path", $"/srv/images/{name}")))));
}
