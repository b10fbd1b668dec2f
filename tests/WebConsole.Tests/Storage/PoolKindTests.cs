using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Storage.Commands;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;
using Pool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Tests.Storage;

/// <summary>The kinds of pools: libvirt understands what is written, and programs behind it get no options from users.</summary>
public sealed class PoolKindTests
{
    public static TheoryData<string> Kinds => [.. PoolKinds.All.Select(kind => kind.Type)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ExampleOfEachKind_IsUnderstoodByLibvirt(string type)
    {
        var create = Create(Example(type));
        Assert.Empty(create.Mistakes(InventorySnapshot.Empty));
        using var libvirt = LibvirtConnection.Open("test:///default");

        using var defined = libvirt.DefineStoragePool(create.Definition().ToXml(), StoragePoolDefineFlags.Validate);

        var read = StoragePoolXml.Parse(defined.GetXml());
        Assert.Equal(create.Kind!.Source(create.Asked, PoolSecret.NameOf(create.Uuid)), Source(read, create.Asked));
        defined.Undefine();
    }

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("logical", "sourceName", "--config=devices")]
    [InlineData("logical", "sourceName", "vg0 vg1")]
    [InlineData("logical", "sourceName", "../vg0")]
    [InlineData("logical", "sourceDevices", "/dev/../etc/shadow")]
    [InlineData("logical", "sourceDevices", "/etc/shadow")]
    [InlineData("logical", "sourceDevices", "-f")]
    [InlineData("fs", "sourceDevices", "/dev/sdb1\n/dev/sdc1")]
    [InlineData("fs", "sourceDevices", "UUID=1")]
    [InlineData("fs", "format", "ext4,exec")]
    [InlineData("fs", "path", "/etc/x")]
    [InlineData("netfs", "sourceHost", "-oProxyCommand=x")]
    [InlineData("netfs", "sourceHost", "nas example")]
    [InlineData("netfs", "sourceHost", "nas:99999")]
    [InlineData("netfs", "sourceHost", "nas;reboot")]
    [InlineData("netfs", "sourceHost", "[::1")]
    [InlineData("netfs", "sourceDir", "-o exec")]
    [InlineData("netfs", "sourceDir", "/a/../b")]
    [InlineData("netfs", "sourceDir", "/a,exec")]
    [InlineData("iscsi", "sourceDevices", "disks")]
    [InlineData("iscsi", "sourceDevices", "iqn.2026-01.org.example:a b")]
    [InlineData("iscsi", "initiator", "host")]
    [InlineData("rbd", "sourceHost", "mon1 ; mon2")]
    [InlineData("scsi", "adapter", "../../host5")]
    [InlineData("zfs", "sourceName", "tank//a")]
    [InlineData("dir", "sourceHost", "nas.example.org")]
    public void WrongArgument_IsNamed(string type, string argument, string value)
    {
        var mistakes = Create(With(Example(type), argument, value)).Mistakes(InventorySnapshot.Empty);

        Assert.Equal([argument], mistakes.Keys);
    }

    [Theory]
    [InlineData("netfs")]
    [InlineData("disk")]
    [InlineData("fs")]
    public void Format_CanBeLeftToLibvirt(string type) => Assert.Empty(Create(Example(type) with { Format = null }).Mistakes(InventorySnapshot.Empty));

