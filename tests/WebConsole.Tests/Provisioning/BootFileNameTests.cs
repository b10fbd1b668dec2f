using WebConsole.Features.Provisioning.Forms;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class BootFileNameTests
{
    [Theory]
    [InlineData("vmlinuz", true, false)]
    [InlineData("vmlinuz-6.1.0-18-amd64", true, false)]
    [InlineData("web-01-vmlinuz", true, false)]
    [InlineData("vmlinux", true, false)]
    [InlineData("bzImage", true, false)]
    [InlineData("linux", true, false)]
    [InlineData("initrd.img", false, true)]
    [InlineData("initrd.img-6.1.0-18-amd64", false, true)]
    [InlineData("initramfs-6.5.img", false, true)]
    [InlineData("web-01-initrd", false, true)]
    [InlineData("linux.img", false, false)]
    [InlineData("linuxmint.raw", false, false)]
    [InlineData("debian-11-generic-amd64.raw", false, false)]
    [InlineData("web-01.img", false, false)]
    [InlineData("vmlinuzz.img", false, false)]
    public void BootFiles_AreToldByTheirNames(string name, bool kernel, bool initrd) => Assert.Equal((kernel, initrd), (BootFileName.IsKernel(name), BootFileName.IsInitrd(name)));
}
