using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

[Trait("Attack", "V2")]
public sealed class MediaRulesTests
{
    private static readonly Guid Images = Guid.NewGuid();

    private static readonly DiskXml Drive = (DiskXml)DeviceXml.Lay(SafeXml.Parse("<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>").Root!);

    private readonly Machine _web = TestMachines.Named("web") with
    {
        IsActive = false,
        Xml = "",
        InactiveXml = $"""
            <domain><name>web</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:medium pool='{Images:D}' volume='web-seed.iso' until='booted' delete='yes'/></wc:machine></metadata></domain>
            """,
    };

    private readonly Machine _other = TestMachines.Named("other") with { Id = new MachineId("local", Guid.NewGuid()) };

    [Fact]
    public void SeedOfAnotherMachine_IsNeitherOfferedNorTaken()
    {
        Assert.Equal(["debian.iso"], MediaRules.For(Inventory(), _other, Drive).Select(volume => volume.Name));
        Assert.Contains("another machine", MediaRules.Mistake(Inventory(), _other, Drive, Images, "web-seed.iso"), StringComparison.Ordinal);
        Assert.Null(MediaRules.Mistake(Inventory(), _other, Drive, Images, "debian.iso"));
    }

    [Fact]
    public void SeedOfTheMachineItself_GoesInAgain() => Assert.Null(MediaRules.Mistake(Inventory(), _web, Drive, Images, "web-seed.iso"));

    private InventorySnapshot Inventory()
    {
        var pool = new StoragePool("local", Images, "images", "running", true, true, 1, 1, 1, "<pool type='dir'><name>images</name><target><path>/srv/images</path></target></pool>");
        return InventorySnapshot.Empty with
        {
            StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Images), pool),
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Images), new PoolVolumes([new StorageVolume("web-seed.iso", "/srv/images/web-seed.iso", "iso", 1, 1), new StorageVolume("debian.iso", "/srv/images/debian.iso", "iso", 1, 1)])),
            Machines = ImmutableDictionary<MachineId, Machine>.Empty.Add(_web.Id, _web).Add(_other.Id, _other),
        };
    }
}
