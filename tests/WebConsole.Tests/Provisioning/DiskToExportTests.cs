using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Exports;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Provisioning;

[Trait("Attack", "V2")]
public sealed class DiskToExportTests
{
    private const string Web = "<disk type='file' device='disk'><driver type='qcow2'/><source file='/srv/images/web.qcow2'/><target dev='vda'/></disk>";

    private static readonly Guid Images = Guid.NewGuid(), SameFiles = Guid.NewGuid();

    /// <summary>By its path, or by the name that it has in another pool of the same files.</summary>
    [Theory]
    [InlineData("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/images/web-seed.iso'/><target dev='vdb'/><readonly/></disk>")]
    [InlineData("<disk type='volume' device='disk'><driver type='raw'/><source pool='same' volume='web-seed.iso'/><target dev='vdb'/><readonly/></disk>")]
    public void Seed_IsLeftOut(string seed)
    {
        var (inventory, machine) = Inventory(Web + seed, new StorageVolume("web.qcow2", "/srv/images/web.qcow2", "qcow2", 1, 1), new StorageVolume("web-seed.iso", "/srv/images/web-seed.iso", "iso", 1, 1));
        var definition = DomainXml.Parse(machine.InactiveXml!);

        Assert.Equal(["vda"], DiskToExport.Of(inventory, machine, definition).Select(disk => disk.Target));
        Assert.Equal(["vdb"], DiskToExport.SeedsOf(inventory, machine, definition));
    }

    [Fact]
    public void DiskThatRestsOnASeed_IsRefused()
    {
        var (inventory, machine) = Inventory(Web, new StorageVolume("web.qcow2", "/srv/images/web.qcow2", "qcow2", 1, 1) { BackingPath = "/srv/images/web-seed.iso" }, new StorageVolume("web-seed.iso", "/srv/images/web-seed.iso", "iso", 1, 1));

        Assert.Contains("secrets", Assert.Single(DiskToExport.Of(inventory, machine, DomainXml.Parse(machine.InactiveXml!))).WhyNot, StringComparison.Ordinal);
    }

    /// <summary>A guest wrote the head of an image, which names another volume, into its raw disk.</summary>
    [Fact]
    public void WhatIsRawBelowAnImage_LeadsNowhere()
    {
        var (inventory, machine) = Inventory(Web,
            new StorageVolume("web.qcow2", "/srv/images/web.qcow2", "qcow2", 1, 1) { BackingPath = "/srv/images/base.img", RestsOnRaw = true },
            new StorageVolume("base.img", "/srv/images/base.img", "qcow2", 1, 1) { BackingPath = "/srv/images/others.img" },
            new StorageVolume("others.img", "/srv/images/others.img", "raw", 1, 1));

        var disk = Assert.Single(DiskToExport.Of(inventory, machine, DomainXml.Parse(machine.InactiveXml!)));

        Assert.Equal([("web.qcow2", "qcow2"), ("base.img", "raw")], disk.Images.Select(image => (image.Volume.Name, image.Format)));
    }

    private static (InventorySnapshot Inventory, Machine Machine) Inventory(string devices, params StorageVolume[] volumes)
    {
        var machine = TestMachines.Named("web") with
        {
            IsActive = false,
            Xml = "",
            InactiveXml = $"""
                <domain><name>web</name><metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'><wc:medium pool='{Images:D}' volume='web-seed.iso' until='booted' delete='yes'/></wc:machine></metadata>
                <devices>{devices}</devices></domain>
                """,
        };
        StoragePool[] pools = [Pool("images", Images), Pool("same", SameFiles)];
        return (InventorySnapshot.Empty with
        {
            StoragePools = pools.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
            Volumes = pools.ToImmutableDictionary(pool => (pool.Host, pool.Uuid), _ => new PoolVolumes([.. volumes])),
            Machines = ImmutableDictionary<MachineId, Machine>.Empty.Add(machine.Id, machine),
        }, machine);
    }

    private static StoragePool Pool(string name, Guid uuid) => new("local", uuid, name, "running", true, true, 1, 1, 1, $"<pool type='dir'><name>{name}</name><target><path>/srv/images</path></target></pool>");
}
