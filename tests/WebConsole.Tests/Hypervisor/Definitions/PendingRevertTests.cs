using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

public sealed class PendingRevertTests
{
    private const string Running = """
        <domain type='kvm' id='4'>
          <name>web-01</name>
          <memory unit='KiB'>2097152</memory>
          <currentMemory unit='KiB'>1048576</currentMemory>
          <vcpu placement='static'>2</vcpu>
          <cputune><shares>10</shares></cputune>
          <devices>
            <disk type='file' device='disk'><source file='/a.img' index='1'/><backingStore/><target dev='vda'/><alias name='virtio-disk0'/></disk>
            <disk type='file' device='disk'><source file='/b.img' index='2'/><backingStore/><target dev='vdb'/><alias name='virtio-disk1'/></disk>
            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/><target dev='vnet4'/></interface>
          </devices>
        </domain>
        """;

    private const string Stored = """
        <domain type='kvm'>
          <name>web-01</name>
          <memory unit='KiB'>4194304</memory>
          <currentMemory unit='KiB'>4194304</currentMemory>
          <vcpu placement='static' current='1'>2</vcpu>
          <devices>
            <disk type='file' device='disk'><source file='/a.img'/><target dev='vda'/></disk>
            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='other'/></interface>
            <interface type='network'><mac address='52:54:00:00:00:02'/><source network='default'/></interface>
          </devices>
        </domain>
        """;

    /// <summary>libvirt gives the address of a device that has gone from the stored definition to the next one.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" multifunction='on'")]
    public void DeviceThatComesBack_LeavesAnotherItsAddress(string more)
    {
        const string Address = "<address type='pci' domain='0x0000' bus='0x03' slot='0x00' function='0x0'/>";
        var stored = SafeXml.ParseRoot($"<domain><devices><disk type='file'><source file='/c.img'/><target dev='vdc'/>{Address}</disk></devices></domain>", "domain");
        var running = SafeXml.ParseRoot($"<domain><devices><disk type='file'><source file='/b.img'/><target dev='vdb'/>{Address.Replace("/>", $"{more}/>", StringComparison.Ordinal)}</disk><disk type='file'><source file='/c.img'/><target dev='vdc'/></disk></devices></domain>", "domain");

        PendingRevert.Apply(stored, running, ["devices/disk[vdb]"]);

        Assert.Equal(["/b.img", "/c.img"], new DomainXml(stored).Disks.Select(disk => disk.Source.File));
        Assert.Equal("/c.img", Assert.Single(new DomainXml(stored).Disks, disk => disk.Element.Element("address") is not null).Source.File);
    }

    [Fact]
    public void AllChanges_AreTakenBack()
    {
        var (stored, running) = (Root(Stored), Root(Running));

        PendingRevert.Apply(stored, running, null);

        Assert.Empty(PendingDefinition.Of(running, stored));
        Assert.Equal(["vda", "vdb"], new DomainXml(stored).Disks.Select(disk => disk.TargetDevice));
        // What belongs to the run alone does not come along.
        Assert.DoesNotContain("virtio-disk1", stored.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("backingStore", stored.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("currentMemory")]
    [InlineData("vcpu@current")]
    [InlineData("cputune")]
    [InlineData("devices/disk[vdb]")]
    [InlineData("devices/interface[52:54:00:00:00:01]/source@network")]
    [InlineData("devices/interface[52:54:00:00:00:02]")]
    public void OneChange_IsTakenBackAlone(string path)
    {
        var (stored, running) = (Root(Stored), Root(Running));
        var before = PendingDefinition.Of(running, stored).Select(change => change.Path).ToList();
        Assert.Contains(path, before);

        PendingRevert.Apply(stored, running, [path]);

        Assert.Equal(before.Except([path]), PendingDefinition.Of(running, stored).Select(change => change.Path));
    }

    /// <summary>The list has no secrets, so nobody has asked to take one back.</summary>
    [Fact]
    [Trait("Attack", "C4")]
    public void PasswordOfADisplay_StaysAsItIsStored()
    {
        var stored = Root(Stored.Replace("</devices>", "<graphics type='vnc' port='-1' passwd='stored'/></devices>", StringComparison.Ordinal));
        var running = Root(Running.Replace("</devices>", "<graphics type='vnc' port='5900' passwd='running' passwdValidTo='2026-11-30T19:45:35'/></devices>", StringComparison.Ordinal));

        PendingRevert.Apply(stored, running, null);

        Assert.Equal("stored", stored.Descendants("graphics").Single().Attribute("passwd")!.Value);
        Assert.Equal("2097152", stored.Element("memory")!.Value);
        Assert.Throws<DefinitionException>(() => PendingRevert.Apply(stored, running, ["devices/graphics[vnc]@passwd"]));
    }

    [Fact]
    public void WhatDoesNotWait_IsRefused() => Assert.Throws<DefinitionException>(() => PendingRevert.Apply(Root(Stored), Root(Running), ["name"]));

    /// <summary>A balloon that has moved a little is nobody's change.</summary>
    [Theory]
    [InlineData(1048576, false)]
    [InlineData(1040000, false)]
    [InlineData(900000, true)]
    public void Memory_WaitsWhereItIsAnother(int has, bool waits)
    {
        var running = Root(Running.Replace("<currentMemory unit='KiB'>1048576", $"<currentMemory unit='KiB'>{has}", StringComparison.Ordinal));
        var stored = Root(Stored.Replace("<currentMemory unit='KiB'>4194304", "<currentMemory unit='KiB'>1048576", StringComparison.Ordinal));

        Assert.Equal(waits, PendingDefinition.Of(running, stored).Any(change => change.Path == "currentMemory"));
    }

    private static XElement Root(string xml) => SafeXml.ParseRoot(xml, "domain");
}
