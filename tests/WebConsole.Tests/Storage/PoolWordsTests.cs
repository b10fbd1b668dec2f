using Libvirt.Xml;
using WebConsole.Storage.Kinds;
using Xunit;

namespace WebConsole.Tests.Storage;

public sealed class PoolWordsTests
{
    [Theory]
    [InlineData("dir", "", "first.qcow2 20G --format qcow2")]
    [InlineData("fs", "<device path='/dev/sdb1'/>", "first.qcow2 20G --format qcow2")]
    [InlineData("netfs", "<host name='nas'/><dir path='/export'/>", "first.qcow2 20G --format qcow2")]
    [InlineData("logical", "<name>vg0</name>", "first 20G")]
    [InlineData("rbd", "<name>vms</name>", "first 20G")]
    [InlineData("zfs", "<name>tank/vm</name>", "first 20G")]
    [InlineData("disk", "<device path='/dev/sdb'/>", "sdb1 20G")]
    [InlineData("disk", "<device path='/dev/nvme0n1'/>", "nvme0n1p1 20G")]
    [InlineData("disk", "<device path='/dev/disk/by-id/wwn-0x5'/>", null)]
    [InlineData("disk", "<device path='/dev/sdb;reboot'/>", null)]
    [InlineData("disk", "", null)]
    [InlineData("iscsi", "<device path='iqn.2026-01.example:target'/>", null)]
    [InlineData("iscsi-direct", "", null)]
    [InlineData("scsi", "<adapter name='scsi_host2'/>", null)]
    [InlineData("mpath", "", null)]
    [InlineData("gluster", "<name>vol</name>", null)]
    [InlineData("of-tomorrow", "", null)]
    public void FirstVolume_IsOneThatThePoolCanHold(string type, string source, string? expected) =>
        Assert.Equal(expected, PoolWords.FirstVolume(Pool(type, source)));

    /// <summary>A kind has one name on all pages.</summary>
    [Theory]
    [InlineData("dir", "Folder")]
    [InlineData("netfs", "NAS share")]
    [InlineData("of-tomorrow", "of-tomorrow")]
    public void Kind_IsCalledAsWhereItIsMade(string type, string expected) => Assert.Equal(expected, PoolWords.Kind(Pool(type, "")));

    [Theory]
    [InlineData("netfs", "<host name='nas.example'/><dir path='/export/vm'/>", "nas.example:/export/vm")]
    [InlineData("netfs", "<host name='2001:db8::1'/><dir path='/export/vm images'/>", "[2001:db8::1]:/export/vm images")]
    [InlineData("rbd", "<name>vms</name><host name='mon1.example' port='6789'/><host name='2001:db8::2' port='6789'/><host name='mon3'/>", "vms at mon1.example:6789 or [2001:db8::2]:6789 or mon3")]
    [InlineData("iscsi", "<host name='2001:db8::7' port='3260'/><device path='iqn.2026-01.example:target'/>", "iqn.2026-01.example:target at [2001:db8::7]:3260")]
    [InlineData("iscsi", "<host name='2001:db8::7'/><device path='iqn.2026-01.example:target'/>", "iqn.2026-01.example:target at 2001:db8::7")]
    [InlineData("gluster", "<host name='::1'/><name>vol</name><dir path='/images'/>", "[::1]:/vol/images")]
    [InlineData("logical", "<device path='/dev/sdb'/><device path='/dev/sdc'/><name>vg0</name>", "/dev/sdb, /dev/sdc")]
    [InlineData("scsi", "<adapter type='fc_host' wwnn='20000000c9831b4b' wwpn='10000000c9831b4b'/>", "10000000c9831b4b")]
    [InlineData("scsi", "<adapter type='scsi_host' name='scsi_host2'/>", "scsi_host2")]
    [InlineData("mpath", "", null)]
    public void Source_NamesAllThatThePoolComesFrom(string type, string source, string? expected) =>
        Assert.Equal(expected, PoolWords.Source(Pool(type, source)));

    private static StoragePoolXml Pool(string type, string source) => StoragePoolXml.Parse($"<pool type='{type}'><source>{source}</source></pool>");
}