    /// <summary>As when a pool that was made long ago is started on a host from which the program has gone.</summary>
    [Theory]
    [InlineData("logical", "internal error: Child process (/sbin/vgchange -aly vg0) unexpected exit status 127: libvirt: error : cannot execute binary /sbin/vgchange: No such file or directory", "lvm2")]
    [InlineData("netfs", "internal error: Child process (/usr/bin/mount -o nodev,nosuid,noexec nas:/a /srv/a) unexpected exit status 32: mount: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.", "nfs-common")]
    [InlineData("netfs", "internal error: mount.nfs: access denied by server", null)]
    [InlineData("dir", "cannot open directory '/srv/a': No such file or directory", "have Build make it anew")]
    [InlineData("zfs", "internal error: missing backend for pool type 12 (zfs)", "libvirt-daemon-driver-storage-zfs")]
    [InlineData("iscsi", "internal error: Child process (/usr/bin/iscsiadm --mode node) unexpected exit status 24: iscsiadm: initiator reported error (24 - iSCSI login failed due to authorization failure)", "the user or the password")]
    [InlineData("rbd", "failed to connect to the RADOS monitor on: 127.0.0.1,: No such file or directory", "whether the user and the key are right")]
    public void WhatIsMissingOrWrong_IsNamed(string type, string error, string? package)
    {
        var pool = new Pool("local", Guid.NewGuid(), "a", "inactive", true, true, 0, 0, 0, $"<pool type='{type}'><name>a</name></pool>");
        var start = StartPool.AsAction.Create(pool, TestMachines.Host("local"));

        var advice = start.AdviceFor(new LibvirtException(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Storage, error),
            InventorySnapshot.Empty with { StoragePools = InventorySnapshot.Empty.StoragePools.Add((pool.Host, pool.Uuid), pool) });

        Assert.Equal(package is not null, advice?.Contains(package ?? "", StringComparison.Ordinal) ?? false);
    }

    /// <summary>As the drivers of libvirt 9.0 have it.</summary>
    [Theory]
    [InlineData("dir", "")]
    [InlineData("netfs", "")]
    [InlineData("logical", "resize")]
    [InlineData("disk", "resize")]
    [InlineData("zfs", "resize wipe")]
    [InlineData("rbd", "read")]
    [InlineData("gluster", "make resize read wipe")]
    [InlineData("iscsi", "make delete resize")]
    [InlineData("iscsi-direct", "make delete resize read")]
    [InlineData("mpath", "make delete resize")]
    public void WhatLibvirtCannotDoWithVolumes_IsKnown(string type, string limits)
    {
        var pool = new Pool("local", Guid.NewGuid(), "a", "running", true, true, 0, 0, 0, $"<pool type='{type}'><name>a</name></pool>");

        Assert.Equal(limits, string.Join(' ', new[]
        {
            ("make", PoolLimits.OfMaking(pool)), ("delete", PoolLimits.OfDeleting(pool)), ("resize", PoolLimits.OfResizing(pool)), ("read", PoolLimits.OfReading(pool)), ("wipe", PoolLimits.OfWiping(pool)),
        }.Where(limit => limit.Item2 is not null).Select(limit => limit.Item1)));
    }

    [Theory]
    [InlineData("iscsi", "anna", null, "secret")]
    [InlineData("iscsi", null, "pass", "user")]
    [InlineData("rbd", "admin", "no base64!", "secret")]
    [InlineData("rbd", "ad min", "QUJD", "user")]
    [InlineData("dir", "anna", null, "user")]
    public void Credentials_AreWholeOrRefused(string type, string? user, string? secret, string field) =>
        Assert.Equal([field], Create(Example(type) with { User = user, Secret = secret }).Mistakes(InventorySnapshot.Empty).Keys);

    [Theory]
    [InlineData("logical", "/dev/sdb", "/dev/sdc")]
    [InlineData("fs", "/dev/sdb1", "/dev/sdb")]
    [InlineData("dir", null, "/dev/sdb")]
    [InlineData("iscsi", "iqn.2026-01.org.example:disks", "iqn.2026-01.org.example:disks")]
    public void OnlyTheDevicesThatAreNamedAgain_AreFormatted(string type, string? devices, string erase) =>
        Assert.Equal(["erase"], Create(Example(type) with { SourceDevices = devices is null ? null : [devices], Erase = [erase] }).Mistakes(InventorySnapshot.Empty).Keys);

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public void DeviceIsFormatted_WithAFileSystemThatIsNamed(string? format) =>
        Assert.Contains("format", Create(Example("fs") with { Format = format, Erase = ["/dev/sdb1"] }).Mistakes(InventorySnapshot.Empty).Keys);

