using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Volumes of a real libvirt, made and deleted through the API and looked at by qemu-img.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealVolumesTests : RealStorage
{
    private string _pool = "";

    /// <summary>A pool that a failed test leaves would fail all others.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_pool.Length > 0 && await IsThereAsync(_pool))
            await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Volumes_AreMade_ThinFullAndOnAnother()
    {
        await PoolAsync();

        await MakeAsync(new { name = "thin.img", capacity = 10L << 30, format = "raw" });
        await MakeAsync(new { name = "full.img", capacity = 4 << 20, format = "raw", allocation = 4 << 20 });
        await MakeAsync(new { name = "full.qcow2", capacity = 4 << 20, allocation = 4 << 20, clusterSize = 1 << 20 });
        await MakeAsync(new { name = "top.qcow2", backing = new { pool = _pool.Split('/')[^1], volume = "full.img" } });

        Assert.Equal("0 4096", await ShellAsync($"du -k --apparent-size {Root}/made/full.img {Root}/made/thin.img > /dev/null; echo $(du -k {Root}/made/thin.img | cut -f1) $(du -k {Root}/made/full.img | cut -f1)"));
        var full = await InfoAsync("full.qcow2");
        Assert.Equal((1 << 20, "1.1"), (full.GetProperty("cluster-size").GetInt32(), full.GetProperty("format-specific").GetProperty("data").GetProperty("compat").GetString()));
        Assert.InRange(full.GetProperty("actual-size").GetInt64(), 4 << 20, 10 << 20);
        var top = await InfoAsync("top.qcow2");
        Assert.Equal(($"{Root}/made/full.img", "raw", 4 << 20),
            (top.GetProperty("full-backing-filename").GetString(), top.GetProperty("backing-filename-format").GetString(), top.GetProperty("virtual-size").GetInt32()));
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/top.qcow2"));
        var shown = await GetAsync($"{_pool}/volumes/top.qcow2");
        Assert.Equal(await ShellAsync($"stat -c '0%a %u %g' {Root}/made/top.qcow2"), $"{shown.GetProperty("mode")} {shown.GetProperty("owner")} {shown.GetProperty("group")}");
        Assert.Equal(($"{Root}/made/full.img", false), (shown.GetProperty("backing").GetString(), shown.GetProperty("encrypted").GetBoolean()));
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    /// <summary>Volumes have no events, so WebConsole knows nothing of what virsh has made since its last look.</summary>
    [Fact]
    public async Task VolumeOfSomeoneElse_StaysWhenANewOneHasItsName()
    {
        await PoolAsync();
        await ShellAsync("virsh vol-create-as made a.img 2M --format raw");

        var task = await StartAsync(HttpMethod.Post, $"{_pool}/volumes", new { name = "a.img", capacity = 1 << 20, format = "raw" });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Equal($"{2 << 20}", await ShellAsync($"stat -c %s {Root}/made/a.img"));
        Assert.Equal(0, (await GetAsync(task)).GetProperty("left").GetArrayLength());
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    [Fact]
    public async Task WhatVirshMakesAndDeletes_IsSeenWithoutARefresh()
    {
        await PoolAsync();

        await ShellAsync("virsh vol-create-as made theirs.img 2M --format raw");
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/theirs.img"));
        await ShellAsync("virsh vol-delete theirs.img --pool made");

        await UntilAsync(async () => !await IsThereAsync($"{_pool}/volumes/theirs.img"));
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    /// <summary>libvirt lists folders among a pool's volumes, and its deletion of a volume removes an empty one.</summary>
    [Fact]
    [Trait("Attack", "J2")]
    public async Task FolderOfAnotherPool_IsKept()
    {
        await PoolAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "inner", path = $"{Root}/made/inner" });
        var inner = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/inner"));

        foreach (var (method, action, body, said) in new (HttpMethod, string, object?, string)[]
            { (HttpMethod.Delete, "", null, "The pool inner has its directory there."), (HttpMethod.Post, "/wipe", null, "It is a folder, and no image."), (HttpMethod.Post, "/clone", new { name = "copy" }, "It is a folder, and no image.") })
        {
            using var request = new HttpRequestMessage(method, $"{_pool}/volumes/inner{action}") { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        await ShellAsync($"test -d {Root}/made/inner && virsh pool-destroy inner && virsh pool-undefine inner");
        await UntilAsync(async () => !await IsThereAsync(inner));
        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/inner", null);
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    [Theory]
    [InlineData("raw", "luks")]
    [InlineData("qcow2", "qcow2")]
    public async Task EncryptedVolume_HasItsPassphraseInLibvirt_AsLongAsItIsThere(string format, string shown)
    {
        const string Passphrase = "corr3ct-h0rse";
        await PoolAsync();
        await MakeAsync(new { name = "safe.img", capacity = 4 << 20, format, passphrase = Passphrase });
        await UntilAsync(async () => await IsThereAsync($"{_pool}/volumes/safe.img") && (await GetAsync($"{_pool}/volumes/safe.img")).GetProperty("encrypted").GetBoolean());

        var info = JsonDocument.Parse(await ShellAsync($"qemu-img info --output=json -U {Root}/made/safe.img")).RootElement;
        Assert.Equal((shown, true), (info.GetProperty("format").GetString(), info.GetProperty("encrypted").GetBoolean()));
        // It opens with the passphrase, and only with it.
        var image = format == "raw" ? $"driver=luks,file.filename={Root}/made/safe.img,key-secret=s" : $"driver=qcow2,file.filename={Root}/made/safe.img,encrypt.key-secret=s";
        Assert.Equal("", await ShellAsync($"qemu-io -r -c 'read 0 512' --object secret,id=s,data={Passphrase} --image-opts {image} > /dev/null"));
        await Assert.ThrowsAnyAsync<Exception>(() => ShellAsync($"qemu-io -r -c 'read 0 512' --object secret,id=s,data=wrong --image-opts {image} > /dev/null"));
        Assert.Contains($"volume {Root}/made/safe.img", await ShellAsync("virsh -q secret-list"), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"grep -rl {Passphrase} {App.StateDirectory} || true"));
        Assert.DoesNotContain(Passphrase, (await GetAsync("/api/v1/tasks")).ToString(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Patch, $"{_pool}/volumes/safe.img", new { capacity = 8 << 20 });
        Assert.Equal("", await ShellAsync($"qemu-io -r -c 'read 7M 512' --object secret,id=s,data={Passphrase} --image-opts {image} > /dev/null"));
        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/safe.img", null);
        Assert.Equal("", await ShellAsync("virsh -q secret-list"));

        // virsh leaves the passphrase of what it deletes: it does not keep a new volume from its path.
        await MakeAsync(new { name = "safe.img", capacity = 4 << 20, format, passphrase = "another" });
        await ShellAsync("virsh vol-delete safe.img --pool made");
        await UntilAsync(async () => !await IsThereAsync($"{_pool}/volumes/safe.img"));
        await MakeAsync(new { name = "safe.img", capacity = 4 << 20, format, passphrase = Passphrase });
        Assert.Equal("", await ShellAsync($"qemu-io -r -c 'read 0 512' --object secret,id=s,data={Passphrase} --image-opts {image} > /dev/null"));
        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/safe.img", null);

        // With the contents of its pool it goes too.
        await MakeAsync(new { name = "other.img", capacity = 4 << 20, format, passphrase = Passphrase });
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
        Assert.Equal("", await ShellAsync("virsh -q secret-list"));
    }

    /// <summary>The volume can't be made, since there is a file of its name.</summary>
    [Fact]
    public async Task PassphraseOfAVolumeThatIsNotMade_IsForgotten()
    {
        await PoolAsync();
        await ShellAsync($"touch {Root}/made/safe.img");

        var task = await StartAsync(HttpMethod.Post, $"{_pool}/volumes", new { name = "safe.img", capacity = 4 << 20, format = "raw", passphrase = "corr3ct-h0rse" });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Equal("", await ShellAsync("virsh -q secret-list"));
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    [Fact]
    public async Task Volumes_AreWipedAndDeleted()
    {
        await PoolAsync();
        await MakeAsync(new { name = "full.img", capacity = 1 << 20, format = "raw", allocation = 1 << 20 });
        await ShellAsync($"yes secret | head -c 1048576 > {Root}/made/full.img");

        await DoAsync(HttpMethod.Post, $"{_pool}/volumes/full.img/wipe", null);
        Assert.Equal("1048576 0", await ShellAsync($"echo $(stat -c %s {Root}/made/full.img) $(grep -c secret {Root}/made/full.img)"));

        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/full.img", null);
        Assert.False(await IsThereAsync($"{_pool}/volumes/full.img"));
        Assert.Equal("", await ShellAsync($"ls {Root}/made"));
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
    }

    private async Task PoolAsync()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "made", path = $"{Root}/made" });
        _pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await UntilAsync(async () => (await GetAsync(_pool)).GetProperty("state").GetString() == "running");
    }

    private async Task MakeAsync(object body)
    {
        var made = await DoAsync(HttpMethod.Post, $"{_pool}/volumes", body);
        var name = made.GetProperty("result").GetProperty("name").GetString();
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/{name}"));
    }

    private static async Task<JsonElement> InfoAsync(string name) =>
        JsonDocument.Parse(await ShellAsync($"qemu-img info --output=json {Root}/made/{name}")).RootElement;
}
