using System.Collections.Immutable;
using WebConsole.Features.Storage.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What is refused before libvirt makes a volume.</summary>
public sealed class NewVolumeTests
{
    private const long Size = 10 << 20;

    private static readonly StoragePool Images = Pool("images", "dir", "<target><path>/srv/images</path></target>");
    private static readonly StoragePool Group = Pool("vg0", "logical", "<source><name>vg0</name></source><target><path>/dev/vg0</path></target>");
    private static readonly StoragePool Ceph = Pool("ceph", "rbd", "<source><name>vms</name></source>");
    private static readonly StoragePool Disk = Pool("disk", "disk", "<source><device path='/dev/sdb'/></source><target><path>/dev</path></target>");

    private static readonly StorageVolume Base = new("base.img", "/srv/images/base.img", "raw", Size, Size);
    private static readonly StorageVolume Probed = new("probed.img", "/srv/images/probed.img", "qcow2", Size, Size);
    private static readonly StorageVolume Loop = new("loop.qcow2", "/srv/images/loop.qcow2", "qcow2", Size, Size) { BackingPath = "/srv/images/end.qcow2" };
    private static readonly StorageVolume OtherEnd = Loop with { Name = "end.qcow2", Path = "/srv/images/end.qcow2", BackingPath = "/srv/images/loop.qcow2" };
    private static readonly StorageVolume Outside = new("outside.qcow2", "/srv/images/outside.qcow2", "qcow2", Size, Size) { BackingPath = "/etc/shadow" };

    private static readonly StorageVolume Above = Outside with { Name = "above.qcow2", Path = "/srv/images/above.qcow2", BackingPath = "/srv/images/lost.qcow2" };

    [Theory]
    [InlineData("", "A name is needed.")]
    [InlineData("../a", "The sign 3 is a /: any letters and signs but that.")]
    [InlineData("-a", "It must not begin with a hyphen: programs take it for an option.")]
    [InlineData("base.img", "There is a volume base.img in the pool already.")]
    [Trait("Attack", "J2")]
    public async Task Name_IsChecked(string name, string says) => await RefusedAsync(Images, new NewVolume(name, Size), "name", says);

    [Theory]
    [InlineData(null, "A size in bytes greater than zero.")]
    [InlineData(0L, "A size in bytes greater than zero.")]
    [InlineData(long.MinValue, "A size in bytes greater than zero.")]
    [InlineData((1L << 60) + 1, "At most 1 EiB.")]
    public async Task Capacity_IsChecked(long? capacity, string says) => await RefusedAsync(Images, new NewVolume("a", capacity), "capacity", says);

    [Fact]
    public async Task Passphrase_IsForImages_AndIsNotSaid()
    {
        const string Only = "Only a raw or qcow2 image can be encrypted.";
        await RefusedAsync(Images, new NewVolume("a", Size, "raw", Passphrase: ""), "passphrase", "At least one letter.");
        await RefusedAsync(Images, new NewVolume("a", Size, "raw", Passphrase: new string('a', 513)), "passphrase", "At most 512 letters.");
        await RefusedAsync(Images, new NewVolume("a", Size, "vmdk", Passphrase: "secret"), "passphrase", Only);
        await RefusedAsync(Group, new NewVolume("a", Size, Passphrase: "secret"), "passphrase", Only);
        await RefusedAsync(Images, new NewVolume("a", Size, Backing: new BackingVolume(Images.Uuid, "base.img"), Passphrase: "secret"), "passphrase", "Not of a volume that rests on another.");
        await AcceptedAsync(Images, new NewVolume("a", Size, "qcow2", Passphrase: "secret"));

        var asked = new NewVolume("a", Size, "raw", Passphrase: "k0nfidential");
        var operation = CreateVolume.AsAction.Create(Images, TestMachines.Host("local"), asked);
        Assert.DoesNotContain("k0nfidential", $"{asked}{operation.VirshLine}{string.Join(' ', operation.Parameters)}", StringComparison.Ordinal);
        Assert.Equal(["k0nfidential"], operation.Secrets);
        Assert.Equal(["secret-define", "secret-set-value", "vol-create"], operation.VirshLine.Split('\n').Select(line => line.Split(' ')[3]));
    }

