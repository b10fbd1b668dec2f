using Libvirt.Xml;
using WebConsole.Features.Machines.Devices;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

[Trait("Attack", "V2")]
public sealed class DeviceLineTests
{
    [Theory]
    [InlineData("<graphics type='vnc' port='-1' passwd='hunter2'/>")]
    [InlineData("<disk type='network' device='disk'><source protocol='https' name='a.iso' query='token=hunter2'><cookies><cookie name='a'>hunter2</cookie></cookies></source><target dev='vda'/></disk>")]
    public void SecretsOfADevice_AreNotInItsLine(string device) =>
        Assert.DoesNotContain("hunter2", DeviceLine.Reading("qemu:///system", TestMachines.Named("web"), "attach-device", DeviceXml.Lay(SafeXml.Parse(device).Root!), runs: true), StringComparison.Ordinal);
}
