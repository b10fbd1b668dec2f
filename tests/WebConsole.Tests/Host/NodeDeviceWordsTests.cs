using Libvirt.Xml;
using WebConsole.Hypervisor.HostDevices;
using Xunit;

namespace WebConsole.Tests.Host;

public sealed class NodeDeviceWordsTests
{
    [Theory]
    [InlineData("<capability type='pci'><class>0x020000</class><product id='0x1528'>X540-AT2</product><vendor id='0x8086'>Intel Corporation</vendor></capability>", "Intel Corporation X540-AT2")]
    [InlineData("<capability type='pci'><class>0x020000</class><product id='0x1041'/><vendor id='0x1af4'/></capability>", "Network controller (1af4:1041)")]
    [InlineData("<capability type='pci'><class>0x0c0330</class></capability>", "USB controller")]
    [InlineData("<capability type='pci'/>", "PCI device")]
    [InlineData("<capability type='net'><interface>eth0</interface><address>52:54:00:00:00:01</address><link speed='10000' state='up'/></capability>", "Network interface eth0, 10 Gbit/s, 52:54:00:00:00:01")]
    [InlineData("<capability type='storage'><block>/dev/nvme0n1</block><drive_type>disk</drive_type><size>512110190592</size></capability>", "Disk nvme0n1, 477 GiB")]
    [InlineData("<capability type='storage'><drive_type>disk</drive_type><vendor>ATA</vendor><model>SSD 870</model></capability>", "ATA SSD 870")]
    [InlineData("<capability type='system'><product>PowerEdge R750</product><hardware><vendor>Dell Inc.</vendor></hardware></capability>", "Dell Inc. PowerEdge R750")]
    [InlineData("<capability type='storage'><block>/dev/vda</block><drive_type>disk</drive_type><vendor>0x1af4</vendor></capability>", "Disk vda")]
    [InlineData("<capability type='system'/>", "The host itself")]
    [InlineData("<capability type='scsi_host'><host>4</host></capability>", "SCSI host 4")]
    [InlineData("<capability type='vdpa'/>", null)]
    public void Device_IsCalledByWhatItIs(string capability, string? words) =>
        Assert.Equal(words, NodeDeviceWords.What(NodeDeviceXml.Parse($"<device><name>n</name>{capability}</device>")));
}
