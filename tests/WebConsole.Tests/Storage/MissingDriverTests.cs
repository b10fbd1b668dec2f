using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Kinds of pools whose driver libvirt does not have here.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class MissingDriverTests() : RealPools("local", "qemu:///system")
{
    [Theory]
    [InlineData("zfs", "libvirt-daemon-driver-storage-zfs")]
    [InlineData("vstorage", "vstorage-client")]
    public async Task Pool_IsNotMade_AndThePackageIsNamed(string type, string package)
    {
        Assert.SkipWhen(await ShellAsync($"virsh pool-capabilities | grep -c \"type='{type}' supported='yes'\"; true") != "0", $"libvirt has the driver of {type} here.");

        var said = await MakeInVainAsync(new { type, name = "none", sourceName = "tank", path = type is "vstorage" ? $"{Root}/none" : null });

        Assert.Contains("missing backend for pool type", said, StringComparison.Ordinal);
        Assert.Contains(package, said, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync("virsh -q pool-list --all --name"));
    }
}
