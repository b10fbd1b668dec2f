using System.Security.Cryptography;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Volume groups of LVM.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostLogicalTests : FullHostPools
{
    [Fact]
    public async Task Group_IsFound_ItsVolumesLive_AndItOutlivesThePool()
    {
        var found = Assert.Single(await FindAsync(new { type = "logical" }), source => source.GetProperty("sourceName").GetString() == "vglab");
        var pool = await MakeAsync(new { type = "logical", name = "group", sourceName = found.GetProperty("sourceName").GetString() });

        await VolumeAsync(pool, new { name = "made", capacity = 16 << 20 });
        var file = RandomNumberGenerator.GetBytes(3_000_000);
        await UploadAsync(pool, "sent", file);
        Assert.Equal(file, await ReadAsync(pool, "sent", file.Length));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent/clone", new { name = "copy" });
        Assert.Equal(file, await ReadAsync(pool, "copy", file.Length));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent/wipe", null);
        Assert.Equal(new byte[1000], await ReadAsync(pool, "sent", 1000));
        Assert.Contains("libvirt can't change the size", await RefuseAsync(HttpMethod.Patch, $"{pool}/volumes/made", new { capacity = 32 << 20 }), StringComparison.Ordinal);
        foreach (var volume in new[] { "made", "sent", "copy" })
            await DoAsync(HttpMethod.Delete, $"{pool}/volumes/{volume}", null);
        Assert.Equal("0", await OnHostAsync("lvs --noheadings vglab | wc -l"));

        await EndAsync(pool, contents: false);
        Assert.Equal("vglab", await OnHostAsync("vgs --noheadings -o vg_name vglab"));
    }

    [Fact]
    public async Task Group_IsMadeOfABlankDisk_AndDeletedWithAllInIt()
    {
        var pool = await MakeAsync(new { type = "logical", name = "new", sourceName = "vgnew", sourceDevices = new[] { "/dev/vde" }, build = true });
        await VolumeAsync(pool, new { name = "made", capacity = 16 << 20 });

        await EndAsync(pool, contents: true);

        Assert.Equal("", await OnHostAsync("vgs --noheadings -o vg_name | grep vgnew; true"));
    }

    [Fact]
    public async Task GroupThatIsNotThere_MakesNoPool() =>
        Assert.Contains("vgnone", await MakeInVainAsync(new { type = "logical", name = "none", sourceName = "vgnone" }), StringComparison.Ordinal);
}
