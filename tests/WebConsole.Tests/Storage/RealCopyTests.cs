using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Copies into other pools and formats, and moves, on a real libvirt; looked at by qemu-img and virsh.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealCopyTests : RealStorage
{
    private string _from = "", _into = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_from, _into) = (await PoolAsync("from"), await PoolAsync("into"));
        await DoAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "a.qcow2", capacity = 4 << 20 });
        await ShellAsync($"qemu-io -f qcow2 -c 'write -P 7 1M 1M' {Root}/from/a.qcow2");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh destroy mover; virsh undefine mover; true");
        await UntilAsync(async () => !(await GetAsync("/api/v1/machines")).ToString().Contains("mover", StringComparison.Ordinal));
        foreach (var pool in new[] { _from, _into })
            await DoAsync(HttpMethod.Delete, pool, new { contents = true });
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Volume_IsCopiedIntoAnotherPool_AndConverted()
    {
        var into = _into.Split('/')[^1];

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/a.qcow2/clone", new { name = "b.qcow2", pool = into });
        await DoAsync(HttpMethod.Post, $"{_from}/volumes/a.qcow2/clone", new { name = "c.img", pool = into, format = "raw" });

        Assert.Equal("same", await ShellAsync($"cmp {Root}/from/a.qcow2 {Root}/into/b.qcow2 && echo same"));
        Assert.Equal("raw 4194304", await ShellAsync($"qemu-img info --output=json {Root}/into/c.img | grep -oE '\"(format|virtual-size)\": [^,]*' | sed 's/.*: //; s/\"//g' | sort -r | paste -sd' '"));
        await ShellAsync($"qemu-img compare -q -f qcow2 -F raw {Root}/from/a.qcow2 {Root}/into/c.img");
        Assert.Equal("raw", (await GetAsync($"{_into}/volumes/c.img")).GetProperty("format").GetString());
    }

    /// <summary>Copies are read to the end, wherever in a window that is.</summary>
    [Theory]
    [InlineData("head -c 3M /dev/urandom > $file")]
    [InlineData("head -c 8M /dev/urandom > $file")]
    [InlineData("head -c 9000001 /dev/urandom > $file")]
    [InlineData("truncate -s 71M $file && head -c 5M /dev/urandom >> $file && truncate -s 99M $file")]
    public async Task Copy_EndsWhereTheOriginalEnds(string content)
    {
        await ShellAsync($"file={Root}/from/large.img; {content}");
        await DoAsync(HttpMethod.Post, $"{_from}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_from}/volumes/large.img"));

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/large.img/clone", new { name = "copy.img", pool = _into.Split('/')[^1] });

        Assert.Equal("same", await ShellAsync($"cmp {Root}/from/large.img {Root}/into/copy.img && echo same"));
    }

    [Fact]
    public async Task CopyOfAnImageThatRestsOnAnother_HoldsAll_InAnotherPool()
    {
        await DoAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "top.qcow2", backing = new { pool = _from.Split('/')[^1], volume = "a.qcow2" } });

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/top.qcow2/clone", new { name = "all.qcow2", pool = _into.Split('/')[^1] });

        Assert.Equal("0", await ShellAsync($"qemu-img info --output=json {Root}/into/all.qcow2 | grep -c backing; true"));
        await ShellAsync($"qemu-img compare -q {Root}/from/top.qcow2 {Root}/into/all.qcow2");
    }

    /// <summary>libvirt says nothing of the other file, and QEMU would open it: to read it, or to change its size.</summary>
    [Theory]
    [Trait("Attack", "F2")]
    [InlineData("evil", "clone")]
    [InlineData("evil", "below")]
    [InlineData("evil", "resize")]
    [InlineData("top", "clone")]
    [InlineData("vmdk", "clone")]
    public async Task ImageWithItsDataInAnotherFile_IsNotOpened(string image, string action)
    {
        await ShellAsync($"echo secret > {Root}/secret && truncate -s 1M {Root}/secret");
        await ShellAsync(image is "vmdk"
            // A guest can write that into its raw disk. The description names the file.
            ? $$"""
              { printf 'KDMV\1\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\200\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\24\0\0\0\0\0\0\0'; head -c 468 /dev/zero
                printf '# Disk DescriptorFile\nversion=1\nCID=b91c80b1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 2048 FLAT "{{Root}}/secret" 0\n'; head -c 1M /dev/zero; } > {{Root}}/from/vmdk
              """
            : $"qemu-img create -q -f qcow2 -o data_file={Root}/secret,data_file_raw=on {Root}/from/evil 1M" + (image is "top" ? $" && qemu-img create -q -f qcow2 -b {Root}/from/evil -F qcow2 {Root}/from/top" : ""));
        await DoAsync(HttpMethod.Post, $"{_from}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_from}/volumes/{image}"));

        var task = action switch
        {
            "resize" => await StartAsync(HttpMethod.Patch, $"{_from}/volumes/{image}", new { capacity = 2 << 20 }),
            "below" => await StartAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "loot", capacity = 4 << 20, backing = new { pool = _from.Split('/')[^1], volume = image } }),
            _ => await StartAsync(HttpMethod.Post, $"{_from}/volumes/{image}/clone", new { name = "loot", format = "raw" }),
        };

        Assert.Equal(image is "vmdk" ? "vmdk is not safe to open. Its description may name other files of this host." : "evil is not safe to open. It keeps its data in another file of this host.", await ErrorAsync(task));
        Assert.Equal("1048576", await ShellAsync($"ls {Root}/from | grep loot; stat -c %s {Root}/secret"));
    }

    [Fact]
    public async Task PlainVmdkImage_IsConverted()
    {
        await ShellAsync($"qemu-img convert -q -O vmdk {Root}/from/a.qcow2 {Root}/from/b.vmdk");
        await DoAsync(HttpMethod.Post, $"{_from}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_from}/volumes/b.vmdk"));

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/b.vmdk/clone", new { name = "c.qcow2", format = "qcow2" });

        await ShellAsync($"qemu-img compare -q {Root}/from/a.qcow2 {Root}/from/c.qcow2");
    }

    /// <summary>As what libvirt opens an image, it decides in the call: the rules may have seen another one.</summary>
    [Theory]
    [Trait("Attack", "F2")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImageThatIsAnotherByNow_IsNotOpened(bool copied)
    {
        await ShellAsync($"truncate -s 1M {Root}/from/raw.img");
        await DoAsync(HttpMethod.Post, $"{_from}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_from}/volumes/raw.img"));
        var known = App.Services.GetRequiredService<InventoryStore>();
        var (pool, before) = known.Current.Volumes.Single(volumes => volumes.Value.Find("raw.img") is not null);
        await ShellAsync($"echo secret > {Root}/secret && qemu-img create -q -f qcow2 -b {Root}/secret -F raw {Root}/from/raw.img 1M && virsh pool-refresh from");
        await UntilAsync(() => Task.FromResult(known.Current.Volumes[pool].Find("raw.img")!.BackingPath is not null));
        known.Update(snapshot => snapshot with { Volumes = snapshot.Volumes.SetItem(pool, before) });

        var task = copied
            ? await StartAsync(HttpMethod.Post, $"{_from}/volumes/raw.img/clone", new { name = "loot", format = "qcow2" })
            : await StartAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "loot", capacity = 4 << 20, backing = new { pool = _from.Split('/')[^1], volume = "raw.img" } });

        Assert.Equal("raw.img has another format by now, or rests on another image: nothing was made.", await ErrorAsync(task));
        Assert.Equal("", await ShellAsync($"ls {Root}/from | grep loot; true"));
    }

    /// <summary>libvirt does not stop qemu-img: an offer to cancel would do nothing.</summary>
    [Fact]
    public async Task Conversion_CantBeCancelled()
    {
        await DoAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "large.qcow2", capacity = 512 << 20 });
        await ShellAsync($"qemu-io -f qcow2 -c 'write -P 7 0 256M' {Root}/from/large.qcow2");
        var paused = ShellAsync("for try in $(seq 2000); do pkill -STOP -f 'qemu-img[ ]convert' && exit; sleep 0.01; done; exit 1");

        var task = await StartAsync(HttpMethod.Post, $"{_from}/volumes/large.qcow2/clone", new { name = "raw.img", format = "raw" });
        try
        {
            await paused;
            Assert.False((await GetAsync(task)).GetProperty("canCancel").GetBoolean());
            using var refused = await Client.PostAsync($"{task}/cancel", null, Cancel);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }
        finally
        {
            await ShellAsync("pkill -CONT -f 'qemu-img[ ]convert'; true");
        }
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() is "succeeded");
    }

    [Theory]
    [InlineData("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/run/lab/storage/from/a.qcow2'/><target dev='vdb' bus='virtio'/></disk>", "/run/lab/storage/into/a.qcow2")]
    [InlineData("<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='from' volume='a.qcow2'/><target dev='vdb' bus='virtio'/></disk>", "a.qcow2")]
    public async Task Volume_IsMoved_AndItsMachineFollows(string disk, string source)
    {
        await MachineAsync(disk);
        await ShellAsync("virsh dumpxml --inactive mover > /run/lab/mover.xml && virsh define /run/lab/mover.xml");
        await UntilAsync(async () => (await GetAsync($"{_from}/volumes/a.qcow2")).GetProperty("usedBy").ToString() is """["mover"]""");
        using (var refused = await Client.DeleteAsync($"{_from}/volumes/a.qcow2", Cancel))
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/a.qcow2/move", new { pool = _into.Split('/')[^1] });

        Assert.Equal($"vdb {source}", await ShellAsync("virsh domblklist mover --inactive | awk '$1 == \"vdb\" { print $1, $2 }'"));
        Assert.Equal("a.qcow2", await ShellAsync($"ls {Root}/into; ls {Root}/from"));
        await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 1M 1M' {Root}/into/a.qcow2");
        await ShellAsync("virsh start mover");
    }

    /// <summary>Nobody knows whether a deletion that failed was done: the copy may be all that is left.</summary>
    [Fact]
    public async Task MoveThatCannotDeleteTheOriginal_KeepsTheCopy()
    {
        // A file on which something is mounted can't be deleted.
        await ShellAsync($"mount --bind {Root}/from/a.qcow2 {Root}/from/a.qcow2");
        try
        {
            var task = await StartAsync(HttpMethod.Post, $"{_from}/volumes/a.qcow2/move", new { pool = _into.Split('/')[^1] });

            var ended = await EndedAsync(task);
            Assert.Equal("failed", ended.GetProperty("state").GetString());
            Assert.Contains("perhaps the original of a.qcow2 in the pool from", ended.GetProperty("left").ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await ShellAsync($"umount {Root}/from/a.qcow2");
        }
        await ShellAsync($"qemu-img compare -q {Root}/from/a.qcow2 {Root}/into/a.qcow2");
    }

    /// <summary>libvirt raises no event where virsh changes only what holds from the next start.</summary>
    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/wipe")]
    public async Task DiskThatVirshHasJustAdded_IsSeenBeforeItIsHarmed(string method, string action)
    {
        await ShellAsync($"{RealGuest.Lab}/define-guest.sh mover");
        await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("mover", StringComparison.Ordinal));
        await ShellAsync("virsh attach-disk mover /run/lab/storage/from/a.qcow2 vdb --subdriver qcow2 --config");

        var task = await StartAsync(new HttpMethod(method), $"{_from}/volumes/a.qcow2{action}", null);

        Assert.Equal("a.qcow2 is used by mover. What uses a volume has to go first.", await ErrorAsync(task));
        await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 1M 1M' {Root}/from/a.qcow2");
    }

    private async Task<string?> ErrorAsync(string task) => (await EndedAsync(task)).GetProperty("error").GetString();

    private async Task<JsonElement> EndedAsync(string task)
    {
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        return ended;
    }

    private static async Task MachineAsync(string disk)
    {
        await ShellAsync($"{RealGuest.Lab}/define-guest.sh mover");
        await ShellAsync($"cat > /run/lab/disk.xml <<'E'\n{disk}\nE\nvirsh attach-device mover /run/lab/disk.xml --config");
    }

    private async Task<string> PoolAsync(string name)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name, path = $"{Root}/{name}" });
        return $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
    }
}
