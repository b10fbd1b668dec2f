using System.Collections.Immutable;
using System.Text;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What a copy becomes, and what is refused.</summary>
[Trait("Attack", "F2")]
public sealed class CopyRulesTests
{
    private static readonly StoragePool Images = Pool("images", "dir"), Other = Pool("other", "dir"), Group = Pool("group", "logical"), Ceph = Pool("ceph", "rbd"), San = Pool("san", "iscsi"), Whole = Pool("disk", "disk"),
        Off = Pool("off", "dir") with { State = "inactive" };

    private static readonly StorageVolume Base = new("base.qcow2", "/srv/images/base.qcow2", "qcow2", 10 << 20, 1 << 20);
    private static readonly StorageVolume Top = new("top.qcow2", "/srv/images/top.qcow2", "qcow2", 10 << 20, 1 << 20) { BackingPath = Base.Path };
    private static readonly StorageVolume Raw = new("raw.img", "/srv/images/raw.img", "raw", 10 << 20, 1 << 20);

    public static TheoryData<string, string?, string?, string?, bool, int> Becomes => new()
    {
        // of, into, asked format, its format, converts, room in MiB
        { "raw.img", null, null, "raw", false, 1 },
        { "raw.img", null, "qcow2", "qcow2", true, 1 },
        { "base.qcow2", "other", null, "qcow2", false, 1 },
        { "base.qcow2", "group", null, null, true, 10 },
        { "raw.img", "group", null, null, false, 10 },
        { "raw.img", "group", "raw", null, false, 10 },
        { "top.qcow2", null, null, "qcow2", false, 1 },
        // In another pool it would not find what it rests on.
        { "top.qcow2", "other", null, "qcow2", true, 1 },
    };

    [Theory]
    [MemberData(nameof(Becomes))]
    public void Copy_BecomesWhatThePoolCanHold(string name, string? into, string? asked, string? format, bool converts, int room)
    {
        var rules = Rules(Inventory(), name, new VolumeCopy("copy", into is null ? null : Find(into).Uuid, asked));

        Assert.Empty(rules.Mistakes());
        Assert.Equal((format, converts, (long)room << 20), (rules.Format, rules.Converts, rules.Room));
    }

    [Theory]
    [InlineData("ceph", null, "copy", "pool", "libvirt can't write into volumes of this kind of pool.")]
    [InlineData("san", null, "copy", "pool", "Volumes of this kind of pool are made in the storage system.")]
    [InlineData("disk", null, "copy", "pool", "Volumes of this pool are partitions, which the disk names: make a new one there.")]
    [InlineData("off", null, "copy", "pool", "The pool off is not active: start it first.")]
    [InlineData("nowhere", null, "copy", "pool", "The UUID of a pool of the same host.")]
    [InlineData("group", "qcow2", "copy", "format", "Volumes of such a pool are raw.")]
    [InlineData("other", "<script>", "copy", "format", "One of qcow2, raw, vmdk, vdi, vpc, qed, qcow.")]
    [InlineData("images", null, "../copy", "name", "The sign 3 is a /: any letters and signs but that.")]
    [InlineData("images", null, "top.qcow2", "name", "There is a volume top.qcow2 in the pool images already.")]
    public void WrongArgument_IsNamed(string into, string? format, string name, string field, string says)
    {
        var mistakes = Rules(Inventory(), "base.qcow2", new VolumeCopy(name, into is "nowhere" ? Guid.NewGuid() : Find(into).Uuid, format)).Mistakes();

        Assert.Equal(says, Assert.Single(mistakes[field]));
    }

    [Theory]
    [InlineData("safe.img", "other", null, "secret", null)]
    [InlineData("safe.img", "other", null, null, "passphrase: The passphrase of safe.img: libvirt keeps it for the copy, too.")]
    [InlineData("safe.img", "other", null, "", "passphrase: The passphrase of safe.img: libvirt keeps it for the copy, too.")]
    [InlineData("safe.img", "other", "qcow2", "secret", "format: An encrypted volume is copied in its format, and into another pool only if it rests on no image.")]
    [InlineData("safe.img", "group", null, "secret", "pool: The pool has no directory, by which libvirt would find the passphrase.")]
    [InlineData("raw.img", "other", null, "secret", "passphrase: raw.img is not encrypted.")]
    public void EncryptedVolume_IsCopiedAsItIs_WithItsPassphrase(string name, string into, string? format, string? passphrase, string? says)
    {
        var safe = new StorageVolume("safe.img", "/srv/images/safe.img", "raw", 10 << 20, 1 << 20) { Encrypted = true };

        var mistakes = Rules(Inventory(safe), name, new VolumeCopy("copy", Find(into).Uuid, format, passphrase)).Mistakes();

        Assert.Equal(says, mistakes.Count is 0 ? null : string.Join("; ", mistakes.Select(mistake => $"{mistake.Key}: {string.Join(' ', mistake.Value)}")));
    }

    [Theory]
    [InlineData("ceph", null)]
    [InlineData("images", "libvirt can copy volumes of ceph only within it.")]
    public void VolumeInCeph_IsCopiedThereByLibvirt(string into, string? says)
    {
        var inventory = Inventory();
        var rules = new CopyRules(inventory, new PoolVolume(Ceph, Raw), new VolumeCopy("copy", Find(into).Uuid));

        Assert.Equal((says is null, says), (rules.ByLibvirt, rules.Mistakes().GetValueOrDefault("pool")?.Single()));
    }

