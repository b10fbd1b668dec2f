using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Integration;

/// <summary>Devices of a real machine, and files of a real pool.</summary>
[Trait("Category", "Integration")]
public sealed class QemuEditTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const DomainModificationImpact Both = DomainModificationImpact.Live | DomainModificationImpact.Config;
    private readonly LibvirtConnection _connection = LibvirtConnection.Open(QemuMachine.Uri);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("libvirt-edit-");

    public LeakCheck Leaks { get; } = leaks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Card_IsPluggedInAndUpdated_AndPairsInBothDefinitions()
    {
        using var machine = QemuMachine.Started(_connection);
        var card = InterfaceXml.New(InterfaceSource.Network("default"));
        card.MacAddress = "52:54:00:0e:d1:70";

        machine.Domain.AttachDevice(card.ToXml(), Both);

        var key = new DeviceKey("interface", "52:54:00:0e:d1:70");
        var live = DomainXml.Parse(machine.Domain.GetXml()).DevicesByKey()[key];
        var inactive = DomainXml.Parse(machine.Domain.GetXml(DomainXmlFlags.Inactive)).DevicesByKey()[key];
        Assert.NotNull(live.Alias);
        Assert.Null(inactive.Alias);

        var down = (InterfaceXml)live;
        down.LinkState = "down";
        machine.Domain.UpdateDevice(down.ToXml(), DomainModificationImpact.Live);
        Assert.Equal("down", ((InterfaceXml)DomainXml.Parse(machine.Domain.GetXml()).DevicesByKey()[key]).LinkState);

        machine.Domain.DetachDevice(inactive.ToXml(), DomainModificationImpact.Config);
        machine.Domain.DetachDeviceAlias(live.Alias, DomainModificationImpact.Live);
        Assert.False(DomainXml.Parse(machine.Domain.GetXml(DomainXmlFlags.Inactive)).DevicesByKey().ContainsKey(key));
    }

    [Fact]
    public void Metadata_OfARunningMachine_IsInBothDefinitions()
    {
        using var machine = QemuMachine.Started(_connection);

        machine.Domain.SetMetadata(DomainMetadataType.Element, "<machine><tag>web</tag><notes>n</notes></machine>", Both, "wc", DomainXml.WebConsoleNamespace);
        machine.Domain.SetMetadata(DomainMetadataType.Title, "now", Both);

        foreach (var flags in (DomainXmlFlags[])[DomainXmlFlags.None, DomainXmlFlags.Inactive])
        {
            var view = DomainXml.Parse(machine.Domain.GetXml(flags));
            Assert.Equal(("web", "n", "now"), (view.Tags.Single(), view.Notes, view.Title));
        }
    }

    [Fact]
    public void EverythingWritten_StandsTheSchema()
    {
        using var machine = new QemuMachine(_connection);
        var view = DomainXml.Parse(machine.Domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
        view.Tags.Replace("a", "b");
        view.Notes = "n";
        view.Devices.Add(DiskXml.New(DiskSource.File("/srv/none.qcow2"), "vda", "virtio", "qcow2"));
        view.Devices.Add(DiskXml.New(null, "hdc", "ide", device: "cdrom"));
        view.Devices.Add(InterfaceXml.New(InterfaceSource.User()));
        view.SetBootOrder(view.Disks[0], view.Interfaces[0]);
        view.Graphics[0].SetPassword("another");

        using var same = _connection.DefineDomain(view.ToXml(), DomainDefineFlags.Validate);

        var again = DomainXml.Parse(machine.Domain.GetXml(DomainXmlFlags.Inactive));
        Assert.Equal((2, 2, 1), (again.Disks.Count, again.Interfaces.Count, again.Disks[0].BootOrder));
        view.Devices.Add(new DiskXml(new XElement("disk", new XAttribute("nonsense", "x"), new XElement("target", new XAttribute("dev", "vdb")))));
        Assert.Equal(LibvirtErrorCode.XmlInvalidSchema,
            Assert.Throws<LibvirtException>(() => _connection.DefineDomain(view.ToXml(), DomainDefineFlags.Validate)).Code);
    }

    [Fact]
    public void Network_StandsTheSchema_StartsAndGoes()
    {
        var view = NetworkXml.New("edit-net");
        view.Bridge = "edit7";
        var ip = view.Ips.Add();
        (ip.Address, ip.Prefix) = ("10.77.0.1", 24);
        var range = ip.DhcpRanges.Add();
        (range.Start, range.End) = ("10.77.0.10", "10.77.0.20");
        var host = ip.DhcpHosts.Add();
        (host.MacAddress, host.Name, host.Ip) = ("52:54:00:77:00:01", "seven", "10.77.0.11");
        using var network = _connection.DefineNetwork(view.ToXml(), NetworkDefineFlags.Validate);
        try
        {
            Assert.Equal("seven", NetworkXml.Parse(network.GetXml(inactive: true)).Ips[0].DhcpHosts[0].Name);
            network.SetAutostart(true);
            Assert.True(network.Autostart);
        }
        finally
        {
            network.Undefine();
        }
    }

    [Fact]
    public async Task Volume_TakesBytesAtAnOffset_AndGivesThemBack()
    {
        using var pool = _connection.DefineStoragePool(
            StoragePoolXml.New("edit-pool", new StoragePoolSource("dir"), Path.Combine(_directory.FullName, "pool")).ToXml(), StoragePoolDefineFlags.Validate);
        try
        {
            pool.Build();
            pool.Start();
            using var volume = pool.CreateVolume(StorageVolumeXml.New("a.img", 1 << 20, "raw").ToXml());
            await UploadAsync(volume, 1000, "written in the middle"u8.ToArray());

            Assert.Equal("the middle"u8.ToArray(), await DownloadAsync(volume, 1011, 10));

            volume.Resize(2 << 20);
            Assert.Equal(2ul << 20, volume.GetInfo().Capacity);
            using var copy = pool.CreateVolume(StorageVolumeXml.New("b.qcow2", 2 << 20, "qcow2").ToXml(), volume);
            Assert.Equal("qcow2", StorageVolumeXml.Parse(copy.GetXml()).Format);
            volume.Wipe();
            Assert.Equal(new byte[10], await DownloadAsync(volume, 1011, 10));
            copy.Delete();
            volume.Delete(StorageVolumeDeleteFlags.None);
            pool.Refresh();
            Assert.Empty(pool.ListVolumes());
            pool.Stop();
            pool.Delete();
        }
        finally
        {
            if (pool.IsActive)
                pool.Stop();
            pool.Undefine();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task UploadAsync(StorageVolume volume, ulong offset, byte[] bytes)
    {
        using var stream = _connection.NewStream(nonBlocking: true);
        volume.Upload(stream, offset, (ulong)bytes.Length);
        await stream.SendAsync(bytes, Cancel);
        stream.Finish();
    }

    private async Task<byte[]> DownloadAsync(StorageVolume volume, ulong offset, ulong length)
    {
        using var stream = _connection.NewStream(nonBlocking: true);
        volume.Download(stream, offset, length);
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        while (await stream.ReceiveAsync(buffer, Cancel) is > 0 and var received)
            all.Write(buffer, 0, received);
        stream.Finish();
        return all.ToArray();
    }
}
