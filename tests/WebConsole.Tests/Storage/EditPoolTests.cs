using Libvirt.Xml;
using WebConsole.Features.Storage.Commands;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What is changed of a pool's definition, what is refused, and what is built.</summary>
public sealed class EditPoolTests
{
    private const string Uuid = "5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a55";

    private const string Share = $"""
        <pool type='netfs'><name>nas</name><uuid>{Uuid}</uuid>
          <source><host name='nas.example.org'/><dir path='/export'/><format type='nfs'/><protocol ver='4'/></source>
          <target><path>/srv/nas</path><permissions><mode>0755</mode></permissions></target></pool>
        """;

    private const string Ceph = $"<pool type='rbd'><name>ceph</name><uuid>{Uuid}</uuid><source><host name='mon1' port='6789'/><host name='2001:db8::7'/><name>machines</name><auth type='ceph' username='admin'><secret uuid='5b1d6d5e-5b2c-4f5e-9d0e-2f6b0a1d9a56'/></auth></source></pool>";

    private const string Group = $"<pool type='logical'><name>vg</name><uuid>{Uuid}</uuid><source><name>vg0</name><format type='lvm2'/></source><target><path>/dev/vg0</path></target></pool>";

    [Theory]
    [InlineData(Share)]
    [InlineData(Ceph)]
    [InlineData(Group)]
    public void ChangeToWhatStands_ChangesNothing(string definition)
    {
        var pool = StoragePoolXml.Parse(definition);
        var stands = PoolParts.Of(pool);

        EditPool.Apply(new PoolChanges(stands.Path, stands.SourceHost, stands.SourceDir, stands.SourceDevices, stands.SourceName, stands.Format, stands.Adapter, stands.Initiator), pool);

        Assert.Equal(StoragePoolXml.Parse(definition).ToXml(), pool.ToXml());
    }

