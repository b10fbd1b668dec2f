using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Sources of disks, network cards, pools and networks, which are replaced as a whole; and new documents.</summary>
public sealed class SourceTests
{
    private const string Remote = """
        <disk type="network" device="cdrom">
          <source protocol="https" name="/a.iso" index="3" startupPolicy="optional">
            <host name="one.example.org" port="443" />
            <auth username="jane"><secret type="iscsi" usage="hush" /></auth>
            <encryption format="luks"><secret type="passphrase" usage="hush" /></encryption>
          </source>
          <backingStore />
          <target dev="sda" bus="sata" />
          <readonly />
        </disk>
        """;

    [Fact]
    public void DiskSource_Switched_LeavesNothingOfTheOldOne()
    {
        var disk = new DiskXml(Fixture.Element(Remote));

        disk.SetSource(DiskSource.File("/srv/b.iso"));

        Assert.Equal("""
            <disk type="file" device="cdrom">
              <target dev="sda" bus="sata" />
              <readonly />
              <source file="/srv/b.iso" startupPolicy="optional" />
            </disk>
            """, disk.ToXml());
    }

    [Fact]
    public void DiskSource_WrittenAsItIs_ChangesNoByte()
    {
        var disk = new DiskXml(Fixture.Element(Remote));

        disk.SetSource(DiskSource.Network("https", "/a.iso", ("one.example.org", 443)));

        Assert.Equal(Remote, disk.ToXml());
    }

    [Fact]
    public void Drive_IsEmptied()
    {
        var disk = new DiskXml(Fixture.Element(Remote));

        disk.SetSource(null);

        Assert.DoesNotContain("source", disk.ToXml(), StringComparison.Ordinal);
        Assert.Equal(("sda", true), (disk.TargetDevice, disk.ReadOnly));
    }

    [Fact]
    public void InterfaceSource_Switched_LeavesNothingOfTheOldOne()
    {
        var card = new InterfaceXml(Fixture.Element("""
            <interface type="bridge">
              <mac address="52:54:00:00:00:01" />
              <source bridge="ovs0" />
              <virtualport type="openvswitch"><parameters interfaceid="09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f" /></virtualport>
              <target dev="tap7" />
              <model type="virtio" />
            </interface>
            """));

        card.SetSource(InterfaceSource.Direct("eno1"));
        card.SetSource(InterfaceSource.Direct("eno1"));

        Assert.Equal("""
            <interface type="direct">
              <mac address="52:54:00:00:00:01" />
              <model type="virtio" />
              <source dev="eno1" mode="bridge" />
            </interface>
            """, card.ToXml());
    }

    [Fact]
    public void PoolSource_Switched_LeavesNothingOfTheOldOne()
    {
        var pool = (StoragePoolXml)Fixture.Open("pool-network");

        pool.SetSource(new StoragePoolSource("logical") { Name = "vg0", Format = "lvm2", Devices = ["/dev/sdb"] });

        Assert.Equal("logical", pool.Type);
        Assert.Equal(["device", "name", "format"], pool.Element.Element("source")!.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public void PoolSource_WrittenAsItIs_ChangesNoByte()
    {
        var pool = (StoragePoolXml)Fixture.Open("pool-dir");
        var before = Fixture.Document(pool);

        pool.SetSource(new StoragePoolSource("dir"));

        Assert.Equal(before, Fixture.Document(pool));
    }

    [Fact]
    public void Forward_Switched_LeavesNothingOfTheOldMode()
    {
        var network = (NetworkXml)Fixture.Open("network-nat");

        network.SetForward("route", "eno2");
        Assert.Equal("<forward mode=\"route\" dev=\"eno2\" />", network.Element.Element("forward")!.ToString());
        network.SetForward(null);
        Assert.Null(network.ForwardMode);
    }

    [Fact]
    public void Forward_WrittenAsItIs_ChangesNoByte()
    {
        var network = (NetworkXml)Fixture.Open("network-plain");
        var before = Fixture.Document(network);

        network.SetForward(network.ForwardMode, network.ForwardDevice);

        Assert.Equal(before, Fixture.Document(network));
    }

    [Fact]
    public void ForwardThatSaysNoMore_StaysWhatItIs()
    {
        var network = NetworkXml.Parse("<network><forward dev=\"eno1\"><nat><port start=\"1024\" end=\"2048\" /></nat></forward></network>");

        (network.NatPortStart, network.NatPortEnd, network.ForwardDevice) = (null, null, null);

        Assert.Equal("nat", network.ForwardMode);
    }

    [Fact]
    public void NewDocuments_HaveTheLeastThatLibvirtNeeds_AndAreLaidOut()
    {
        var network = NetworkXml.New("lab <1>");
        var ip = network.Ips.Add();
        (ip.Address, ip.Prefix) = ("10.9.0.1", 24);
        var range = ip.DhcpRanges.Add();
        (range.Start, range.End) = ("10.9.0.10", "10.9.0.99");

        Assert.Equal("""
            <network>
              <name>lab &lt;1&gt;</name>
              <ip address="10.9.0.1" prefix="24">
                <dhcp>
                  <range start="10.9.0.10" end="10.9.0.99" />
                </dhcp>
              </ip>
            </network>
            """, network.ToXml());
        Assert.Equal("""
            <pool type="netfs">
              <name>nfs</name>
              <source>
                <host name="nas" />
                <dir path="/export" />
                <format type="nfs" />
              </source>
              <target>
                <path>/mnt/nfs</path>
              </target>
            </pool>
            """, StoragePoolXml.New("nfs", new StoragePoolSource("netfs") { Hosts = new SourceHosts([("nas", null)]), Directory = "/export", Format = "nfs" }, "/mnt/nfs").ToXml());
        Assert.Equal("""
            <volume>
              <name>a.qcow2</name>
              <capacity unit="b">1073741824</capacity>
              <target>
                <format type="qcow2" />
              </target>
            </volume>
            """, StorageVolumeXml.New("a.qcow2", 1L << 30, "qcow2").ToXml());
        Assert.Equal("""<interface type="network"><source network="default" portgroup="g" /><model type="virtio" /></interface>""",
            InterfaceXml.New(InterfaceSource.Network("default", "g")).ToXml());
        Assert.Equal("""<disk type="file" device="cdrom"><target dev="sda" bus="sata" /><readonly /></disk>""",
            DiskXml.New(null, "sda", "sata", device: "cdrom").ToXml());
    }
}
