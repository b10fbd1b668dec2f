using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>
/// Pools and volumes of a real libvirt, created, changed and deleted through the API and verified by virsh.
/// </summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealStorageTests : RealStorage
{
    [Fact]
    public async Task Pool_IsMade_ItsVolumesResizedAndCopied_AndAllIsDeleted()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "story", path = $"{Root}/story" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        Assert.Equal("running yes", await ShellAsync("virsh pool-info story | awk '/State|Autostart/ { print $2 }' | paste -sd' '"));

        await ShellAsync("virsh vol-create-as story a.img 3M --format raw && head -c 3000000 /dev/urandom | dd of=" + $"{Root}/story/a.img conv=notrunc status=none");
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 1);

        await DoAsync(HttpMethod.Patch, $"{pool}/volumes/a.img", new { capacity = 5 << 20 });
        Assert.Equal($"{5 << 20}", await ShellAsync($"stat -c %s {Root}/story/a.img"));
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes/a.img")).GetProperty("capacity").GetInt64() == 5 << 20);

        var copy = await DoAsync(HttpMethod.Post, $"{pool}/volumes/a.img/clone", new { name = "b.img" });
        Assert.Equal("b.img", copy.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal("same", await ShellAsync($"cmp {Root}/story/a.img {Root}/story/b.img && echo same"));
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 2);

        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
        Assert.Equal("gone", await ShellAsync($"virsh pool-info story >/dev/null 2>&1 || test -e {Root}/story || echo gone"));
    }

    /// <summary>Ten GiB that hold one MiB. In the qcow2 image are holes where the new one, with clusters of 64 KiB, has its header.</summary>
    [Theory]
    [InlineData("raw", "")]
    [InlineData("qcow2", "-o cluster_size=2M")]
    public async Task CopyOfASparseVolume_StaysSparse(string format, string options)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = $"thin-{format}", path = $"{Root}/thin-{format}" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await ShellAsync($"head -c 1048576 /dev/urandom > {Root}/data && qemu-img create -q -f {format} {options} {Root}/thin-{format}/a.img 10G");
        await ShellAsync($"qemu-io -f {format} -c 'write -s {Root}/data 4G 1M' {Root}/thin-{format}/a.img && fallocate --dig-holes {Root}/thin-{format}/a.img && virsh pool-refresh thin-{format}");
        await UntilAsync(() => IsThereAsync(pool));
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 1);

        await DoAsync(HttpMethod.Post, $"{pool}/volumes/a.img/clone", new { name = "b.img" });

        Assert.Equal("same", await ShellAsync($"cmp {Root}/thin-{format}/a.img {Root}/thin-{format}/b.img && echo same"));
        Assert.InRange(int.Parse(await ShellAsync($"du -k {Root}/thin-{format}/b.img | cut -f1"), CultureInfo.InvariantCulture), 1024, 4096);
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    /// <summary>Bytes and holes across the ends of the windows in which a volume is read.</summary>
    [Fact]
    public async Task CopyOfManyWindows_IsTheSame_AndAsSparse()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "windows", path = $"{Root}/windows" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        // 10 MiB of bytes, 3 of a hole, 20 of bytes, 300 of a hole, and a rest that is no whole block.
        await ShellAsync($$"""
            cd {{Root}}/windows && truncate -s 350000001 a.img && dd if=/dev/urandom of=a.img bs=1M count=10 conv=notrunc status=none &&
            dd if=/dev/urandom of=a.img bs=1M seek=13 count=20 conv=notrunc status=none && dd if=/dev/urandom of=a.img bs=1 seek=350000000 count=1 conv=notrunc status=none && virsh pool-refresh windows
            """);
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 1);

        await DoAsync(HttpMethod.Post, $"{pool}/volumes/a.img/clone", new { name = "b.img" });
        using var answer = await Client.GetAsync($"{pool}/volumes/a.img/content", HttpCompletionOption.ResponseHeadersRead, Cancel);

        await ShellAsync($"cmp {Root}/windows/a.img {Root}/windows/b.img");
        Assert.InRange(int.Parse(await ShellAsync($"du -k {Root}/windows/b.img | cut -f1"), CultureInfo.InvariantCulture), 30 * 1024, 31 * 1024);
        await using var file = File.OpenRead($"{Root}/windows/a.img");
        Assert.Equal(await SHA256.HashDataAsync(file, Cancel), await SHA256.HashDataAsync(await answer.Content.ReadAsStreamAsync(Cancel), Cancel));
        await UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().All(task => task.GetProperty("endedAt").ValueKind is JsonValueKind.String));
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    [Fact]
    public async Task CopyThatIsCancelled_LeavesNothing()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "cut", path = $"{Root}/cut" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        // Zeros that were written are no hole, so that the copy takes a while.
        await ShellAsync($"virsh vol-create-as cut big.img 400M --format raw && dd if=/dev/zero of={Root}/cut/big.img bs=1M count=400 conv=notrunc status=none");
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 1);

        var task = await StartAsync(HttpMethod.Post, $"{pool}/volumes/big.img/clone", new { name = "copy.img" });
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("progress") is { ValueKind: JsonValueKind.Number } progress && progress.GetDouble() > 0);
        using var cancelled = await Client.PostAsync($"{task}/cancel", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "cancelled");
        Assert.Equal("big.img", await ShellAsync($"ls {Root}/cut"));
        Assert.Equal(0, (await GetAsync(task)).GetProperty("left").GetArrayLength());
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    /// <summary>A file system whose server stands still, as with NFS when its server is away: here bindfs, stopped.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task PoolWhoseStorageHangs_IsNamed_AndDelaysNoOther()
    {
        var nas = await MakeAsync("nas");
        var sound = await MakeAsync("sound");
        await ShellAsync($"mkdir {Root}/server && bindfs {Root}/server {Root}/nas && kill -STOP $(pgrep -x bindfs)");
        try
        {
            await ShellAsync("timeout 1 virsh pool-refresh nas; true");
            // Nothing tells that it hangs until it is asked for something.
            _ = App.Services.GetRequiredService<InventoryStore>().AskFor(ObjectId.Pool("local", Guid.Parse(nas.Split('/')[^1])));
            await UntilAsync(async () => (await GetAsync(nas)).GetProperty("silent").GetBoolean());

            await DoAsync(HttpMethod.Post, $"{sound}/refresh", null);
            await DoAsync(HttpMethod.Post, $"{sound}/stop", null);
            await UntilAsync(async () => (await GetAsync(sound)).GetProperty("state").GetString() == "inactive");
            Assert.Equal("1", await ShellAsync("virsh list --all > /dev/null && virsh pool-info sound > /dev/null && echo 1"));
        }
        finally
        {
            await ShellAsync($"kill -CONT $(pgrep -x bindfs)");
        }
        await UntilAsync(async () => !(await GetAsync(nas)).GetProperty("silent").GetBoolean());
        await ShellAsync($"umount {Root}/nas");
        await DoAsync(HttpMethod.Delete, sound, new { contents = true });
        await DoAsync(HttpMethod.Post, $"{nas}/stop", null);
        await DoAsync(HttpMethod.Delete, nas, new { contents = false });

        async Task<string> MakeAsync(string name)
        {
            var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name, path = $"{Root}/{name}" });
            return $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        }
    }

    /// <summary>As many as the lane has places, all asked at the moment in which their server goes away: nobody knows of any that it hangs.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task AllPlacesFullOfPoolsThatHang_AndAnotherPoolAnswers()
    {
        string[] names = [.. Enumerable.Range(1, LaneLimits.Of(Lane.Storage).Most).Select(number => $"nas{number}")];
        var pools = new List<string>();
        foreach (var name in (string[])[.. names, "sound"])
        {
            var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name, path = $"{Root}/{name}" });
            pools.Add($"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}");
        }
        await ShellAsync($"for name in {string.Join(' ', names)}; do mkdir {Root}/server-$name && bindfs {Root}/server-$name {Root}/$name; done; kill -STOP $(pgrep -x bindfs)");
        try
        {
            foreach (var pool in pools[..^1])
                await StartAsync(HttpMethod.Post, $"{pool}/refresh", null);

            await DoAsync(HttpMethod.Post, $"{pools[^1]}/refresh", null);
        }
        finally
        {
            await ShellAsync("kill -CONT $(pgrep -x bindfs)");
        }
        await UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().All(task => task.GetProperty("endedAt").ValueKind is JsonValueKind.String));
        await ShellAsync($"for name in {string.Join(' ', names)}; do umount {Root}/$name; done");
        foreach (var pool in pools)
            await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    /// <summary>Volumes have no events, so WebConsole knows nothing of what virsh has made since its last look.</summary>
    [Fact]
    public async Task CopyOverAVolumeOfSomeoneElse_Fails_AndTheirsStays()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "taken", path = $"{Root}/taken" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await ShellAsync("virsh vol-create-as taken a.img 1M --format raw");
        await DoAsync(HttpMethod.Post, $"{pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() == 1);
        await ShellAsync("virsh vol-create-as taken b.img 2M --format raw");

        var task = await StartAsync(HttpMethod.Post, $"{pool}/volumes/a.img/clone", new { name = "b.img" });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Equal($"{2 << 20}", await ShellAsync($"stat -c %s {Root}/taken/b.img"));
        Assert.Equal(0, (await GetAsync(task)).GetProperty("left").GetArrayLength());
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    [Fact]
    [Trait("Attack", "J2")]
    public async Task SecondNameOfAPoolsDirectory_MakesNoPool_AndDeletesNothing()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "real", path = $"{Root}/real" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await ShellAsync($"ln -s real {Root}/other && ln -s real {Root}/more && virsh vol-create-as real a.img 1M && virsh pool-define-as other dir --target {Root}/other");
        await UntilAsync(() => IsThereAsync(pool));

        var second = await StartAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "third", path = $"{Root}/more" });
        await UntilAsync(async () => (await GetAsync(second)).GetProperty("state").GetString() == "failed");
        Assert.StartsWith($"{Root}/more is a symbolic link, or below one. The pool ", (await GetAsync(second)).GetProperty("error").GetString(), StringComparison.Ordinal);
        await UntilAsync(async () => (await GetAsync("/api/v1/pools")).GetProperty("items").EnumerateArray().Any(item => item.GetProperty("name").GetString() == "other"));

        var deletion = await StartAsync(HttpMethod.Delete, pool, new { contents = true });
        await UntilAsync(async () => (await GetAsync(deletion)).GetProperty("state").GetString() == "failed");
        Assert.Equal("a.img", await ShellAsync($"ls {Root}/real"));

        await ShellAsync("virsh pool-undefine other");
        await UntilAsync(async () => (await GetAsync("/api/v1/pools")).GetProperty("items").GetArrayLength() == 1);
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    [Fact]
    public async Task TransientPool_HasNoAutostart_IsNotDeleted_AndVanishesWhenItStops()
    {
        await ShellAsync($"mkdir {Root}/scratch && virsh pool-create-as scratch dir --target {Root}/scratch && virsh vol-create-as scratch a.img 1M");
        var pool = "";
        await UntilAsync(async () => (pool = $"/api/v1/pools/local/{await ShellAsync("virsh pool-uuid scratch")}").Length > 0 && await IsThereAsync(pool));

        foreach (var (method, address) in new[] { (HttpMethod.Post, $"{pool}/autostart-on"), (HttpMethod.Delete, pool) })
        {
            using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(new { contents = true }) };
            using var answer = await Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        }

        await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
        await UntilAsync(async () => !await IsThereAsync(pool));
        Assert.Equal("a.img", await ShellAsync($"ls {Root}/scratch"));
    }

    /// <summary>Nothing is deleted before it is known that all can be.</summary>
    [Fact]
    public async Task PoolWithAFolderInIt_IsNotEmptied()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "folder", path = $"{Root}/folder" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await ShellAsync($"virsh vol-create-as folder a.img 1M --format raw && mkdir {Root}/folder/kept && touch {Root}/folder/kept/file");

        var task = await StartAsync(HttpMethod.Delete, pool, new { contents = true });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("kept", (await GetAsync(task)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("a.img kept", await ShellAsync($"ls {Root}/folder | paste -sd' '"));
        await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
        await DoAsync(HttpMethod.Delete, pool, new { contents = false });
    }

    [Fact]
    public async Task PoolThatCannotBeStarted_IsTakenBack()
    {
        await ShellAsync($"touch {Root}/file");

        var task = await StartAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "broken", path = $"{Root}/file/below" });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        var failed = await GetAsync(task);
        Assert.Equal("undone", failed.GetProperty("steps")[0].GetProperty("state").GetString());
        Assert.Equal("gone", await ShellAsync("virsh pool-info broken >/dev/null 2>&1 || echo gone"));
    }
}
