using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices.Jobs;

/// <summary>Disks of a machine that runs: moved, flattened and merged while the guest writes.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealBlockJobsTests : RealBlockJobs
{
    [Fact]
    public async Task MergedFlattenedAndMoved_TheGuestReadsTheSame_AndBothDefinitionsFollow()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        await WriteAllTheTimeAsync(guest);

        var merged = await DoAsync(HttpMethod.Post, Disk(guest, "merge"), new { top = $"{PoolFolder}/middle.qcow2", deleteMerged = true });
        Assert.Equal(["Write 1 image into base.qcow2", "Delete middle.qcow2"], Steps(merged));
        Assert.False(await IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/middle.qcow2"));
        Assert.Equal(["devices/top.qcow2", "devices/base.qcow2"], await ChainAsync());
        Assert.False(File.Exists($"{PoolFolder}/middle.qcow2"));
        Assert.Equal(before, await SumAsync(guest));

        var flattened = await DoAsync(HttpMethod.Post, Disk(guest, "flatten"), new { });
        Assert.Contains($"{PoolFolder}/base.qcow2 is used no more by this disk.", Log(flattened), StringComparison.Ordinal);
        Assert.Equal(["devices/top.qcow2"], await ChainAsync());
        Assert.Equal(before, await SumAsync(guest));

        var moved = await DoAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, deleteOriginal = true });
        Assert.Equal(["Make the volume", "Copy vdb into second", "Delete top.qcow2"], Steps(moved));
        Assert.Equal($"{SecondPool:D}/{Name}-vdb.qcow2", moved.GetProperty("result").GetProperty("key").GetString());
        Assert.Equal([$"second/{Name}-vdb.qcow2"], await ChainAsync());
        Assert.Equal($"second/{Name}-vdb.qcow2", await NextAsync());
        Assert.False(File.Exists($"{PoolFolder}/top.qcow2"));
        Assert.Equal(before, await SumAsync(guest));

        // The copy has it on disk, too.
        await guest.StopAsync();
        Assert.Equal(before, await ShellAsync($"qemu-img convert -O raw {Second}/{Name}-vdb.qcow2 {Root}/read.img && head -c 24M {Root}/read.img | sha256sum | cut -c1-64"));
    }

    [Fact]
    public async Task ActiveImage_IsMerged_AndAMoveOfAChainKeepsTheOriginal()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        await WriteAllTheTimeAsync(guest);

        var merged = await DoAsync(HttpMethod.Post, Disk(guest, "merge"), new { into = $"{PoolFolder}/middle.qcow2" });
        // libvirt writes the definition when QEMU has switched over.
        await UntilAsync(async () => (await GetAsync($"{Address(guest)}/history")).GetProperty("items").EnumerateArray().Any(version => version.GetProperty("task").ToString() == merged.GetProperty("id").ToString()));
        Assert.Equal(["devices/middle.qcow2", "devices/base.qcow2"], await ChainAsync());
        Assert.Equal("devices/middle.qcow2", await NextAsync());
        Assert.True(File.Exists($"{PoolFolder}/top.qcow2"));

        var moved = await DoAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, name = "raw.img", format = "raw" });
        Assert.Equal(["second/raw.img"], await ChainAsync());
        Assert.Contains($"The original, {PoolFolder}/middle.qcow2, stays as it was", Log(moved), StringComparison.Ordinal);
        Assert.Equal(before, await SumAsync(guest));
    }

    [Fact]
    public async Task CancelledMove_LeavesNothing_AndALimitIsChangedMeanwhile()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        var task = await StartAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, rate = Slow });
        await UntilAsync(async () => await JobAsync(guest) is { } job && job.GetProperty("percent").ValueKind is JsonValueKind.Number);
        Assert.Equal(("copy", false, Slow), await JobAsync(guest) is { } copy ? (copy.GetProperty("kind").GetString(), copy.GetProperty("ready").GetBoolean(), copy.GetProperty("bytesPerSecond").GetInt64()) : default);
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("phase").GetString()?.Contains(" of ", StringComparison.Ordinal) == true);

        // The machine can be changed meanwhile; its disk has no place for a second job.
        await DoAsync(HttpMethod.Post, Disk(guest, "limit-job"), new { rate = 2 * Slow });
        await UntilAsync(async () => await JobAsync(guest) is { } job && job.GetProperty("bytesPerSecond").GetInt64() == 2 * Slow);
        using (var second = await Client.PostAsJsonAsync(Disk(guest, "flatten"), new { }, Cancel))
        {
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
            Assert.Contains("Another job works on this disk", await second.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using var cancelled = await Client.PostAsync($"{task}/cancel", null, Cancel);
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "cancelled");
        Assert.Equal(["devices/top.qcow2", "devices/middle.qcow2", "devices/base.qcow2"], await ChainAsync());
        Assert.False(File.Exists($"{Second}/{Name}-vdb.qcow2"));
        Assert.Equal(before, await SumAsync(guest));
    }

    /// <summary>QEMU drops a job's limit for as long as it stops the guest, so that the move may end while the guest is resumed.</summary>
    [Fact]
    public async Task GuestThatIsPausedMeanwhile_GoesOn_AndTheMoveEnds()
    {
        await using var guest = await StartAsync();
        var before = await SumAsync(guest);
        var task = await StartAsync(HttpMethod.Post, Disk(guest, "move"), new { pool = SecondPool, rate = Slow });
        await UntilAsync(async () => await JobAsync(guest) is not null);

        await DoAsync(HttpMethod.Post, $"{Address(guest)}/pause", null);
        await DoAsync(HttpMethod.Post, $"{Address(guest)}/resume", null);
        // The limit may be gone with the pause, and the job with it.
        await ShellAsync($"virsh -q blockjob {Name} vdb --bandwidth 0 2> /dev/null || true");

        JsonElement moved = default;
        await UntilAsync(async () => (moved = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.True(moved.GetProperty("state").GetString() == "succeeded", moved.ToString());
        Assert.Equal([$"second/{Name}-vdb.qcow2"], await ChainAsync());
        Assert.Equal(before, await SumAsync(guest));
    }

    [Fact]
    public async Task JobThatVirshBegan_IsShown_AndFinishedOrCancelled()
    {
        await using var guest = await StartAsync();
        await ShellAsync($"virsh -q blockpull {Name} vdb --bandwidth {Slow} --bytes");
        await UntilAsync(async () => await JobAsync(guest) is { } job && job.GetProperty("kind").GetString() == "flatten");

        await DoAsync(HttpMethod.Post, Disk(guest, "cancel-job"), null);
        await UntilAsync(async () => await JobAsync(guest) is null);
        Assert.Equal(["devices/top.qcow2", "devices/middle.qcow2", "devices/base.qcow2"], await ChainAsync());

        await ShellAsync($"virsh -q blockcopy {Name} vdb --dest {Second}/foreign.qcow2 --format qcow2 --transient-job");
        await UntilAsync(async () => await JobAsync(guest) is { } job && job.GetProperty("ready").GetBoolean());
        Assert.Equal($"{Second}/foreign.qcow2", (await JobAsync(guest))!.Value.GetProperty("into").GetString());
        var finished = await DoAsync(HttpMethod.Post, Disk(guest, "finish-job"), null);
        Assert.Contains($"The machine uses {Second}/foreign.qcow2 now", Log(finished), StringComparison.Ordinal);
        Assert.Equal(["second/foreign.qcow2"], await ChainAsync());
        await UntilAsync(async () => await JobAsync(guest) is null);
    }

    /// <summary>What virsh is told to do has the same effect, by the line of the task.</summary>
    [Theory]
    [InlineData("move")]
    [InlineData("flatten")]
    [InlineData("merge")]
    public async Task VirshLine_DoesTheSame(string action)
    {
        await using var guest = await StartAsync();
        object body = action switch { "move" => new { pool = SecondPool, deleteOriginal = true }, "flatten" => new { @base = $"{PoolFolder}/base.qcow2" }, _ => new { deleteMerged = true } };
        using var asked = await Client.PostAsJsonAsync($"{Disk(guest, action)}?check=true", body, Cancel);
        var line = (await asked.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("virsh").GetString()!;

        await File.WriteAllTextAsync($"{Root}/line", line, Cancel);
        await ShellAsync($"bash -e {Root}/line > {Root}/said 2>&1 || {{ cat {Root}/said >&2; exit 1; }}");
        var (byVirsh, next, files) = (await ChainAsync(), await NextAsync(), await ShellAsync($"cd {Root}; ls devices second"));
        await guest.DisposeAsync();
        await ShellAsync($"rm -f {Second}/*; virsh -q pool-refresh second");
        await UntilAsync(async () => !await IsThereAsync($"/api/v1/pools/local/{SecondPool:D}/volumes/{Name}-vdb.qcow2"));
        await using var twin = await StartAsync();
        await DoAsync(HttpMethod.Post, Disk(twin, action), body);

        Assert.Equal(byVirsh, await ChainAsync());
        Assert.Equal((next, files), (await NextAsync(), await ShellAsync($"cd {Root}; ls devices second")));
    }

    private static IEnumerable<string?> Steps(JsonElement task) => task.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString());
}