    /// <summary>libvirt tells a format by the bytes, which a guest writes: qemu-img would open what they name.</summary>
    [Fact]
    public void ImageThatNamesAFileOfTheHost_IsNotConverted()
    {
        var evil = new StorageVolume("evil.img", "/srv/images/evil.img", "qcow2", 10 << 20, 1 << 20) { BackingPath = "/etc/shadow" };
        var mistakes = Rules(Inventory(evil), "evil.img", new VolumeCopy("copy", null, "raw")).Mistakes();
        Assert.Equal("It rests on /etc/shadow, which lies in no pool that WebConsole knows.", Assert.Single(mistakes["format"]));

        // As its machine has it, it is bytes: a copy of these names nothing.
        var machine = TestMachines.Named("web", host: "local") with { Xml = "<domain><devices><disk type='file'><driver name='qemu' type='raw'/><source file='/srv/images/base.qcow2'/></disk></devices></domain>" };
        mistakes = Rules(Inventory() with { Machines = ImmutableDictionary<WebConsole.Hypervisor.MachineId, Machine>.Empty.Add(machine.Id, machine) }, "base.qcow2", new VolumeCopy("copy", null, "raw")).Mistakes();
        Assert.Equal("web uses it as raw: only that can be its format.", Assert.Single(mistakes["format"]));
    }

    /// <summary>A machine that only reads it tears nothing.</summary>
    [Theory]
    [InlineData("top.qcow2", "<backingStore type='file'><source file='/srv/images/base.qcow2'/><backingStore/></backingStore>", null)]
    [InlineData("base.qcow2", "", "base.qcow2 is a disk of web: while it is written to, a copy would be torn. Stop the machine first.")]
    public void ImageOfARunningMachine_IsCopied_UnlessItWritesToIt(string disk, string below, string? says)
    {
        var machine = TestMachines.Named("web", host: "local") with { Xml = $"<domain><devices><disk type='file'><source file='/srv/images/{disk}'/>{below}</disk></devices></domain>" };

        Assert.Equal(says, Rules(Inventory() with { Machines = ImmutableDictionary<WebConsole.Hypervisor.MachineId, Machine>.Empty.Add(machine.Id, machine) }, "base.qcow2", new VolumeCopy("copy")).WhyNow());
    }

    [Fact]
    public void OtherFilesOfAnImage_AreFoundInItsHead()
    {
        var head = new byte[104];
        new byte[] { 0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3 }.CopyTo(head, 0);
        Assert.Null(ImageFormats.OtherFiles(head, "qcow2"));
        head[79] = 4;
        Assert.Equal("It keeps its data in another file of this host.", ImageFormats.OtherFiles(head, "qcow2"));
        Assert.Null(ImageFormats.OtherFiles(head, "raw"));
    }

    /// <summary>Without a capacity QEMU takes the data from the files that the description names; and it looks for a parent.</summary>
    [Theory]
    [InlineData("KDMV\u0001\0\0\0\u0003\0\0\0\0\u0020\0\0\0\0\0\0 createType=\"monolithicSparse\"", true)]
    [InlineData("KDMV\u0001\0\0\0\u0003\0\0\0\0\u0020\0\0\0\0\0\0 parentFileNameHint=\"/etc/shadow\"", false)]
    [InlineData("KDMV\u0001\0\0\0\u0003\0\0\0\0\0\0\0\0\0\0\0 RW 63 FLAT \"/etc/shadow\" 0", false)]
    [InlineData("KDMV", false)]
    [InlineData("COWD\u0001\0\0\0\u0003\0\0\0\0\u0020\0\0\0\0\0\0", false)]
    [InlineData("# Disk DescriptorFile\nRW 63 FLAT \"/etc/shadow\" 0", false)]
    [InlineData("createType=\"monolithicFlat\"\nRW 63 FLAT \"/etc/shadow\" 0", false)]
    public void VmdkImage_IsOpenedOnlyWhereItNamesNothing(string head, bool opened) =>
        Assert.Equal(opened ? null : "Its description may name other files of this host.", ImageFormats.OtherFiles(Encoding.Latin1.GetBytes(head), "vmdk"));

    /// <summary>QEMU tells the description of a VMDK image by its version; before that it skips comments and blank lines.</summary>
    [Theory]
    [InlineData("# Disk DescriptorFile\n", true)]
    [InlineData("version=1\nRW 63 FLAT \"/etc/shadow\" 0", true)]
    [InlineData("#\r\n  \r\n# any\nversion=3\r\n", true)]
    [InlineData("version=4\n", false)]
    [InlineData("#!/bin/sh\necho version=1\nversion=1\n", false)]
    [InlineData("# version=1", false)]
    public void TextOfAVmdkImage_IsNotTakenForBytes(string head, bool refused) =>
        Assert.Equal(refused ? "It is a VMDK image. Convert it first: qemu-img convert -O qcow2" : null, ImageFormats.Mistake(Encoding.Latin1.GetBytes(head), "raw"));

    private static CopyRules Rules(InventorySnapshot inventory, string name, VolumeCopy asked) => new(inventory, new PoolVolume(Images, inventory.Volumes[(Images.Host, Images.Uuid)].Find(name)!), asked);

    private static StoragePool Find(string name) => new[] { Images, Other, Group, Ceph, San, Whole, Off }.Single(pool => pool.Name == name);

    private static InventorySnapshot Inventory(params StorageVolume[] more) => InventorySnapshot.Empty with
    {
        Hosts = [TestMachines.Host("local")],
        StoragePools = new[] { Images, Other, Group, Ceph, San, Whole, Off }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Images.Host, Images.Uuid), new PoolVolumes([Base, Top, Raw, .. more])),
    };

    private static StoragePool Pool(string name, string type) => new("local", Guid.NewGuid(), name, "running", true, true, 1 << 30, 0, 1 << 30, $"<pool type='{type}'><name>{name}</name><target><path>/srv/{name}</path></target></pool>");
}
