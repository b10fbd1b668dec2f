using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebConsole.CloudInit;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Wherever making a machine fails, nothing is left that its task does not name.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachineFailuresTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";
    private const string Folder = $"{Root}/failures";

    private Guid _uuid;

    private string Pool => $"/api/v1/pools/local/{_uuid:D}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ShellAsync($"mkdir -p {Folder} {Root}/bin; mount -t tmpfs -o size=700m failures {Folder}; printf '#!/bin/sh\\nexit 1\\n' > {Root}/bin/xorriso; chmod +x {Root}/bin/xorriso");
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "failures", path = Folder });
        _uuid = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"for name in $(virsh -q list --all --name | grep '^failed'); do virsh -q undefine --nvram $name; done; virsh -q pool-destroy failures; virsh -q pool-undefine failures; umount {Folder} || true");
        await base.DisposeAsync();
    }

    /// <summary>The program for seeds is there, and fails.</summary>
    private protected override void Adjust(WebApplicationBuilder builder) =>
        builder.Services.Replace(ServiceDescriptor.Singleton(_ => new IsoWriter($"{Root}/state", $"{Root}/bin", TimeSpan.FromSeconds(10))));

    [Fact]
    public async Task PoolThatIsFull_KeepsNothing()
    {
        await MakeImageAsync(200);
        await ShellAsync($"head -c 400M /dev/zero > {Folder}/others.img");

        var task = await EndedAsync(await StartAsync(HttpMethod.Post, Machines, Copy("failed")));

        AssertFailed(task, "space");
        await AssertNothingIsLeftAsync();
    }

    /// <summary>It gets the processor that QEMU emulates; where it does not start for another reason, it is left as it was.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MachineOfKvm_StartsEmulated_OrStaysOne(bool starts)
    {
        Assert.SkipWhen(await ShellAsync("virsh domcapabilities --virttype kvm >/dev/null 2>&1 && echo yes || echo no") == "no", "libvirt offers no KVM here, and takes no machine of it");
        var card = starts ? "" : "<interface type=\"bridge\"><source bridge=\"none-such\"/></interface>";
        await ShellAsync($"echo '<domain type=\"kvm\"><name>failed-kvm</name><memory>65536</memory><os><type>hvm</type></os><cpu mode=\"host-passthrough\"/><devices>{card}</devices></domain>' | virsh -q define /dev/stdin");
        var machine = $"{Machines}/{await ShellAsync("virsh -q domuuid failed-kvm")}";
        await UntilAsync(() => IsThereAsync(machine));

        var task = await EndedAsync(await StartAsync(HttpMethod.Post, $"{machine}/start-emulated", null));

        Assert.Equal(starts ? "succeeded" : "failed", task.GetProperty("state").GetString());
        Assert.Equal(starts ? "running" : "shut off", await ShellAsync("virsh -q domstate failed-kvm"));
        var stands = await ShellAsync("virsh -q dumpxml --inactive failed-kvm");
        Assert.Equal(starts, stands.Contains("<domain type='qemu'", StringComparison.Ordinal));
        Assert.Equal(starts, stands.Contains("<cpu mode='maximum'", StringComparison.Ordinal));
        await ShellAsync("virsh -q destroy failed-kvm || true");
    }

    /// <summary>Nobody can know of it before libvirt defines the machine, and the copy is made already.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NameTakenMeanwhile_LeavesWhatIsAskedFor(bool keeps)
    {
        await MakeImageAsync(250);

        var address = await StartAsync(HttpMethod.Post, Machines, Copy("failed-twice", keeps));
        await UntilAsync(async () => (await GetAsync(address)).GetProperty("phase").ValueKind is JsonValueKind.String);
        await ShellAsync("echo '<domain type=\"qemu\"><name>failed-twice</name><memory>65536</memory><os><type>hvm</type></os></domain>' | virsh -q define /dev/stdin");
        var task = await EndedAsync(address);

        AssertFailed(task, "failed-twice");
        Assert.Equal("undone", StateOf(task, "Define the machine"));
        Assert.Equal(keeps ? "failed-twice.img" : "", await ShellAsync($"ls {Folder} | grep failed-twice || true"));
        Assert.Equal(keeps ? ["the volume failed-twice.img"] : [], Left(task));
        // A link to what is gone would mislead.
        Assert.Equal(JsonValueKind.Null, task.GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task ImageThatVanished_LeavesNothing()
    {
        await MakeImageAsync(1);
        await ShellAsync($"rm {Folder}/base.img");

        AssertFailed(await EndedAsync(await StartAsync(HttpMethod.Post, Machines, Copy("failed"))), "base.img");
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task SeedToolThatFails_TakesTheDiskAway()
    {
        await MakeImageAsync(1);

        var task = await EndedAsync(await StartAsync(HttpMethod.Post, Machines, new { name = "failed", emulate = true, disks = new[] { new { pool = _uuid, copy = Image } }, cloudInit = new { user = "anna" } }));

        AssertFailed(task, "image with the seed");
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task CancelledWhileItCopies_LeavesNothing()
    {
        await MakeImageAsync(250);

        var address = await StartAsync(HttpMethod.Post, Machines, Copy("failed", keeps: true));
        await UntilAsync(async () => (await GetAsync(address)).GetProperty("phase").ValueKind is JsonValueKind.String);
        using var answer = await Client.PostAsync($"{address}/cancel", null, Cancel);
        var task = await EndedAsync(address);

        Assert.Equal("cancelled", task.GetProperty("state").GetString());
        Assert.Empty(Left(task));
        await AssertNothingIsLeftAsync();
    }

    /// <summary>Nobody knows what a daemon has done that was killed: the task names it.</summary>
    [Fact]
    public async Task DaemonThatIsKilled_LeavesWhatTheTaskNames()
    {
        await MakeImageAsync(250);

        var address = await StartAsync(HttpMethod.Post, Machines, Copy("failed"));
        await UntilAsync(async () => (await GetAsync(address)).GetProperty("phase").ValueKind is JsonValueKind.String);
        await ShellAsync($"{RealGuest.Lab}/daemon.sh kill libvirtd");
        await ShellAsync($"{RealGuest.Lab}/daemon.sh start libvirtd");
        var task = await EndedAsync(address);

        Assert.Equal("failed", task.GetProperty("state").GetString());
        Assert.Equal("", await ShellAsync("virsh -q list --all --name | grep '^failed' || true"));
        var left = await ShellAsync($"ls {Folder} | grep failed || true");
        Assert.True(left is "" || Left(task).Any(text => text.EndsWith(left, StringComparison.Ordinal)), $"{left} is left, and the task names {string.Join(", ", Left(task))}.");
    }

    private object Image => new { pool = _uuid, volume = "base.img" };

    private object Copy(string name, bool keeps = false) => new { name, emulate = true, disks = new[] { new { pool = _uuid, copy = Image } }, networks = Array.Empty<object>(), start = false, keep = keeps };

    private async Task MakeImageAsync(int mebibytes)
    {
        await ShellAsync($"yes 2> /dev/null | head -c {mebibytes}M > {Folder}/base.img");
        await DoAsync(HttpMethod.Post, $"{Pool}/refresh", null);
        await UntilAsync(() => IsThereAsync($"{Pool}/volumes/base.img"));
    }

    private async Task<JsonElement> EndedAsync(string task)
    {
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        return ended;
    }

    private static void AssertFailed(JsonElement task, string said)
    {
        Assert.Equal("failed", task.GetProperty("state").GetString());
        Assert.Contains(said, task.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertNothingIsLeftAsync()
    {
        Assert.Equal("", await ShellAsync($"ls {Folder} | grep failed || true"));
        Assert.Equal("", await ShellAsync("virsh -q list --all --name | grep '^failed' || true"));
    }

    private static string? StateOf(JsonElement task, string step) => task.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("name").GetString() == step).GetProperty("state").GetString();

    private static string[] Left(JsonElement task) => [.. task.GetProperty("left").EnumerateArray().Select(text => text.GetString()!)];
}
