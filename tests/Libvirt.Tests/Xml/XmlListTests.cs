using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Lists in a live document: positions, layout, and what is removed together with the last item.</summary>
public sealed class XmlListTests
{
    [Fact]
    public void NewDisk_ComesAfterTheLastDisk_LaidOutAsItsNeighbours()
    {
        var domain = Fixture.Domain("domain-windows");
        var last = domain.Disks[^1];

        domain.Devices.Add(DiskXml.New(DiskSource.Volume("images", "data.qcow2"), "vdz", "virtio", "qcow2"));

        Assert.Same(last.Element, domain.Disks[^2].Element);
        Assert.Contains("""

                <disk type="volume" device="disk">
                  <driver name="qemu" type="qcow2" />
                  <source pool="images" volume="data.qcow2" />
                  <target dev="vdz" bus="virtio" />
                </disk>
            """.Replace("\n            ", "\n", StringComparison.Ordinal), Fixture.Document(domain), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstOfItsKind_MakesTheWayToIt_AndTakesItAwayAgain()
    {
        var network = NetworkXml.Parse("<network>\n  <name>plain</name>\n  <ip address=\"10.0.0.1\" prefix=\"24\" />\n</network>");
        var before = network.ToXml();
        var host = network.Ips[0].DhcpHosts.Add();
        (host.MacAddress, host.Ip) = ("52:54:00:00:00:01", "10.0.0.9");
        network.VlanTags.Add("42");

        Assert.Equal("""
            <network>
              <name>plain</name>
              <ip address="10.0.0.1" prefix="24">
                <dhcp>
                  <host mac="52:54:00:00:00:01" ip="10.0.0.9" />
                </dhcp>
              </ip>
              <vlan>
                <tag id="42" />
              </vlan>
            </network>
            """, network.ToXml());

        Assert.True(network.Ips[0].DhcpHosts.Remove(host));
        Assert.True(network.VlanTags.Remove("42"));
        Assert.Equal(before, network.ToXml());
    }

    [Theory]
    [InlineData("hd", "cdrom")]
    [InlineData("cdrom", "hd")]
    [InlineData("network", "hd", "fd")]
    [InlineData("hd")]
    [InlineData]
    public void Texts_Replaced_AreTheseInThisOrder(params string[] wanted)
    {
        var domain = Fixture.Domain("domain-linux");

        domain.BootDevices.Replace(wanted);

        Assert.Equal(wanted, domain.BootDevices);
        domain.BootDevices.Replace("hd", "cdrom");
        Assert.Equal(["hd", "cdrom"], domain.BootDevices);
    }

    [Fact]
    public void SameTexts_Replaced_ChangeNoByte()
    {
        var domain = Fixture.Domain("domain-linux");
        var before = Fixture.Document(domain);

        domain.BootDevices.Replace("hd", "cdrom");
        domain.Tags.Replace("web", "production");

        Assert.Equal(before, Fixture.Document(domain));
    }

    [Fact]
    public void TextThatXmlCannotHold_LeavesTheListAsItWas()
    {
        var domain = Fixture.Domain("domain-linux");
        var before = Fixture.Document(domain);

        Assert.Throws<ArgumentException>(() => domain.Tags.Replace("fine", "a\0b"));
        Assert.Throws<ArgumentException>(() => domain.Tags.Add("a\0b"));
        Assert.Equal(before, Fixture.Document(domain));
    }

    [Fact]
    public void ItemOfAnotherKindOrPlace_IsRefused()
    {
        var domain = Fixture.Domain("domain-linux");

        Assert.Throws<ArgumentException>(() => domain.Devices.Add(new DiskXml(Fixture.Element("<emulator/>"))));
        Assert.Throws<ArgumentException>(() => domain.Disks.Add(new DiskXml(Fixture.Element("<interface/>"))));
        Assert.Throws<InvalidOperationException>(() => domain.Devices.Add());
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.Disks.Insert(99, DiskXml.New(null, "sdz", "sata", device: "cdrom")));
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.Disks.Move(0, domain.Disks.Count));
        Assert.False(domain.Disks.Remove(DiskXml.New(null, "sdz", "sata")));
    }

    [Fact]
    public void BootOrder_GoesByDevicesAndReplacesKinds()
    {
        var domain = Fixture.Domain("domain-linux");

        domain.SetBootOrder(domain.Interfaces[0], domain.Disks[0]);

        Assert.Empty(domain.BootDevices);
        Assert.Equal((1, 2), (domain.Interfaces[0].BootOrder, domain.Disks[0].BootOrder));
        Assert.Equal(2, domain.Devices.Count(device => device.BootOrder is not null));
    }

    [Fact]
    public void CpuFeaturesCellsAndHypervisorFeatures_AreAddedAndRemoved()
    {
        var domain = Fixture.Domain("domain-linux");
        var feature = domain.CpuFeatures.Add();
        (feature.Name, feature.Policy) = ("vmx", "disable");
        var cell = domain.NumaCells.Add();
        (cell.Id, cell.Cpus, cell.MemoryBytes) = (0, "0-3", 1L << 30);
        domain.Features.Add(FeatureXml.New("hyperv")).Parts.Add(FeatureXml.New("relaxed")).State = true;

        var again = DomainXml.Parse(Fixture.Document(domain));

        Assert.Equal(("vmx", "disable"), (again.CpuFeatures[^1].Name, again.CpuFeatures[^1].Policy));
        Assert.Equal(1L << 30, again.NumaCells[0].MemoryBytes);
        Assert.True(again.Features.Single(f => f.Name == "hyperv").Parts.Single().State);
        Assert.True(again.Features.Remove(again.Features.Single(f => f.Name == "hyperv")));
        Assert.DoesNotContain(again.Features, f => f.Name == "hyperv");
    }
}
