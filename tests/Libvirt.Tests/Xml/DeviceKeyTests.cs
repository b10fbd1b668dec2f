using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

public sealed class DeviceKeyTests
{
    private const string Inactive = """
        <domain><devices>
          <emulator>/usr/bin/qemu</emulator>
          <disk><target dev="vda"/></disk>
          <disk><target dev="vdb"/></disk>
          <controller type="usb" index="0"/>
          <controller type="pci" index="0"/>
          <interface><mac address="52:54:00:AA:00:01"/></interface>
          <interface><mac address="52:54:00:aa:00:01"/></interface>
          <filesystem><target dir="share"/></filesystem>
          <channel><target name="org.qemu.guest_agent.0"/></channel>
          <input type="tablet"><alias name="ua-pen"/><address type="usb" bus="0" port="1"/></input>
          <input type="mouse" bus="ps2"/>
          <rng><address type="pci" domain="0x0000" bus="0x06" slot="0x00" function="0x0"/></rng>
          <video/>
          <graphics type="vnc"/>
          <graphics type="spice"/>
          <audio id="1"/>
        </devices></domain>
        """;

    [Fact]
    public void Devices_AreKnownByWhatBothDefinitionsSay()
    {
        var keys = DomainXml.Parse(Inactive).DevicesByKey().Keys.Select(key => key.ToString());

        Assert.Equal(["disk:vda", "disk:vdb", "controller:usb-0", "controller:pci-0", "interface:52:54:00:aa:00:01", "interface:52:54:00:aa:00:01#2",
            "filesystem:share", "channel:org.qemu.guest_agent.0", "input:ua-pen", "input:#2", "rng:0000:06:00.0", "video:#1", "graphics:vnc", "graphics:spice", "audio:1"], keys);
    }

    [Fact]
    public void LiveDefinition_PairsWithTheInactiveOne_WhateverItsAliasesAndOrder()
    {
        var inactive = DomainXml.Parse(Inactive);
        var live = DomainXml.Parse(Inactive);
        foreach (var (device, number) in live.Devices.Select((device, number) => (device, number)).Where(pair => pair.device.Alias is null))
            device.Element.Add(new System.Xml.Linq.XElement("alias", new System.Xml.Linq.XAttribute("name", $"thing{number}")));
        live.Disks.Move(0, 1);

        Assert.Equal(inactive.DevicesByKey().Keys.Order(Comparer<DeviceKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
            live.DevicesByKey().Keys.Order(Comparer<DeviceKey>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
        Assert.Equal("vdb", ((DiskXml)live.DevicesByKey()[new DeviceKey("disk", "vdb")]).TargetDevice);
    }

    /// <summary>libvirt gives it another address in the guest of the running machine, and says where a USB device is only there.</summary>
    [Fact]
    public void DeviceOfTheHost_IsKnownByWhatItIsThere()
    {
        const string Stored = """
            <domain><devices>
              <hostdev mode="subsystem" type="pci"><source><address domain="0x0000" bus="0x3b" slot="0x00" function="0x0"/></source><address type="pci" domain="0x0000" bus="0x05" slot="0x00" function="0x0"/></hostdev>
              <hostdev mode="subsystem" type="usb"><source><vendor id="0x046d"/><product id="0xc52b"/></source></hostdev>
              <hostdev mode="subsystem" type="usb"><source><address bus="3" device="5"/></source></hostdev>
              <hostdev mode="subsystem" type="mdev" model="vfio-pci"><source><address uuid="c2177883-f1bb-47f0-914d-32a22e3a8804"/></source></hostdev>
              <hostdev mode="subsystem" type="scsi"><source><adapter name="scsi_host4"/><address bus="0" target="1" unit="2"/></source></hostdev>
              <hostdev mode="subsystem" type="pci"><source><address domain="0x0000" bus="0x3c" slot="0x00" function="0x0"/></source><alias name="ua-card"/></hostdev>
            </devices></domain>
            """;
        var live = Stored.Replace("<product id=\"0xc52b\"/>", "<product id=\"0xc52b\"/><address bus=\"1\" device=\"9\"/>", StringComparison.Ordinal)
            .Replace("<address type=\"pci\" domain=\"0x0000\" bus=\"0x05\"", "<alias name=\"hostdev0\"/><address type=\"pci\" domain=\"0x0000\" bus=\"0x07\"", StringComparison.Ordinal);

        string[] keys = ["hostdev:pci-0000:3b:00.0", "hostdev:usb-046d:c52b", "hostdev:usb-3.5", "hostdev:mdev-c2177883-f1bb-47f0-914d-32a22e3a8804", "hostdev:scsi-scsi_host4.0.1.2", "hostdev:ua-card"];
        Assert.Equal(keys, DomainXml.Parse(Stored).DevicesByKey().Keys.Select(key => key.ToString()));
        Assert.Equal(keys, DomainXml.Parse(live).DevicesByKey().Keys.Select(key => key.ToString()));
    }

    /// <summary>Once the first is gone, the second must not have its key.</summary>
    [Fact]
    public void AlikeUsbDevices_AreKnownByTheirPlaces()
    {
        static string Stick(int bus, int number) => $"<hostdev mode='subsystem' type='usb'><source><vendor id='0x0951'/><product id='0x1666'/><address bus='{bus}' device='{number}'/></source></hostdev>";
        static IEnumerable<string> Keys(params string[] devices) => DomainXml.Parse($"<domain><devices>{string.Concat(devices)}</devices></domain>").DevicesByKey().Keys.Select(key => key.ToString());

        Assert.Equal(["hostdev:usb-0951:1666-1.4", "hostdev:usb-0951:1666-1.5"], Keys(Stick(1, 4), Stick(1, 5)));
        Assert.Equal(["hostdev:usb-0951:1666-1.5", "hostdev:usb-0951:1666-1.4"], Keys(Stick(1, 5), Stick(1, 4)));
        Assert.Equal(["hostdev:usb-0951:1666"], Keys(Stick(1, 5)));
    }

    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void EveryDevice_HasAKeyThatReadsBack(string name)
    {
        if (Fixture.Open(name) is not DomainXml domain)
            return;
        var keys = domain.DevicesByKey();

        Assert.Equal(domain.Devices.Count, keys.Count);
        Assert.All(keys.Keys, key => Assert.Equal((true, key), (DeviceKey.TryParse(key.ToString(), out var again), again)));
        Assert.False(DeviceKey.TryParse("none", out _));
        Assert.False(DeviceKey.TryParse(null, out _));
    }
}
