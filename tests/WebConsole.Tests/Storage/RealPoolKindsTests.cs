using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Kinds of pools that need more than a folder, on a loop device and an iSCSI server of this machine.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealPoolKindsTests : RealStorage
{
    private const string Initiator = "iqn.2026-01.org.example:host";
    private const string Target = "iqn.2026-01.org.example:disks";
    private const string Password = "hunter2hunter2";

    [Fact]
    public async Task Disk_IsFormattedOnlyWhenItIsNamed_AndItsFilesOutliveThePool()
    {
        var disk = await ShellAsync($"truncate -s 64M {Root}/disk && losetup -f --show {Root}/disk");
        try
        {
            object Asked(string[]? erase) => new { type = "fs", name = "disk", path = $"{Root}/mounted", sourceDevices = new[] { disk }, format = "ext4", erase };

            var task = await StartAsync(HttpMethod.Post, "/api/v1/pools/local", Asked(null));
            await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
            Assert.Equal("gone", await ShellAsync("virsh pool-info disk >/dev/null 2>&1 || echo gone"));

            var pool = await MakeAsync(Asked([disk]));
            Assert.Equal("ext4", await ShellAsync($"findmnt -n -o FSTYPE {Root}/mounted"));
            await ShellAsync("virsh vol-create-as disk kept.img 1M");
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
            Assert.Equal("gone", await ShellAsync($"findmnt -n {Root}/mounted || echo gone"));

            pool = await MakeAsync(Asked(null));
            Assert.Contains("kept.img", await ShellAsync($"ls {Root}/mounted"), StringComparison.Ordinal);
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
        }
        finally
        {
            await ShellAsync($"losetup -d {disk}");
        }
    }

    /// <summary>Whatever libvirt says, and wherever it is kept, the password is not in it.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task IscsiTarget_IsFound_AndSignedInTo_WithAPasswordThatNobodySeesAgain()
    {
        await ShellAsync($"""
            truncate -s 16M {Root}/lun
            setsid tgtd -f --iscsi portal=127.0.0.1:3260 > {Root}/tgtd.log 2>&1 & echo $! > {Root}/tgtd.pid
            for try in $(seq 50); do tgtadm --lld iscsi --op new --mode target --tid 1 -T {Target} 2> /dev/null && break; sleep 0.1; done
            tgtadm --lld iscsi --op new --mode logicalunit --tid 1 --lun 1 -b {Root}/lun
            tgtadm --lld iscsi --op bind --mode target --tid 1 -I ALL
            tgtadm --lld iscsi --op new --mode account --user anna --password {Password}
            tgtadm --lld iscsi --op bind --mode account --tid 1 --user anna
            """);
        try
        {
            using var answer = await Client.PostAsJsonAsync("/api/v1/pools/local/discover", new { type = "iscsi-direct", sourceHost = "127.0.0.1", initiator = Initiator }, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
            var found = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items")[0];
            Assert.Equal(Target, found.GetProperty("sourceDevices").GetString());

            object Asked(string secret) => new { type = "iscsi-direct", name = "san", sourceHost = "127.0.0.1", sourceDevices = new[] { Target }, initiator = Initiator, user = "anna", secret };
            var refused = await StartAsync(HttpMethod.Post, "/api/v1/pools/local", Asked("wrong" + Password));
            await UntilAsync(async () => (await GetAsync(refused)).GetProperty("state").GetString() == "failed");
            Assert.Contains("Authentication failure", (await GetAsync(refused)).GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.Equal("", await ShellAsync("virsh -q secret-list && virsh -q pool-list --all --name"));

            var pool = await MakeAsync(Asked(Password));
            await UntilAsync(async () => (await GetAsync($"{pool}/volumes")).GetProperty("items").GetArrayLength() > 0);
            Assert.Contains("isn't", await ShellAsync($"virsh secret-get-value {pool.Split('/')[^1]} > {Root}/value 2>&1 || echo \"isn't\""), StringComparison.Ordinal);
            await DoAsync(HttpMethod.Post, $"{pool}/stop", null);

            await DoAsync(HttpMethod.Patch, pool, new { secret = "wrong" + Password });
            refused = await StartAsync(HttpMethod.Post, $"{pool}/start", null);
            await UntilAsync(async () => (await GetAsync(refused)).GetProperty("state").GetString() == "failed");
            Assert.Equal("The server refused the user or the password. Give the pool the right ones.", (await GetAsync(refused)).GetProperty("advice").GetString());
            await DoAsync(HttpMethod.Patch, pool, new { secret = Password });
            await DoAsync(HttpMethod.Post, $"{pool}/start", null);

            using (var forgotten = await Client.PatchAsJsonAsync(pool, new { user = "" }, Cancel))
                Assert.Equal(HttpStatusCode.Conflict, forgotten.StatusCode);
            await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
            await DoAsync(HttpMethod.Patch, pool, new { user = "" });
            Assert.Equal("no secret", await ShellAsync("virsh -q secret-list; virsh pool-dumpxml san | grep -q '<auth' || echo 'no secret'"));
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
        }
        finally
        {
            await ShellAsync($"kill -9 $(cat {Root}/tgtd.pid)");
        }
        Assert.Equal("none", await ShellAsync($"grep -rlaF {Password} {App.StateDirectory} || echo none"));
    }

    private async Task<string> MakeAsync(object asked)
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", asked);
        return $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
    }
}
