using System.Security.Cryptography;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>A volume of a GlusterFS server, mounted as a share and opened directly: tests/Lab/gluster.sh.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class GlusterPoolTests() : RealPools("local", "qemu:///system")
{
    private const string Server = "10.99.1.1";

    public override async ValueTask InitializeAsync()
    {
        await LabAsync("gluster.sh start");
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Share_IsFound_ItsVolumesLive_AndAllIsDeleted()
    {
        var found = Assert.Single(await FindAsync(new { type = "netfs", sourceHost = Server }), source => source.GetProperty("format").GetString() == "glusterfs");
        var pool = await MakeAsync(new { type = "netfs", name = "share", sourceHost = Server, sourceDir = found.GetProperty("sourceDir").GetString(), format = "glusterfs", path = $"{Root}/share" });

        var file = RandomNumberGenerator.GetBytes(3_000_000);
        await UploadAsync(pool, "sent.img", file);
        await DoAsync(HttpMethod.Patch, $"{pool}/volumes/sent.img", new { capacity = 4 << 20 });
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent.img/clone", new { name = "copy.img" });
        Assert.Equal(file, await ReadAsync(pool, "copy.img", file.Length));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent.img/wipe", null);
        await DoAsync(HttpMethod.Delete, $"{pool}/volumes/sent.img", null);
        Assert.Equal("copy.img", await ShellAsync("ls /run/lab/gluster/brick/machines"));

        await EndAsync(pool, contents: true);

        Assert.Equal("", await ShellAsync("ls /run/lab/gluster/brick/machines"));
    }

    /// <summary>libvirt only lists and deletes what lies in it.</summary>
    [Fact]
    public async Task Volume_IsFound_AndWhatLibvirtCannotDoWithItIsSaid()
    {
        await ShellAsync($"mkdir -p {Root}/fuse && mount -t glusterfs {Server}:/machines {Root}/fuse && head -c 1048576 /dev/urandom > {Root}/fuse/old.img && umount {Root}/fuse");
        Assert.Contains(await FindAsync(new { type = "gluster", sourceHost = Server }), source => source.GetProperty("sourceName").GetString() == "machines");
        var pool = await MakeAsync(new { type = "gluster", name = "gluster", sourceHost = Server, sourceName = "machines" });
        await ShowsAsync(pool, "old.img");

        Assert.Contains("can't make volumes", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes", new { name = "made.img", capacity = 1 << 20 }), StringComparison.Ordinal);
        Assert.Contains("can't overwrite", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes/old.img/wipe"), StringComparison.Ordinal);
        Assert.Contains("can't change the size", await RefuseAsync(HttpMethod.Patch, $"{pool}/volumes/old.img", new { capacity = 2 << 20 }), StringComparison.Ordinal);
        Assert.Contains("can't read", await RefuseAsync(HttpMethod.Get, $"{pool}/volumes/old.img/content"), StringComparison.Ordinal);
        Assert.Contains("can't copy", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes/old.img/clone", new { name = "copy.img" }), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Delete, $"{pool}/volumes/old.img", null);
        Assert.Equal("", await ShellAsync("ls /run/lab/gluster/brick/machines"));

        await EndAsync(pool, contents: false);
    }
}