    /// <summary>What WebConsole has no field for stays, as the protocol's version.</summary>
    [Fact]
    public void Share_MovesToAnotherServer()
    {
        var pool = StoragePoolXml.Parse(Share);

        EditPool.Apply(new PoolChanges(SourceHost: "[2001:db8::9]:2049", SourceDir: "/images"), pool);

        Assert.Equal(("[2001:db8::9]:2049", "/images", "/srv/nas", "0755"), (PoolParts.Of(pool).SourceHost, pool.SourceDirectory, pool.TargetPath, pool.TargetMode));
        Assert.Contains("<protocol ver=\"4\"", pool.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Group_IsFoundInTheDirectoryWithItsName()
    {
        var pool = StoragePoolXml.Parse(Group);

        EditPool.Apply(new PoolChanges(SourceName: "vg1"), pool);

        Assert.Equal(("vg1", "/dev/vg1", "lvm2"), (pool.SourceName, pool.TargetPath, pool.SourceFormat));
    }

    /// <summary>A secret that somebody made by virsh may serve other pools too.</summary>
    [Theory]
    [InlineData(null, null, "admin", null)]
    [InlineData("web", null, "web", null)]
    [InlineData(null, "c2VjcmV0", "admin", $"pool-{Uuid}")]
    [InlineData("", null, null, null)]
    public void SignIn_IsChanged(string? user, string? secret, string? signsIn, string? usage)
    {
        var pool = StoragePoolXml.Parse(Ceph);

        EditPool.Apply(new PoolChanges(User: user, Secret: secret), pool);

        Assert.Equal((signsIn, usage, signsIn is not null && usage is null), (pool.AuthUser, pool.AuthSecretUsage, pool.AuthSecretUuid is not null));
        Assert.DoesNotContain("c2VjcmV0", pool.ToXml(), StringComparison.Ordinal);
        Assert.Equal(signsIn is not null, pool.ToXml().Contains("<auth", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData(Share, "sourceHost", "-o exec", "A name or an address, with a port if it is not the usual one: nas.example.org or [2001:db8::7]:3260.")]
    [InlineData(Share, "sourceHost", "", "Server is needed.")]
    [InlineData(Share, "path", "/etc/pool", "This directory belongs to the system. Choose one that is for disks only.")]
    [InlineData(Share, "path", "/srv/images", "The pool images has that directory already.")]
    [InlineData(Share, "adapter", "scsi_host5", "A pool of the type netfs has none.")]
    [InlineData(Ceph, "secret", "no base64!", "The key as Ceph prints it, in Base64.")]
    [InlineData(Group, "sourceName", "a/b", "Letters, digits, dots, hyphens and underscores; no hyphen or dot at the beginning.")]
    public async Task Mistake_StandsAtItsField(string definition, string field, string value, string says)
    {
        var changes = new PoolChanges(Path: Of("path"), SourceHost: Of("sourceHost"), SourceName: Of("sourceName"), Adapter: Of("adapter"), User: Of("user"), Secret: Of("secret"));

        var result = await StartAsync("edit", definition, changes);

        Assert.Equal(RefusalReason.Invalid, result.Reason);
        Assert.Equal([says], result.Errors[field]);
        Assert.Single(result.Errors);

        string? Of(string name) => name == field ? value : null;
    }

    /// <summary>No user alone means no sign-in; a secret belongs to a user.</summary>
    [Fact]
    public async Task SecretOfNobody_IsRefused()
    {
        var result = await StartAsync("edit", Ceph, new PoolChanges(User: "", Secret: "c2VjcmV0"));

        Assert.Equal(["A user is needed."], result.Errors["user"]);
        Assert.Null((await StartAsync("edit", Ceph, new PoolChanges(User: ""))).Refusal);
    }

    /// <summary>A pool made by virsh may be what WebConsole would not make: that is no mistake of who changes something else.</summary>
    [Fact]
    public async Task PartThatIsNotChanged_IsNoMistake() =>
        Assert.Null((await StartAsync("edit", Share.Replace("/srv/nas", "/srv//nas", StringComparison.Ordinal), new PoolChanges(SourceDir: "/images"))).Refusal);

    [Theory]
    [InlineData("<pool type='dir'><name>nas</name><target><path>/srv/nas</path></target></pool>", "/dev/sdb", "A pool of the type dir formats nothing.")]
    [InlineData("<pool type='fs'><name>nas</name><source><device path='/dev/sdb'/><format type='ext4'/></source><target><path>/srv/nas</path></target></pool>", "/dev/sdc", "The same devices as the pool's: their data would be lost.")]
    [InlineData("<pool type='fs'><name>nas</name><source><device path='/dev/sdb'/><format type='auto'/></source><target><path>/srv/nas</path></target></pool>", "/dev/sdb", "The device is formatted: give the pool a file system first.")]
    public async Task Build_ErasesNothingButWhatIsNamed(string definition, string erase, string says) =>
        Assert.Equal([says], (await StartAsync("build", definition, new PoolBuilding([erase]))).Errors["erase"]);

    [Theory]
    [InlineData("dir", null, "")]
    [InlineData("logical", null, " --no-overwrite")]
    [InlineData("logical", "/dev/sdb", " --overwrite")]
    [InlineData("fs", null, "")]
    public void Build_SaysToVirshWhetherItErases(string type, string? erase, string option)
    {
        var operation = TestActions.Registry.Find(ObjectKind.Pool, "build")!.Create(Pool($"<pool type='{type}'/>"), TestMachines.Host("local"), new PoolBuilding(erase is null ? null : [erase]));

        Assert.Equal($"virsh -c test:///default pool-build nas{option}", operation.VirshLine);
    }

    [Fact]
    public void ChangesThatWait_AreThoseOfTheSource()
    {
        var now = Share.Replace("<pool type='netfs'>", "<pool type='netfs'><capacity>7</capacity>", StringComparison.Ordinal).Replace("0755", "0700", StringComparison.Ordinal);
        var next = Share.Replace("nas.example.org", "new.example.org", StringComparison.Ordinal).Replace("/srv/nas", "/srv/new", StringComparison.Ordinal);

        Assert.Equal(["source/host@name", "target/path"], PendingDefinition.Of(Pool(now) with { InactiveXml = next }, operates: true).Select(change => change.Path).Order());
        Assert.Empty(PendingDefinition.Of(Pool(now) with { InactiveXml = Share }, operates: true));
    }

    private static async Task<OperationResult> StartAsync(string action, string definition, object arguments)
    {
        await using var rig = new OperationsRig();
        var (pool, images) = (Pool(definition), Pool("<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>") with { Uuid = Guid.NewGuid(), Name = "images" });
        rig.Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Add((pool.Host, pool.Uuid), pool).Add((images.Host, images.Uuid), images) });
        return await rig.StartAsync(TestActions.Registry.Find(ObjectKind.Pool, action)!.Create(pool, TestMachines.Host("local"), arguments), TestUsers.With(Role.Administrator));
    }

    private static StoragePool Pool(string definition) => new("local", Guid.Parse(Uuid), "nas", "inactive", true, true, 0, 0, 0, definition);
}
