using System.Text;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Whatever a machine is called, its volumes have names that their pools take.</summary>
public sealed class NewVolumeNameTests
{
    private static readonly StoragePool Folder = Pool("<pool type='dir'><name>p</name><target><path>/srv</path></target></pool>"),
        Group = Pool("<pool type='logical'><name>p</name><source><name>vg0</name></source><target><path>/dev/vg0</path></target></pool>"),
        Ceph = Pool("<pool type='rbd'><name>p</name><source><name>vms</name></source></pool>"),
        Disk = Pool("<pool type='disk'><name>p</name><source><device path='/dev/sdb'/></source><target><path>/dev</path></target></pool>");

    [Theory]
    [InlineData("My web", "My-web")]
    [InlineData("größe", "gr--e")]
    [InlineData("Ω", "machine")]
    [InlineData("a;reboot", "a-reboot")]
    public void InGroupsAndCeph_OnlyPlainLettersAreUsed(string machine, string name)
    {
        foreach (var pool in new[] { Group, Ceph })
        {
            Assert.Equal(name, Of(pool, machine));
            Assert.Null(PoolPartRules.Name(Of(pool, machine)));
        }
    }

    [Theory]
    [InlineData("a", 200)]
    [InlineData("é", 100)]
    [InlineData("😀", 50)]
    public void LongName_IsCutToWhatAFileTakes(string letter, int count)
    {
        var machine = string.Concat(Enumerable.Repeat(letter, count));
        Assert.Null(ObjectName.Mistake(machine));

        var first = Of(Folder, machine);
        var second = Of(Folder, machine, first);

        Assert.All([first, second], name => Assert.Null(ObjectName.Mistake(name)));
        Assert.EndsWith(".qcow2", first, StringComparison.Ordinal);
        Assert.EndsWith("-2.qcow2", second, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(first) > 190);
        Assert.Null(PoolPartRules.Name(Of(Group, new string('a', 200))));
    }

    /// <summary>The disk names its partitions, and libvirt takes no other name.</summary>
    [Fact]
    public void Partition_HasTheNameThatTheDiskGivesIt()
    {
        Assert.Equal("sdb1", Of(Disk, "web"));
        Assert.Equal("sdb2", Of(Disk, "web", "sdb1"));
    }

    private static string Of(StoragePool pool, string machine, params string[] taken) =>
        new NewVolumeName(InventorySnapshot.Empty, taken.Select(name => ObjectId.Volume(pool.Host, pool.Uuid, name)).ToHashSet()).For(pool, machine, ".qcow2");

    private static StoragePool Pool(string xml) => new("local", Guid.NewGuid(), "p", "running", true, true, 100L << 30, 40L << 30, 60L << 30, xml);
}
