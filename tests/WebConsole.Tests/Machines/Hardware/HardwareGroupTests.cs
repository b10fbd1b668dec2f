using Libvirt.Xml;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Machines.Hardware;

public sealed class HardwareGroupTests
{
    [Theory]
    [InlineData("<disk type='file'><target dev='vda'/></disk>", HardwareGroup.Disks)]
    [InlineData("<filesystem type='mount'><source dir='/srv'/><target dir='srv'/></filesystem>", HardwareGroup.Disks)]
    [InlineData("<interface type='user'><mac address='52:54:00:00:00:01'/></interface>", HardwareGroup.Network)]
    [InlineData("<sound model='ich9'/>", HardwareGroup.Display)]
    [InlineData("<audio id='1' type='spice'/>", HardwareGroup.Display)]
    [InlineData("<audio id='1' type='none'/>", HardwareGroup.Plumbing)]
    [InlineData("<hostdev mode='subsystem' type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>", HardwareGroup.Host)]
    [InlineData("<redirdev bus='usb' type='spicevmc'/>", HardwareGroup.Host)]
    [InlineData("<input type='tablet' bus='usb'/>", HardwareGroup.Host)]
    [InlineData("<input type='passthrough' bus='virtio'><source evdev='/dev/input/event1'/></input>", HardwareGroup.Host)]
    [InlineData("<input type='keyboard' bus='ps2'/>", HardwareGroup.Plumbing)]
    [InlineData("<memballoon model='virtio'/>", HardwareGroup.Plumbing)]
    [InlineData("<controller type='usb' index='0'/>", HardwareGroup.Plumbing)]
    [InlineData("<memory model='dimm'><target><size unit='MiB'>512</size></target></memory>", HardwareGroup.Base)]
    [InlineData("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>", HardwareGroup.Other)]
    [InlineData("<new-thing/>", HardwareGroup.Other)]
    public void Device_StandsAmongItsKind(string device, HardwareGroup group)
    {
        var view = DomainXml.Parse($"<domain><devices>{device}</devices></domain>").Devices.Single();

        Assert.Equal(group, HardwareGroups.Of(MachineHardware.Describe(view, new HardwareContext(new InventorySnapshot(), "local")), view));
    }
}
