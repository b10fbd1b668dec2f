using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests;

/// <summary>Creates and changes objects, on libvirt's test driver.</summary>
public sealed class EditTests(LeakCheck leaks) : IClassFixture<LeakCheck>, IDisposable
{
    private const string Element = "<machine><tag>web</tag></machine>";
    private readonly TestHost _host = TestHost.With("alpha");

    public LeakCheck Leaks { get; } = leaks;

    [Fact]
    public void Metadata_IsWrittenReadAndRemoved_LiveAndInTheDefinition()
    {
        using var domain = _host.Connection.LookupDomain("alpha");
        const DomainModificationImpact both = DomainModificationImpact.Live | DomainModificationImpact.Config;

        domain.SetMetadata(DomainMetadataType.Title, "A <title>", both);
        domain.SetMetadata(DomainMetadataType.Description, "text", both);
        domain.SetMetadata(DomainMetadataType.Element, Element, both, "wc", DomainXml.WebConsoleNamespace);

        var view = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive));
        Assert.Equal(("A <title>", "text", "web"), (view.Title, view.Description, view.Tags[0]));
        Assert.Equal("web", DomainXml.Parse(domain.GetXml()).Tags[0]);
        Assert.Equal("A <title>", domain.GetMetadata(DomainMetadataType.Title, DomainModificationImpact.Live));
        Assert.Contains("<tag>web</tag>", domain.GetMetadata(DomainMetadataType.Element, DomainModificationImpact.Config, DomainXml.WebConsoleNamespace), StringComparison.Ordinal);
        Assert.Null(domain.GetMetadata(DomainMetadataType.Element, default, "urn:unheard-of"));

        domain.SetMetadata(DomainMetadataType.Element, null, both, "wc", DomainXml.WebConsoleNamespace);
        domain.SetMetadata(DomainMetadataType.Title, null, both);
        Assert.Null(domain.GetMetadata(DomainMetadataType.Title));
        Assert.Empty(DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive)).Tags);
    }

    [Fact]
    [Trait("Attack", "J1")]
    public void MetadataWithZero_IsRefusedInsteadOfCut()
    {
        using var domain = _host.Connection.LookupDomain("alpha");

        Assert.Equal(LibvirtErrorCode.InvalidArgument,
            Assert.Throws<LibvirtException>(() => domain.SetMetadata(DomainMetadataType.Title, "a\0b", default)).Code);
    }

    [Fact]
    public void Network_IsDefinedChangedAndUndefined()
    {
        var view = NetworkXml.New("made");
        view.Bridge = "virbr7";
        using var network = _host.Connection.DefineNetwork(view.ToXml());
        Assert.Equal((false, true), (network.IsActive, network.IsPersistent));
        network.SetAutostart(true);
        Assert.True(network.Autostart);

        var again = NetworkXml.Parse(network.GetXml());
        again.DomainName = "lab.example.org";
        using (var same = _host.Connection.DefineNetwork(again.ToXml()))
            Assert.Equal(network.Uuid, same.Uuid);
        Assert.Equal("lab.example.org", NetworkXml.Parse(network.GetXml()).DomainName);

        network.Undefine();
        Assert.Equal(LibvirtErrorCode.NoNetwork, Assert.Throws<LibvirtException>(() => _host.Connection.LookupNetwork(network.Uuid)).Code);
    }

    [Fact]
    public void PoolAndVolumes_GoThroughTheirLives()
    {
        using var pool = _host.Connection.DefineStoragePool(StoragePoolXml.New("made", new StoragePoolSource("dir"), "/srv/made").ToXml());
        pool.Build();
        pool.SetAutostart(true);
        Assert.True(pool.Autostart);
        pool.Start();

        using (var volume = pool.CreateVolume(StorageVolumeXml.New("a.img", 1 << 20, "raw").ToXml()))
        using (var copy = pool.CreateVolume(StorageVolumeXml.New("b.img", 1 << 20, "raw").ToXml(), volume))
        {
            Assert.Equal(1ul << 20, copy.GetInfo().Capacity);
            using (var found = pool.LookupVolume("b.img"))
                Assert.Equal(copy.Key, found.Key);
            Assert.Equal(LibvirtErrorCode.NoStorageVolume, Assert.Throws<LibvirtException>(() => pool.LookupVolume("c.img")).Code);
            copy.Delete();
            volume.Delete();
        }
        Assert.Empty(pool.ListVolumes());

        pool.Stop();
        pool.Delete();
        pool.Undefine();
        Assert.Equal(LibvirtErrorCode.NoStoragePool, Assert.Throws<LibvirtException>(() => _host.Connection.LookupStoragePool(pool.Uuid)).Code);
    }

    [Fact]
    public void PoolSources_AreFound() => Assert.Contains("<sources",
        _host.Connection.FindStoragePoolSources("netfs", "<source><host name='localhost'/></source>"), StringComparison.Ordinal);

    [Fact]
    public void WhatTheTestDriverCannot_SaysSo()
    {
        using var pool = _host.Connection.DefineStoragePool(StoragePoolXml.New("made", new StoragePoolSource("dir"), "/srv/made").ToXml());
        pool.Start();
        using var volume = pool.CreateVolume(StorageVolumeXml.New("a.img", 1 << 20, "raw").ToXml());
        using var stream = _host.Connection.NewStream();

        Assert.All((Action[])[() => volume.Resize(2 << 20), () => volume.Wipe(), () => volume.Download(stream), () => volume.Upload(stream, 0, 1)],
            call => Assert.Equal(LibvirtErrorCode.NoSupport, Assert.Throws<LibvirtException>(call).Code));
    }

    public void Dispose() => _host.Dispose();
}
