using WebConsole.Hosting.Files;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class MountTableTests
{
    private static readonly string[] Table =
    [
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
        "23 22 8:2 / /srv rw - ext4 /dev/sda2 rw",
        "24 22 0:40 / /srv/my\\040disks rw master:1 - nfs4 nas:/x rw",
        "25 22 8:3 / /srv rw - xfs /dev/sda3 rw",
        "nonsense",
    ];

    [Theory]
    [InlineData("/var/lib", "8:1")]
    [InlineData("/srv", "8:3")]
    [InlineData("/srv/images", "8:3")]
    [InlineData("/srvother", "8:1")]
    [InlineData("/srv/my disks/a", "0:40")]
    public void Path_LiesInTheNearestFileSystem(string path, string expected) => Assert.Equal(expected, MountTable.FileSystemOf(path, Table));

    [Fact]
    public void Kernel_IsAsked()
    {
        Assert.NotNull(MountTable.FileSystemOf("/"));
        Assert.NotEqual(MountTable.FileSystemOf("/"), MountTable.FileSystemOf("/proc/1"));
    }
}
