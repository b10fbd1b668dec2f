using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>libvirt calls each file raw that it does not know.</summary>
public sealed class DiskImagesTests
{
    [Theory]
    [InlineData("fedora-coreos-37-qemu.x86_64.qcow2.xz", "raw", "It is packed")]
    [InlineData("haos.IMG.GZ", "raw", "It is packed")]
    [InlineData("debian-12.tar.xz", null, "It is packed")]
    [InlineData("shop.ova", "raw", "By its name it is no disk image")]
    [InlineData("web-01-ignition.json", "raw", "By its name it is no disk image")]
    public void FileThatIsNoDisk_IsTold(string name, string? format, string why) => Assert.StartsWith(why, DiskImages.WhyNone(Volume(name, format)), StringComparison.Ordinal);

    [Theory]
    [InlineData("debian-12-generic-amd64.qcow2", "qcow2")]
    [InlineData("odd-name.gz", "qcow2")]
    [InlineData("disk.img", "raw")]
    [InlineData("data-1", "raw")]
    [InlineData("v1.5", "raw")]
    public void Image_IsTaken(string name, string format) => Assert.Null(DiskImages.WhyNone(Volume(name, format)));

    private static StorageVolume Volume(string name, string? format) => new(name, "/srv/images/" + name, format, 1 << 20, 1 << 20);
}
