using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>A share of an NFS server.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostNfsTests : FullHostPools
{
    private static readonly object Share = new { type = "netfs", name = "nas", sourceHost = "127.0.0.1", sourceDir = "/srv/nfs", format = "nfs", path = "/mnt/nas" };

    [Fact]
    public async Task Share_IsFound_ItsVolumesLive_AndAllIsDeleted()
    {
        Assert.Contains(await FindAsync(new { type = "netfs", sourceHost = "127.0.0.1" }), source => source.GetProperty("sourceDir").GetString() == "/srv/nfs");
        var pool = await MakeAsync(Share);
        Assert.StartsWith("nfs", await OnHostAsync("findmnt -n -o FSTYPE /mnt/nas"), StringComparison.Ordinal);

        await VolumeAsync(pool, new { name = "made.qcow2", capacity = 16 << 20 });
        await DoAsync(HttpMethod.Patch, $"{pool}/volumes/made.qcow2", new { capacity = 32 << 20 });
        Assert.Contains("32 MiB", await OnHostAsync("qemu-img info /srv/nfs/made.qcow2"), StringComparison.Ordinal);
        var file = RandomNumberGenerator.GetBytes(3_000_000);
        await UploadAsync(pool, "sent.img", file);
        Assert.Equal(file, await ReadAsync(pool, "sent.img", file.Length));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent.img/clone", new { name = "copy.qcow2", format = "qcow2" });
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/sent.img/wipe", null);
        Assert.Equal(new byte[1000], await ReadAsync(pool, "sent.img", 1000));
        await DoAsync(HttpMethod.Delete, $"{pool}/volumes/sent.img", null);
        Assert.Equal("copy.qcow2 made.qcow2", await OnHostAsync("ls /srv/nfs | paste -sd\" \""));

        await EndAsync(pool, contents: true);

        Assert.Equal("", await OnHostAsync("ls /srv/nfs; findmnt -n /mnt/nas; true"));
    }

    /// <summary>The kernel waits for a server of NFS for ever.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task ServerThatGoes_DelaysNoOtherPool_AndThePoolIsThereAgainWithIt()
    {
        var pool = await MakeAsync(Share);
        var group = await MakeAsync(new { type = "logical", name = "group", sourceName = "vglab" });
        await OnHostAsync("systemctl stop nfs-server");
        try
        {
            var task = await StartAsync(HttpMethod.Post, $"{pool}/refresh", null);
            _ = App.Services.GetRequiredService<InventoryStore>().AskFor(ObjectId.Pool("full", Guid.Parse(pool.Split('/')[^1])));
            await UntilAsync(async () => (await GetAsync(pool)).GetProperty("silent").GetBoolean());
            await DoAsync(HttpMethod.Post, $"{group}/refresh", null);
            await DoAsync(HttpMethod.Post, $"{group}/stop", null);
            Assert.NotEqual("succeeded", (await GetAsync(task)).GetProperty("state").GetString());
        }
        finally
        {
            await OnHostAsync("systemctl start nfs-server");
        }

        await UntilAsync(async () => !(await GetAsync(pool)).GetProperty("silent").GetBoolean());
        await UntilAllHasEndedAsync();
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await DoAsync(HttpMethod.Delete, group, new { contents = false });
        await EndAsync(pool, contents: true);
    }

    [Fact]
    public async Task ShareThatIsNotThere_SaysSo()
    {
        Assert.Contains("mount", await MakeInVainAsync(new { type = "netfs", name = "nas", sourceHost = "127.0.0.1", sourceDir = "/srv/none", format = "nfs", path = "/mnt/nas" }), StringComparison.Ordinal);
    }
}
