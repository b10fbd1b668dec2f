using System.Net;
using System.Net.Http.Json;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices.Jobs;

/// <summary>Jobs on disks that go wrong: a full pool, a machine that stops, a daemon that is killed. The disk stays whole, and what is left is named.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealBlockJobFailuresTests : RealBlockJobs
{
    private protected override string Making => $"mkdir -p {Second} && mount -t tmpfs -o size=28M,mode=755 tmpfs {Second}";

    [Fact]
    public async Task FullPool_EndsTheMove_AndNothingIsLeft()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        var task = await StartAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, rate = Slow });
        await UntilAsync(async () => await JobAsync(guest) is not null);
        await ShellAsync($"head -c 28M /dev/zero > {Second}/filler 2> /dev/null; true");
        await DoAsync(HttpMethod.Post, Disk(guest, "limit-job"), new { });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("The pool second is full", Said(await GetAsync(task)), StringComparison.Ordinal);
        Assert.Equal("filler", await ShellAsync($"ls {Second}"));
        Assert.Equal(["devices/top.qcow2", "devices/middle.qcow2", "devices/base.qcow2"], await ChainAsync());
        Assert.Equal(before, await SumAsync(guest));

        using var again = await Client.PostAsJsonAsync(Disk(guest, "move"), new { pool = SecondPool }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task MachineThatStops_AndADaemonThatIsKilled_AreSaid()
    {
        await using var guest = await StartAsync();
        var task = await StartAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, rate = Slow });
        await UntilAsync(async () => await JobAsync(guest) is not null);
        await ShellAsync($"{RealGuest.Lab}/daemon.sh kill libvirtd && {RealGuest.Lab}/daemon.sh start libvirtd");
        // The job went on without it, and the task with the job.
        await UntilAsync(async () => await IsConnectedAsync() && await JobAsync(guest) is { } job && job.GetProperty("bytesPerSecond").GetInt64() == Slow);
        Assert.Equal("running", (await GetAsync(task)).GetProperty("state").GetString());

        await guest.StopAsync();
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains($"{Name} was stopped, or lost the disk", Said(await GetAsync(task)), StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"ls {Second}"));
        Assert.Equal("devices/top.qcow2", await NextAsync());
    }

    /// <summary>An update restarts libvirt in the middle of a long copy.</summary>
    [Fact]
    public async Task CopyGoesOn_AndIsSwitchedTo_ByAnotherConnection()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        var task = await StartAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, rate = Slow });
        await UntilAsync(async () => await JobAsync(guest) is not null);
        await ShellAsync($"{RealGuest.Lab}/daemon.sh kill libvirtd && {RealGuest.Lab}/daemon.sh start libvirtd");
        await UntilAsync(async () => await IsConnectedAsync() && await JobAsync(guest) is { } job && job.GetProperty("bytesPerSecond").GetInt64() == Slow);

        await DoAsync(HttpMethod.Post, Disk(guest, "limit-job"), new { });

        await UntilAsync(async () => (await GetAsync(task)).GetProperty("endedAt").ValueKind is System.Text.Json.JsonValueKind.String);
        Assert.True((await GetAsync(task)).GetProperty("state").GetString() == "succeeded", Said(await GetAsync(task)));
        Assert.Equal("second/jobs-guest-vdb.qcow2", (await ChainAsync())[0]);
        Assert.Equal("second/jobs-guest-vdb.qcow2", await NextAsync());
        Assert.Equal(before, await SumAsync(guest));
    }

    [Fact]
    public async Task WhatWouldTearOthers_IsRefused()
    {
        await using var guest = await StartAsync();
        await ShellAsync($"qemu-img create -q -f qcow2 -b {PoolFolder}/base.qcow2 -F qcow2 {PoolFolder}/other.qcow2; virsh -q pool-refresh devices");
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/other.qcow2"));
        await RefusedAsync("merge", new { into = $"{PoolFolder}/base.qcow2" }, HttpStatusCode.Conflict, "other.qcow2 rests on base.qcow2. It would be torn.");
        await RefusedAsync("flatten", new { @base = $"{PoolFolder}/middle.qcow2" }, HttpStatusCode.BadRequest, $"One of {PoolFolder}/base.qcow2.");
        await RefusedAsync("move", new { pool = SecondPool, rate = 0 }, HttpStatusCode.BadRequest, "\"rate\":");

        // A disk that its next start takes from elsewhere, and one with a snapshot.
        await ShellAsync($"virsh dumpxml --inactive {Name} | sed 's|devices/top.qcow2|devices/other.qcow2|' | virsh -q define /dev/stdin");
        await UntilAsync(async () => await ConflictAsync("flatten", new { }) is { } why && why.Contains("The next start uses another image", StringComparison.Ordinal));
        await ShellAsync($"virsh dumpxml --inactive {Name} | sed 's|devices/other.qcow2|devices/top.qcow2|' | virsh -q define /dev/stdin");
        await ShellAsync($"virsh -q snapshot-create-as {Name} now --disk-only --diskspec vdb,snapshot=no --diskspec vda,file={PoolFolder}/vda-now.qcow2 > /dev/null");
        await UntilAsync(async () => (await GetAsync($"{Address(guest)}/devices")).ToString().Contains("vda-now", StringComparison.Ordinal) && await ConflictAsync("flatten", new { }) is null);
        var failed = await DoAsync(HttpMethod.Post, Disk(guest, "flatten"), new { }, "failed");
        Assert.Contains("The machine has 1 snapshot", Said(failed), StringComparison.Ordinal);
        await ShellAsync($"virsh -q snapshot-delete {Name} now --metadata");

        async Task RefusedAsync(string action, object body, HttpStatusCode status, string why)
        {
            using var answer = await Client.PostAsJsonAsync($"{Disk(guest, action)}?check=true", body, Cancel);
            var said = System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.True(answer.StatusCode == status && said.Contains(why, StringComparison.Ordinal), $"{answer.StatusCode} {said}");
        }

        async Task<string?> ConflictAsync(string action, object body)
        {
            using var answer = await Client.PostAsJsonAsync($"{Disk(guest, action)}?check=true", body, Cancel);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(Cancel);
        }
    }

    private async Task<bool> IsConnectedAsync() => (await GetAsync("/api/v1/hosts")).GetProperty("items")[0].GetProperty("connection").GetString() == "connected";
}
