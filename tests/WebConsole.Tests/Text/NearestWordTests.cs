using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

public sealed class NearestWordTests
{
    private static readonly string[] Known = ["name", "memory", "maxMemory", "vcpus", "disks", "os", "start", "autostart", "cloudInit"];

    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("Memroy", "memory")]
    [InlineData("max_memory", "maxMemory")]
    [InlineData("cpus", "vcpus")]
    [InlineData("disk", "disks")]
    [InlineData("so", "os")]
    [InlineData("cloud-init", "cloudInit")]
    [InlineData("autostrat", "autostart")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaname", null)]
    public void MisspeltWord_IsFound(string given, string? expected) => Assert.Equal(expected, NearestWord.To(given, Known));
}