    [Fact]
    public void EncryptedVolume_IsNoBase()
    {
        var inventory = InventorySnapshot.Empty with
        {
            StoragePools = InventorySnapshot.Empty.StoragePools.Add((Images.Host, Images.Uuid), Images),
            Volumes = InventorySnapshot.Empty.Volumes.Add((Images.Host, Images.Uuid), new PoolVolumes(Base with { Encrypted = true })),
        };
        Assert.StartsWith("It is encrypted", BackingRules.Mistake(inventory, Images.Host, new BackingVolume(Images.Uuid, "base.img")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThanThePoolHas_IsRefusedOnlyIfItIsTakenAtOnce()
    {
        const string TooLarge = "It takes 200 MiB at once, and the pool has 90 MiB left.";
        await RefusedAsync(Images, new NewVolume("a", 200 << 20, "raw", Allocation: 200 << 20), "capacity", TooLarge);
        await RefusedAsync(Group, new NewVolume("a", 200 << 20), "capacity", TooLarge);
        await AcceptedAsync(Images, new NewVolume("a", 200 << 20));
        await AcceptedAsync(Ceph, new NewVolume("a", 200 << 20));
    }

    [Theory]
    [InlineData("tape", null, null, null, "format", "One of qcow2, raw, vmdk, vdi, vpc, qed, qcow.")]
    [InlineData("raw", null, "metadata", null, "preallocation", "Only a qcow2 image has tables.")]
    [InlineData("qcow2", null, "falloc", null, "preallocation", "One of off, metadata.")]
    [InlineData("qcow2", 4096L, null, null, "allocation", "Zero, or the capacity.")]
    [InlineData("raw", -1L, null, null, "allocation", "Zero or more bytes.")]
    [InlineData("raw", Size + 1, null, null, "allocation", "At most the capacity.")]
    [InlineData("vdi", Size, null, null, "allocation", "Images of this format take their space as they are filled.")]
    [InlineData("raw", null, null, 65536L, "clusterSize", "Only a qcow2 image has clusters.")]
    [InlineData("qcow2", null, null, 65537L, "clusterSize", "A power of two from 512 bytes to 2 MiB.")]
    [InlineData("qcow2", null, null, 4L << 20, "clusterSize", "A power of two from 512 bytes to 2 MiB.")]
    public async Task ImageFile_IsChecked(string format, long? allocation, string? preallocation, long? cluster, string field, string says) =>
        await RefusedAsync(Images, new NewVolume("a", Size, format, allocation, preallocation, cluster), field, says);

    [Fact]
    public async Task KindsWithoutFiles_TakeWhatTheyCan()
    {
        await RefusedAsync(Group, new NewVolume("a", Size, "qcow2"), "format", "Volumes of such a pool are raw.");
        await RefusedAsync(Group, new NewVolume("a", Size, Allocation: 0), "allocation", "Volumes of such a pool take all their space at once.");
        await RefusedAsync(Group, new NewVolume("a b", Size), "name", "Letters, digits, dots, hyphens and underscores; no hyphen or dot at the beginning.");
        await RefusedAsync(Group, new NewVolume("a", Size, Backing: new(Images.Uuid, Base.Name)), "backing", "Only an image file can rest on another volume.");
        await RefusedAsync(Ceph, new NewVolume("a", Size, Allocation: Size), "allocation", "Volumes of such a pool take their space as they are filled.");
    }

    [Fact]
    public async Task PartitionsName_IsTheKernels()
    {
        await RefusedAsync(Disk, new NewVolume("data", Size), "name", "The disk names its partitions: this one is sdb2.");
        await AcceptedAsync(Disk, new NewVolume("sdb2", Size));
    }

    [Theory]
    [InlineData("raw", "base.img", null, "format", "Only a qcow2 image can rest on another volume.")]
    [InlineData("qcow2", "gone.img", null, "backing", "A volume of the same host, by the UUID of its pool and its name.")]
    [InlineData("qcow2", "base.img", "dir", "backing", "Its format can't lie below a qcow2 image.")]
    [InlineData("qcow2", "loop.qcow2", null, "backing", "It rests on /srv/images/loop.qcow2, which rests on itself.")]
    [InlineData("qcow2", "outside.qcow2", null, "backing", "It rests on /etc/shadow, which lies in no pool that WebConsole knows.")]
    [InlineData("qcow2", "above.qcow2", null, "backing", "It rests on /srv/images/lost.qcow2, which is missing in the pool images, as of its last refresh.")]
    // The guest has written a qcow2 header into its raw disk.
    [InlineData("qcow2", "probed.img", null, "backing", "web-01 uses it as raw: only that can be its format.")]
    [Trait("Attack", "F1")]
    public async Task Backing_IsChecked(string format, string below, string? its, string field, string says) =>
        await RefusedAsync(Images, new NewVolume("a", Size, format, Backing: new(Images.Uuid, below, its)), field, says);

    [Fact]
    public async Task VolumeIsAtLeastAsLargeAsTheOneBelow()
    {
        await RefusedAsync(Images, new NewVolume("a", 512, Backing: new(Images.Uuid, Base.Name)), "capacity", "At least 10 MiB, the size of base.img.");
        await RefusedAsync(Images, new NewVolume("a", Size, Allocation: Size, Backing: new(Images.Uuid, Base.Name)), "allocation", "A volume that rests on another takes its space as it is filled.");
        await AcceptedAsync(Images, new NewVolume("a", Backing: new(Images.Uuid, Base.Name)));
    }

    [Fact]
    public async Task ImageThatARunningMachineWrites_IsNotRestedOn()
    {
        await using var rig = Rig();
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(TestMachines.Web.Id, Machine("base.img", "raw") with { IsActive = true, State = MachineState.Running }) });

        var result = await rig.StartAsync(Make(Images, new NewVolume("a", Backing: new(Images.Uuid, Base.Name))), TestUsers.With(Role.Administrator));

        Assert.Equal((RefusalReason.Conflict, "web-01 runs and writes to base.img: what rests on that would be torn. Stop the machine first."), (result.Reason, result.Refusal));
    }

    [Theory]
    [InlineData("iscsi", false)]
    [InlineData("mpath", false)]
    [InlineData("gluster", false)]
    [InlineData("dir", true)]
    [InlineData("zfs", true)]
    public void Action_IsOfferedWhereLibvirtMakesVolumes(string type, bool offered)
    {
        Assert.Equal(offered, CreateVolume.AsAction.AppliesTo(Pool("a", type, "")));
        Assert.False(CreateVolume.AsAction.AppliesTo(Pool("a", type, "") with { State = "inactive" }));
    }

    /// <summary>A blank that is not shown as one changes the kind of quotes, in which an apostrophe is written in another way.</summary>
    [Fact, Trait("Attack", "J1")]
    public async Task VirshLine_RunsNothingOfAName()
    {
        const string Name = "a\u00a0/PATH/OF/THE/VOLUME/BELOW'$(touch pwn)'";
        var line = Make(Images, new NewVolume(Name, Size, Backing: new(Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55"), "it's\u00a0$(touch pwn)", "raw'$(touch pwn)"))).VirshLine;

        var said = await RealGuest.ShellAsync($"cd $(mktemp -d) && bash << 'SCRIPT'\nvirsh() {{ [ \"$3\" = vol-path ] && echo /path || cat; }}; {line}; ls\nSCRIPT");

        Assert.Contains("touch pwn)'", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\npwn", said, StringComparison.Ordinal);
    }

    [Fact]
    public void VirshLine_AsksForThePathBelow() => Assert.Equal(
        """virsh -c test:///default vol-create --pool 5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55 /dev/stdin <<< '<volume><name>a b</name><capacity unit="b">10485760</capacity><target><format type="qcow2" /><compat>1.1</compat></target><allocation unit="b">0</allocation><backingStore><path>'"$(virsh -c test:///default vol-path --vol=base.img --pool 5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55)"'</path><format type="raw" /></backingStore></volume>'""",
        Make(Images with { Uuid = Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55") }, new NewVolume("a b", Size, Backing: new(Guid.Parse("5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55"), "base.img", "raw"))).VirshLine);

    private static StoragePool Pool(string name, string type, string parts) =>
        new("local", Guid.NewGuid(), name, "running", true, true, 100 << 20, 10 << 20, 90 << 20, $"<pool type='{type}'><name>{name}</name>{parts}</pool>");

    private static Machine Machine(string file, string format) => TestMachines.Web with
    {
        Xml = $"<domain><devices><disk type='file'><driver type='{format}'/><source file='/srv/images/{file}'/><target dev='vda'/></disk></devices></domain>",
    };

    private static Operation Make(StoragePool pool, NewVolume asked) => CreateVolume.AsAction.Create(pool, TestMachines.Host("local"), asked);

    private static async Task RefusedAsync(StoragePool pool, NewVolume asked, string field, string says)
    {
        await using var rig = Rig();
        var result = await rig.StartAsync(Make(pool, asked), TestUsers.With(Role.Administrator));
        Assert.Equal((RefusalReason.Invalid, $"{field}: {says}"), (result.Reason, string.Join("; ", result.Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"))));
    }

    private static async Task AcceptedAsync(StoragePool pool, NewVolume asked)
    {
        await using var rig = Rig();
        Assert.NotNull((await rig.StartAsync(Make(pool, asked), TestUsers.With(Role.Administrator))).TaskId);
    }

    private static OperationsRig Rig()
    {
        var rig = new OperationsRig();
        StoragePool[] pools = [Images, Group, Ceph, Disk];
        rig.Inventory.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.SetItem(TestMachines.Web.Id, Machine("probed.img", "raw") with { IsActive = false, State = MachineState.ShutOff }),
            StoragePools = snapshot.StoragePools.AddRange(pools.Select(pool => KeyValuePair.Create((pool.Host, pool.Uuid), pool))),
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images.Uuid), new PoolVolumes(Base, Probed, Outside, Above, Loop, OtherEnd)).Add(("local", Disk.Uuid), new PoolVolumes(Base with { Name = "sdb1", Path = "/dev/sdb1" })),
        });
        return rig;
    }
}