    [Fact]
    [Trait("Attack", "V2")]
    public void Secret_IsInNoWordOfTheTask()
    {
        var create = Create(Example("iscsi") with { User = "anna", Secret = "hunter2hunter2" });

        Assert.Equal(["hunter2hunter2"], create.Secrets);
        foreach (var said in new[] { create.VirshLine, create.Asked.ToString(), create.Definition().ToXml(), string.Join(' ', create.Parameters) })
            Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
        Assert.Contains($"secret-set-value {create.Uuid:D} --interactive", create.VirshLine, StringComparison.Ordinal);
        Assert.Contains("--auth-type=chap --auth-username=anna", create.VirshLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("netfs", "pool-define-as --name=new --type netfs --source-host=nas.example.org --source-path=/export/images --source-format=nfs --target=/srv/images")]
    [InlineData("rbd", "pool-define /dev/stdin <<< '<pool type=\"rbd\">")]
    public void VirshLine_DefinesTheSame(string type, string starts) =>
        Assert.Contains(starts, Create(Example(type)).VirshLine, StringComparison.Ordinal);

    [Theory]
    [InlineData("nas.example.org", "nas.example.org", null)]
    [InlineData("nas:2049", "nas", 2049)]
    [InlineData("192.0.2.7", "192.0.2.7", null)]
    [InlineData("2001:db8::7", "2001:db8::7", null)]
    [InlineData("[2001:db8::7]:3260", "2001:db8::7", 3260)]
    public void Server_IsReadWithItsPort(string text, string name, int? port) => Assert.Equal([(name, port)], PoolPartRules.Hosts(text));

    [Fact]
    [Trait("Attack", "J2")]
    public void FoundSource_ThatCouldBeNoArgument_IsLeftOut()
    {
        Assert.True(StoragePoolSourcesXml.TryParse(
            "<sources><source><host name='nas'/><dir path='/export/a'/><format type='nfs'/></source><source><host name='nas'/><dir path='-o exec'/><format type='nfs'/></source></sources>", out var sources));

        var found = sources.Of("netfs").Select(source => FoundSource.Of(PoolKinds.Of("netfs")!, source)).ToArray();

        Assert.Equal(["/export/a", null], found.Select(one => one?.SourceDir));
        Assert.Equal("nfs", found[0]!.Format);
    }

    private static NewPool Example(string type) =>
        PoolKinds.Of(type)!.Parts.Where(part => !part.Optional || part.Choices.Count > 0).Aggregate(new NewPool(type, "new"), (asked, part) => With(asked, part.Name, part.Example));

    private static NewPool With(NewPool asked, string argument, string value) => argument switch
    {
        "path" => asked with { Path = value },
        "sourceHost" => asked with { SourceHost = value },
        "sourceDir" => asked with { SourceDir = value },
        "sourceDevices" => asked with { SourceDevices = [value] },
        "sourceName" => asked with { SourceName = value },
        "format" => asked with { Format = value },
        "adapter" => asked with { Adapter = value },
        "initiator" => asked with { Initiator = value },
        _ => throw new ArgumentOutOfRangeException(nameof(argument)),
    };

    // libvirt adds the format that it takes by default.
    private static StoragePoolSource Source(StoragePoolXml pool, NewPool asked) => new(pool.Type!)
    {
        Hosts = new SourceHosts(pool.SourceHosts.Select(host => (host.Name!, host.Port))),
        Devices = [.. pool.SourceDevices],
        Directory = asked.SourceDir is null ? null : pool.SourceDirectory,
        Name = asked.SourceName is null ? null : pool.SourceName,
        Format = asked.Format is null ? null : pool.SourceFormat,
        Adapter = pool.SourceAdapter,
        InitiatorIqn = pool.InitiatorIqn,
        AuthType = pool.AuthType,
        AuthUser = pool.AuthUser,
        AuthSecretUsage = pool.AuthSecretUsage,
    };

    private static CreatePool Create(NewPool asked) =>
        (CreatePool)TestActions.Registry.Find(ObjectKind.Host, CreatePool.Word)!.Create(TestMachines.Host("local"), TestMachines.Host("local"), asked);
}
