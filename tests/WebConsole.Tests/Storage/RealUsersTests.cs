using System.Text.Json;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Uses of a volume that neither a definition nor a pool tells as they are: through links, and below images that no pool lists.</summary>
[Trait("Category", "Integration")]
[Trait("Attack", "J2")]
[Collection(RealStorage.Collection)]
public sealed class RealUsersTests : RealStorage
{
    private string _pool = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ShellAsync($"mkdir -p {Root}/made {Root}/other && ln -s {Root}/made {Root}/link");
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh destroy user; virsh undefine user --snapshots-metadata; true");
        await UntilAsync(async () => !(await GetAsync("/api/v1/machines")).ToString().Contains("\"user\"", StringComparison.Ordinal));
        // libvirt can't delete a directory through a link.
        await DoAsync(HttpMethod.Delete, _pool, new { contents = false });
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("link", "made", true)]
    [InlineData("made", "link", true)]
    [InlineData("made", "link", false)]
    public async Task DiskThroughALink_KeepsTheVolume(string target, string directory, bool runs)
    {
        await PoolAsync(target);
        await VolumeAsync("z.raw", "raw");
        await MachineAsync($"{Root}/{directory}/z.raw", "raw", runs);

        foreach (var (method, action) in new[] { ("DELETE", ""), ("POST", "/wipe") })
            Assert.Equal("z.raw is used by user. What uses a volume has to go first.", await FailAsync(new HttpMethod(method), $"z.raw{action}", null));
        if (runs)
        {
            Assert.Equal("It is a disk of user. Stop the machine first.", await FailAsync(HttpMethod.Patch, "z.raw", new { capacity = 8 << 20 }));
            Assert.StartsWith("z.raw is a disk of user", await FailAsync(HttpMethod.Post, "z.raw/clone", new { name = "copy.raw" }), StringComparison.Ordinal);
        }
        Assert.Equal("4194304", await ShellAsync($"stat -c %s {Root}/made/z.raw"));
    }

    [Theory]
    [InlineData("made")]
    [InlineData("other")]
    public async Task BaseOfAnOverlayThatNoPoolLists_IsKept(string directory)
    {
        await PoolAsync("made");
        await VolumeAsync("base.qcow2", "qcow2");
        await ShellAsync($"qemu-img create -q -f qcow2 -b {Root}/made/base.qcow2 -F qcow2 {Root}/{directory}/top.qcow2");
        await MachineAsync($"{Root}/{directory}/top.qcow2", "qcow2", runs: false);

        Assert.Equal(directory == "made" ? "base.qcow2 is used by user, and top.qcow2 rests on it. What uses a volume has to go first." : "base.qcow2 is used by user. What uses a volume has to go first.",
            await FailAsync(HttpMethod.Delete, "base.qcow2", null));
        await ShellAsync("virsh start user");
    }

    [Fact]
    public async Task BaseOfAnImageThatCantBeRead_IsKept_UntilItsFolderIsAPool()
    {
        await PoolAsync("made");
        await VolumeAsync("alone.qcow2", "qcow2");
        // As an image to which the service has no right, since these tests have all.
        await ShellAsync($"printf 'QED\\0' > {Root}/other/top.qed");
        await MachineAsync($"{Root}/other/top.qed", "qed", runs: false);

        Assert.Equal($"user needs {Root}/other/top.qed, and nobody can tell what that rests on: it may be alone.qcow2. Make a pool of its folder, or start and refresh the pool it lies in.", await FailAsync(HttpMethod.Delete, "alone.qcow2", null));

        await ShellAsync($"qemu-img create -q -f qcow2 {Root}/other/top.qed 1M");
        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/alone.qcow2", null);
    }

    [Fact]
    public async Task BaseOfASnapshot_IsNotShrunk()
    {
        await PoolAsync("made");
        await VolumeAsync("base.qcow2", "qcow2");
        await MachineAsync($"{Root}/made/base.qcow2", "qcow2", runs: false);
        await ShellAsync($"virsh snapshot-create-as user s1 --disk-only --diskspec vda,snapshot=no --diskspec vdb,file={Root}/other/s1.qcow2");

        Assert.Equal("A disk of user rests on it: another size would destroy that.", await FailAsync(HttpMethod.Patch, "base.qcow2", new { capacity = 1 << 20, shrink = true }));
        Assert.Equal("4194304", await ShellAsync($"qemu-img info --output=json {Root}/made/base.qcow2 | grep -o '\"virtual-size\": [0-9]*' | head -1 | grep -o '[0-9]*'"));
    }

    /// <summary>libvirt would follow it as root, wherever whoever may write into the directory has it lead.</summary>
    [Fact, Trait("Attack", "F2")]
    public async Task VolumeThatLeadsOutOfAllPools_IsNotOpened()
    {
        await PoolAsync("made");
        await ShellAsync($"printf 'of root alone' > {Root}/other/secret && ln -s {Root}/other/secret {Root}/made/leads.raw && ln -s {Root}/made/real.raw {Root}/made/inside.raw && printf 'data of a disk' > {Root}/made/real.raw");
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/leads.raw"));

        foreach (var (method, action, body) in new (string, string, object?)[] { ("POST", "/wipe", null), ("POST", "/clone", new { name = "copy.raw" }), ("PATCH", "", new { capacity = 1 << 20 }) })
            Assert.Equal($"leads.raw is a link to {Root}/other/secret, which lies in no pool.", await FailAsync(new HttpMethod(method), $"leads.raw{action}", body));
        using var refused = await Client.GetAsync($"{_pool}/volumes/leads.raw/content", Cancel);
        Assert.False(refused.IsSuccessStatusCode);
        using var sent = await Client.GetAsync($"{_pool}/volumes/inside.raw/content", Cancel);
        Assert.Equal("data of a disk", await sent.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("of root alone", await ShellAsync($"cat {Root}/other/secret"));
        await ShellAsync($"rm {Root}/made/*");
    }

    private async Task PoolAsync(string target)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "made", path = $"{Root}/{target}" });
        _pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await UntilAsync(async () => (await GetAsync(_pool)).GetProperty("state").GetString() == "running");
    }

    private async Task VolumeAsync(string name, string format)
    {
        await DoAsync(HttpMethod.Post, $"{_pool}/volumes", new { name, capacity = 4 << 20, format });
        await UntilAsync(() => IsThereAsync($"{_pool}/volumes/{name}"));
    }

    private async Task MachineAsync(string disk, string format, bool runs)
    {
        await ShellAsync($"{RealGuest.Lab}/define-guest.sh user && virsh attach-disk user {disk} vdb --subdriver {format} --config{(runs ? " && virsh start user" : "")}");
        await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("\"user\"", StringComparison.Ordinal));
    }

    /// <summary>Why it is refused, before or in the task.</summary>
    private async Task<string?> FailAsync(HttpMethod method, string volume, object? body)
    {
        using var request = new HttpRequestMessage(method, $"{_pool}/volumes/{volume}") { Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, Cancel);
        if (answer.Headers.Location is not { } task)
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("detail").GetString();
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task.ToString())).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        return ended.GetProperty("error").GetString();
    }
}
