using System.Text.Json;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Images in a pool of a Ceph cluster of one node: tests/Lab/ceph.sh.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class CephPoolTests() : RealPools("local", "qemu:///system")
{
    private string _key = "";

    public override async ValueTask InitializeAsync()
    {
        await LabAsync("ceph.sh start");
        _key = await ShellAsync("cat /run/lab/ceph/key");
        Passwords.Add(_key);
        await base.InitializeAsync();
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Pool_SignsIn_ItsVolumesLive_AndAllIsDeleted()
    {
        var pool = await MakeAsync(Asked(_key));

        await VolumeAsync(pool, new { name = "made", capacity = 16 << 20 });
        await DoAsync(HttpMethod.Patch, $"{pool}/volumes/made", new { capacity = 32 << 20 });
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/made/clone", new { name = "copy" });
        await ShowsAsync(pool, "copy");
        Assert.Equal("copy 33554432 made 33554432", await CephAsync("rbd $as ls machines | sort | while read image; do echo $image $(rbd $as info machines/$image --format json | grep -o \"\\\"size\\\":[0-9]*\" | cut -d: -f2); done | paste -sd\" \""));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/copy/wipe", null);
        Assert.Contains("failed to", await FailAsync(HttpMethod.Delete, $"{pool}/volumes/made", null), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Delete, $"{pool}/volumes/copy", null);
        Assert.Equal("made", await CephAsync("rbd $as ls machines"));
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/made/clone", new { name = "new" });

        await EndAsync(pool, contents: true);

        Assert.Equal("", await CephAsync("rbd $as ls machines"));
        Assert.Equal("", await ShellAsync("virsh -q secret-list"));
    }

    /// <summary>libvirt neither reads nor writes what is in Ceph: that is said before, not by an error in the middle.</summary>
    [Fact]
    public async Task BytesOfVolumes_StayInCeph_WithTheReason()
    {
        var pool = await MakeAsync(Asked(_key));
        await VolumeAsync(pool, new { name = "made", capacity = 4 << 20 });
        var folder = await MakeAsync(new { type = "dir", name = "folder", path = $"{Root}/folder" });

        Assert.Contains("libvirt can't read volumes of this kind of pool.", await RefuseAsync(HttpMethod.Get, $"{pool}/volumes/made/content"), StringComparison.Ordinal);
        Assert.Contains("only within it", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes/made/clone", new { name = "copy", pool = folder.Split('/')[^1] }), StringComparison.Ordinal);
        Assert.Contains("only within it", await RefuseAsync(HttpMethod.Post, $"{pool}/volumes/made/move", new { pool = folder.Split('/')[^1] }), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Delete, folder, new { contents = true });
        await DoAsync(HttpMethod.Delete, pool, new { contents = true });
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task WrongKey_IsRefusedInWords_AndIsForgotten()
    {
        var other = await ShellAsync("ceph-authtool --gen-print-key");
        Passwords.Add(other);

        var said = await MakeInVainAsync(Asked(other));

        Assert.Contains("failed to connect to the RADOS monitor", said, StringComparison.Ordinal);
        Assert.Contains("whether the user and the key are right", said, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync("virsh -q secret-list && virsh -q pool-list --all --name"));
    }

    /// <summary>libvirt gives a cluster that does not answer 30 s.</summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task ClusterThatIsAway_DelaysNoOtherPool()
    {
        var folder = await MakeAsync(new { type = "dir", name = "folder", path = $"{Root}/folder" });

        var task = await StartAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "rbd", name = "away", sourceHost = "127.0.0.1:6799", sourceName = "machines", user = "anna", secret = _key });
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("steps").EnumerateArray().Any(step => step.GetProperty("name").GetString() == "Start the pool"));
        await DoAsync(HttpMethod.Post, $"{folder}/refresh", null);
        await DoAsync(HttpMethod.Post, $"{folder}/stop", null);
        Assert.Equal(JsonValueKind.Null, (await GetAsync(task)).GetProperty("endedAt").ValueKind);

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("failed to connect to the RADOS monitor", (await GetAsync(task)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("folder", await ShellAsync("virsh -q pool-list --all --name"));
        await DoAsync(HttpMethod.Delete, folder, new { contents = true });
    }

    [Fact]
    public async Task ClusterThatGoes_IsSaid_AndThePoolCanBeTakenAway()
    {
        var pool = await MakeAsync(Asked(_key));
        await LabAsync("ceph.sh stop");

        Assert.Contains("failed to", await FailAsync(HttpMethod.Post, $"{pool}/refresh", null), StringComparison.Ordinal);
        await UntilAsync(async () => (await GetAsync(pool)).GetProperty("state").GetString() == "inactive");
        await DoAsync(HttpMethod.Delete, pool, new { contents = false });

        Assert.Equal("", await ShellAsync("virsh -q secret-list && virsh -q pool-list --all --name"));
    }

    private static object Asked(string key) => new { type = "rbd", name = "ceph", sourceHost = "127.0.0.1", sourceName = "machines", user = "anna", secret = key };

    private static Task<string> CephAsync(string command) => ShellAsync($"as='-c /run/lab/ceph/ceph.conf -k /run/lab/ceph/admin.keyring'; {command}");
}
