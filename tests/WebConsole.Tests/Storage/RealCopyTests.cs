using System.Net;
using System.Text.Json;
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

    [Fact]
    public async Task CopyOfAnImageThatRestsOnAnother_HoldsAll_InAnotherPool()
    {
        await DoAsync(HttpMethod.Post, $"{_from}/volumes", new { name = "top.qcow2", backing = new { pool = _from.Split('/')[^1], volume = "a.qcow2" } });

        await DoAsync(HttpMethod.Post, $"{_from}/volumes/top.qcow2/clone", new { name = "all.qcow2", pool = _into.Split('/')[^1] });

        Assert.Equal("0", await ShellAsync($"qemu-img info --output=json {Root}/into/all.qcow2 | grep -c backing; true"));
        await ShellAsync($"qemu-img compare -q {Root}/from/top.qcow2 {Root}/into/all.qcow2");
    }

    /// <summary>libvirt says nothing of it, and qemu-img would read it.</summary>
    [Fact]
    [Trait("Attack", "F2")]
    public async Task ImageWithItsDataInAnotherFile_IsNotConverted()
    {
        await ShellAsync($"echo secret > {Root}/secret && truncate -s 1M {Root}/secret && qemu-img create -q -f qcow2 -o data_file={Root}/secret,data_file_raw=on {Root}/from/evil.qcow2 1M");
        await DoAsync(HttpMethod.Post, $"{_from}/refresh", null);

        var task = await StartAsync(HttpMethod.Post, $"{_from}/volumes/evil.qcow2/clone", new { name = "loot.img", format = "raw" });

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("evil.qcow2 can't be converted. It keeps its data in another file of this host.", ended.GetProperty("error").GetString());
        Assert.Equal("", await ShellAsync($"ls {Root}/from | grep loot; true"));
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

            JsonElement ended = default;
            await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
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

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("a.qcow2 is used by mover. What uses a volume has to go first.", ended.GetProperty("error").GetString());
        await ShellAsync($"qemu-io -r -f qcow2 -c 'read -P 7 1M 1M' {Root}/from/a.qcow2");
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
