using System.Xml.Linq;
using WebConsole.Features.Provisioning.Lines;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>How a definition becomes options; <see cref="RealMachineLinesTests"/> gives them to virt-install.</summary>
public sealed class VirtInstallLineTests
{
    [Theory]
    [InlineData("disk", "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/web.qcow2'/><target dev='vda' bus='virtio'/><readonly/><boot order='1'/></disk>",
        "--disk type=file,device=disk,driver.name=qemu,driver.type=qcow2,path=/srv/web.qcow2,target.dev=vda,target.bus=virtio,readonly=on,boot.order=1")]
    [InlineData("controller", "<controller type='usb' model='qemu-xhci' ports='15'/>", "--controller type=usb,model=qemu-xhci,xpath0.set=./@ports,xpath0.value=15")]
    [InlineData("video", "<video><model type='virtio'/><driver iommu='on'/><new/></video>", "--video model.type=virtio,xpath0.set=./driver/@iommu,xpath0.value=on,xpath1.create=./new")]
    public void Device_IsSaidWhole(string option, string xml, string line) =>
        Assert.Equal(line, new VirtInstallOption(option).AddAll(XElement.Parse(xml), VirtInstallWords.Devices[option]).ToString());

    [Fact]
    public void Several_HaveTheirNumbers() =>
        Assert.Equal("--clock offset=utc,timer0.name=rtc,timer0.tickpolicy=catchup,timer1.name=hpet,timer1.present=no", new VirtInstallOption("clock")
            .AddAll(XElement.Parse("<clock offset='utc'><timer name='rtc' tickpolicy='catchup'/><timer name='hpet' present='no'/></clock>"), VirtInstallWords.Clock).ToString());

    /// <summary>The shell reads one word, in which virt-install finds no further option.</summary>
    [Theory, Trait("Attack", "J1"), Trait("Attack", "J2")]
    [InlineData("a,format=raw", """--disk 'path='\''a,format=raw'\'''""")]
    [InlineData("$(reboot); x", "--disk 'path=$(reboot); x'")]
    [InlineData("it's", """--disk 'path='\''it'\''"'\''"'\''s'\'''""")]
    public void HostileValue_IsOneValue(string value, string line) => Assert.Equal(line, new VirtInstallOption("disk").Add("path", value).ToString());

    [Fact, Trait("Attack", "J2")]
    public void NameWithAHyphen_IsNoOption() => Assert.Equal("--name=--help", VirtInstallOption.Line("name", "--help"));

    [Fact, Trait("Attack", "V2")]
    public void Password_IsDots() =>
        Assert.DoesNotContain("hunter-22", new VirtInstallOption("graphics").AddAll(XElement.Parse("<graphics type='vnc' passwd='hunter-22'/>"), VirtInstallWords.Devices["graphics"]).ToString(), StringComparison.Ordinal);
}
