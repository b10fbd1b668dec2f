using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Addresses of devices, which are replaced as a whole.</summary>
public sealed class DeviceAddressTests
{
    public static TheoryData<DeviceAddress, string> All => new()
    {
        { DeviceAddress.Pci(0, 5, 31, 1), """<address type="pci" domain="0x0000" bus="0x05" slot="0x1f" function="0x1" />""" },
        { DeviceAddress.Pci(0, 0, 1, 0, multiFunction: true, zpciUid: 1, zpciFid: -1), """<address type="pci" domain="0x0000" bus="0x00" slot="0x01" function="0x0" multifunction="on"><zpci uid="0x0001" fid="0xffffffff" /></address>""" },
        { DeviceAddress.Drive(0, 1, 0, 12), """<address type="drive" controller="0" bus="1" target="0" unit="12" />""" },
        { DeviceAddress.VirtioSerial(0, 0, 12), """<address type="virtio-serial" controller="0" bus="0" port="12" />""" },
        { DeviceAddress.Ccid(0, 11), """<address type="ccid" controller="0" slot="11" />""" },
        { DeviceAddress.Usb(0, "1.2"), """<address type="usb" bus="0" port="1.2" />""" },
        { DeviceAddress.SpaprVio(0x3000), """<address type="spapr-vio" reg="0x3000" />""" },
        { DeviceAddress.Ccw(0xfe, 0, 0x1f), """<address type="ccw" cssid="0xfe" ssid="0x0" devno="0x001f" />""" },
        { DeviceAddress.VirtioMmio(), """<address type="virtio-mmio" />""" },
        { DeviceAddress.Isa(0x3f8, 4), """<address type="isa" iobase="0x3f8" irq="0x4" />""" },
        { DeviceAddress.Dimm(1, 0x100000000), """<address type="dimm" slot="1" base="0x100000000" />""" },
        { DeviceAddress.Unassigned(), """<address type="unassigned" />""" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Address_IsWrittenAsLibvirtWritesIt_AndReadAsTheSame(DeviceAddress address, string expected)
    {
        var device = Device("");

        device.SetAddress(address);

        Assert.Equal(expected, device.Address.ToXml());
        device.SetAddress(address);
        Assert.Equal(address, DeviceAddress.Of(device.Address));
    }

    [Fact]
    public void Address_Switched_LeavesNothingOfTheOldOne()
    {
        var device = Device("""<address type="pci" domain="0" bus="0x0A" slot="1" function="0" multifunction="on"><zpci uid="1" fid="1" /></address>""");

        device.SetAddress(DeviceAddress.Drive(0, 0, 0, 10));

        Assert.Equal("""<address type="drive" controller="0" bus="0" target="0" unit="10" />""", device.Address.ToXml());
    }

    [Fact]
    public void Address_WrittenAsItIs_ChangesNoByte()
    {
        var device = Device("""<address type="pci" domain="0" bus="0x0A" slot="1" function="0" />""");
        var before = device.ToXml();

        device.SetAddress(DeviceAddress.Pci(0, 10, 1, 0));

        Assert.Equal(before, device.ToXml());
    }

    [Fact]
    public void Number_IsWrittenInTheFormOfTheOneBefore()
    {
        var device = Device("""<address type="pci" domain="0" bus="0x0a" slot="1" function="0x00" />""");

        (device.Address.Domain, device.Address.Bus, device.Address.Slot, device.Address.Function) = (1, 11, 2, 7);

        Assert.Equal("""<address type="pci" domain="1" bus="0x0b" slot="2" function="0x07" />""", device.Address.ToXml());
    }

    [Fact]
    public void NoAddress_LeavesThePlaceToLibvirt()
    {
        var device = Device("""<address type="pci" bus="1" />""");

        device.SetAddress(null);

        Assert.Equal("<sound />", device.ToXml());
    }

    private static SoundXml Device(string address) => new(Fixture.Element($"<sound>{address}</sound>"));
}
