using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WebConsole.Features.Storage.Commands;
using WebConsole.Features.Storage.Downloads;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Storage.TestStorage;

namespace WebConsole.Tests.Storage;

/// <summary>What is refused before a task begins: invalid fields, and rights.</summary>
public sealed class StorageCommandsTests
{
    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("dir", "", "/srv/a", "name", "A name is needed.")]
    [InlineData("dir", "a/b", "/srv/a", "name", "The sign 2 is a /: any letters and signs but that.")]
    [InlineData("dir", "a\nb", "/srv/a", "name", "The sign 2 can't be seen (U+000A): only letters and signs that can.")]
    [InlineData("dir", "images", "/srv/a", "name", "There is a pool images on local already.")]
    [InlineData("dir", "new", "srv/a", "path", "A path from the root, such as /srv/images.")]
    [InlineData("dir", "new", null, "path", "Directory is needed.")]
    [InlineData("dir", "new", "/", "path", "A directory below the root, such as /srv/images.")]
    [InlineData("dir", "new", "/srv/../etc", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "//srv/images", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "/srv/images/.", "path", "The path itself, without //, . or ..")]
    [InlineData("dir", "new", "/etc/pools", "path", "This directory belongs to the system. Choose one that is for disks only.")]
    [InlineData("dir", "new", "/var/lib/webconsole/sessions", "path", "This directory belongs to the system. Choose one that is for disks only.")]
    [InlineData("dir", "new", "/srv/images/", "path", "The pool images has that directory already.")]
    [InlineData("tape", "new", "/srv/a", "type", "One of dir, netfs, logical, fs, disk, iscsi, iscsi-direct, rbd, gluster, zfs, scsi, mpath, vstorage.")]
    public async Task NewPool_NamesTheWrongField(string type, string name, string? path, string field, string says)
    {
        var result = await StartAsync(TestActions.Registry.Find(ObjectKind.Host, CreatePool.Word)!.Create(TestMachines.Host("local"), TestMachines.Host("local"), new NewPool(type, name, path)));

        Assert.Equal(RefusalReason.Invalid, result.Reason);
        Assert.Equal([says], result.Errors[field]);
        Assert.Single(result.Errors);
    }

    [Fact]
    [Trait("Attack", "J2")]
    public void VirshLines_AreQuoted() => Assert.Equal(
        """
        virsh -c test:///default pool-define-as --name='a b; rm' --type dir --target='/srv/it'\''s'
        virsh -c test:///default pool-build --pool='a b; rm'
        virsh -c test:///default pool-start --pool='a b; rm'
        """.ReplaceLineEndings("\n"),
        TestActions.Registry.Find(ObjectKind.Host, CreatePool.Word)!.Create(TestMachines.Host("local"), TestMachines.Host("local"), new NewPool("dir", "a b; rm", "/srv/it's", Autostart: false)).VirshLine);

    [Theory]
    [InlineData(null, null, "A size in bytes greater than zero.")]
    [InlineData(0L, null, "A size in bytes greater than zero.")]
    [InlineData(-1L, true, "A size in bytes greater than zero.")]
    [InlineData(long.MinValue, true, "A size in bytes greater than zero.")]
    [InlineData((1L << 60) + 1, null, "At most 1 EiB.")]
    [InlineData(long.MaxValue, null, "At most 1 EiB.")]
    [InlineData(1000L, null, "The new size is smaller, so the data at the end would be lost. Set shrink to allow it.")]
    [InlineData(1000L, false, "The new size is smaller, so the data at the end would be lost. Set shrink to allow it.")]
    public async Task Resize_NamesTheWrongSize(long? capacity, bool? shrink, string says)
    {
        var result = await StartAsync(Resize(new NewSize(capacity, shrink)));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, Assert.Single(result.Errors["capacity"])));
    }

    /// <summary>libvirt's own words, "can't shrink capacity below existing allocation", say nothing of what to do.</summary>
    [Theory]
    [InlineData("raw", 1000)]
    [InlineData("qcow2", (1 << 20) + 1)]
    public async Task LessThanAVolumeTakes_IsRefused(string format, long capacity)
    {
        var full = new PoolVolume(Pool, Disk with { Format = format, AllocationBytes = (1 << 20) + 4096 });

        var result = await StartAsync(ResizeVolume.AsAction.Create(full, TestMachines.Host("local"), new NewSize(capacity, Shrink: true)));

        Assert.Equal("It takes 1.0 MiB already, and libvirt makes no volume smaller than what it takes. Copy its data into a new, smaller one.", Assert.Single(result.Errors["capacity"]));
    }

    [Fact]
    [Trait("Attack", "J2")]
    public async Task MoreThanThePoolHasLeft_IsRefused()
    {
        var device = Disk with { Format = "block" };
        var grown = await StartAsync(ResizeVolume.AsAction.Create(new PoolVolume(Pool, device), TestMachines.Host("local"), new NewSize(200 << 20)));
        Assert.Equal("The pool has 90 MiB left.", Assert.Single(grown.Errors["capacity"]));

        foreach (var large in new[] { device with { CapacityBytes = 91 << 20 }, Disk with { AllocationBytes = 91 << 20 } })
            Assert.Equal("The copy takes 91 MiB, and the pool images has 90 MiB left, as of its last refresh.",
                (await StartAsync(CopyVolume.AsAction.Create(new PoolVolume(Pool, large), TestMachines.Host("local"), new VolumeCopy("b")))).Refusal);
    }

    [Theory]
    [InlineData("", "A name is needed.")]
    [InlineData("a/b", "The sign 2 is a /: any letters and signs but that.")]
    [InlineData("b ", "No space at its ends.")]
    [InlineData("-b", "It must not begin with a hyphen: programs take it for an option.")]
    [InlineData("web.img", "There is a volume web.img in the pool images already.")]
    public async Task Copy_NamesTheWrongName(string name, string says)
    {
        var result = await StartAsync(CopyVolume.AsAction.Create(new PoolVolume(Pool, Disk), TestMachines.Host("local"), new VolumeCopy(name)));

        Assert.Equal((RefusalReason.Invalid, says), (result.Reason, Assert.Single(result.Errors["name"])));
    }

    [Theory]
    [InlineData("clone", "vol-create secret-define secret-set-value --quiet")]
    [InlineData("move", "vol-create secret-define secret-set-value --quiet vol-delete")]
    public void PassphraseOfACopy_IsNotSaid(string action, string commands)
    {
        var safe = new PoolVolume(Pool, Disk with { Encrypted = true });
        object asked = action is "clone" ? new VolumeCopy("b", Passphrase: "k0nfidential") : new VolumeMove(Guid.NewGuid(), "k0nfidential");

        var operation = TestActions.Registry.Find(ObjectKind.Volume, action)!.Create(safe, TestMachines.Host("local"), asked);

        Assert.Equal(["k0nfidential"], operation.Secrets);
        Assert.Contains(("encrypted", "true"), operation.Parameters);
        Assert.Equal(commands, string.Join(' ', operation.VirshLine.Split('\n').Select(line => line.Split(' ')[3])));
        Assert.DoesNotContain("k0nfidential", $"{asked}{operation}{operation.VirshLine}{string.Join(' ', operation.Parameters)}", StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Storage_IsTheAdministrators(Role role)
    {
        await using var rig = Rig();
        foreach (var action in TestActions.Registry.Of(ObjectKind.Pool))
            Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(action.Create(Pool, TestMachines.Host("local"), action.Arguments is { } arguments ? JsonSerializer.Deserialize("{}", arguments) : null), TestUsers.With(role))).Reason);
        Assert.Equal(RefusalReason.NotAllowed, (await rig.StartAsync(Resize(new NewSize(2 << 20)), TestUsers.With(role))).Reason);
    }

    /// <summary>A seed holds hashes of passwords, or a password.</summary>
    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Operator, "yes", RefusalReason.NotAllowed)]
    [InlineData(Role.Operator, "no", null)]
    [InlineData(Role.Administrator, "yes", null)]
    public async Task SeedOfAMachine_IsReadByWhoeverConfigures(Role role, string written, RefusalReason? refusal)
    {
        await using var rig = Rig();
        var metadata = $"<metadata><wc:machine xmlns:wc='{Libvirt.Xml.DomainXml.WebConsoleNamespace}'><wc:medium pool='{Pool.Uuid:D}' volume='{Disk.Name}' until='booted' delete='{written}'/></wc:machine></metadata>";
        var machine = TestMachines.Named("web") with { Xml = $"<domain>{metadata}</domain>", InactiveXml = $"<domain>{metadata}</domain>" };
        rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });

        var download = DownloadVolume.Of(rig.Inventory.Current, new PoolVolume(Pool, Disk), "test:///default", new DownloadResponse(new DefaultHttpContext(), Disk.Name));

        Assert.Equal(refusal, (await rig.StartAsync(download, TestUsers.With(role))).Reason);
    }
}
