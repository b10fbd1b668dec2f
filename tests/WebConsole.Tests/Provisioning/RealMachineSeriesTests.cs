using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Several machines are made at once, on a real libvirt with real guests.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachineSeriesTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "series", path = $"{Root}/series" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await ShellAsync($"cp $LAB_GUEST/vmlinuz $LAB_GUEST/initrd.img {Root}/series/; qemu-img create -q -f qcow2 {Root}/series/base.qcow2 16M");
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/base.qcow2"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("for name in $(virsh -q list --all --name | grep '^many-'); do [ \"$(virsh domstate $name)\" != running ] || virsh -q destroy $name; virsh -q undefine --nvram $name; done; virsh -q pool-destroy series; virsh -q pool-undefine series || true");
        await base.DisposeAsync();
    }

    /// <summary>Each has its name, its address, and its seed, into the guest.</summary>
    [Fact]
    public async Task Five_AreMadeFromOneImage()
    {
        var whole = await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "many-08",
            count = 5,
            emulate = true,
            memory = 96 << 20,
            vcpus = 1,
            kernel = new { image = Volume("vmlinuz"), initrd = Volume("initrd.img"), arguments = "console=ttyS0 quiet" },
            disks = new[] { new { pool = _pool, backing = Volume("base.qcow2") } },
            networks = new[] { new { network = "default" } },
            cloudInit = new { user = "anna", networks = new[] { new { addresses = new[] { "192.168.122.77/24" } } } },
        });

        var parts = await PartsAsync(whole);
        Assert.Equal(["many-08", "many-09", "many-10", "many-11", "many-12"], parts.Select(part => part.GetProperty("result").GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("5", await ShellAsync("virsh -q list --name | grep -c '^many-'"));
        Assert.Equal("5", await ShellAsync("for name in $(virsh -q list --name | grep '^many-'); do virsh dumpxml $name | grep -o 'mac address=.*'; done | sort -u | wc -l"));
        Assert.Equal("10", await ShellAsync($"ls {Root}/series | grep -c '^many-'"));
        await UntilAsync(async () => await ShellAsync("virsh -q guestinfo --hostname many-12 2> /dev/null || true") is "hostname            : many-12");
        await UntilAsync(async () => (await ShellAsync("virsh -q domifaddr --source agent many-12")).Contains("192.168.122.81/24", StringComparison.Ordinal));
    }

    /// <summary>The failure of one leaves the others.</summary>
    [Fact]
    public async Task OneThatFails_LeavesTheOthers()
    {
        // libvirt knows no volume of the third, but its file is there.
        await ShellAsync($"touch {Root}/series/many-3.img");

        var task = await StartAsync(HttpMethod.Post, Machines, new { name = "many-1", count = 5, memory = 64 << 20, disks = new[] { new { pool = _pool, size = 1 << 20, format = "raw" } }, networks = Array.Empty<object>(), start = false });

        JsonElement whole = default;
        await UntilAsync(async () => (whole = await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Contains("1 of 5", whole.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("many-3", whole.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, (await PartsAsync(whole)).Count(part => part.GetProperty("state").GetString() == "succeeded"));
        Assert.Equal("many-1 many-2 many-4 many-5", await ShellAsync("virsh -q list --all --name | grep '^many-' | sort | xargs"));
    }

    /// <summary>What has begun is undone, and what has not, never begins.</summary>
    [Fact]
    public async Task Cancelled_TheRestIsNotMade()
    {
        await ShellAsync($"qemu-img create -q -f raw {Root}/series/large.img 1G; qemu-io -f raw -c 'write -P 7 0 1G' {Root}/series/large.img > /dev/null");
        await DoAsync(HttpMethod.Post, $"/api/v1/pools/local/{_pool:D}/refresh", null);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{_pool:D}/volumes/large.img"));
        var task = await StartAsync(HttpMethod.Post, Machines, new { name = "many-1", count = 40, memory = 64 << 20, disks = new[] { new { pool = _pool, copy = Volume("large.img") } }, networks = Array.Empty<object>(), start = false });
        await UntilAsync(async () => (await PartsAsync(await GetAsync(task))).Any(part => part.GetProperty("state").GetString() == "running"));

        using var answer = await Client.PostAsJsonAsync($"{task}/cancel", new { }, Cancel);

        JsonElement whole = default;
        await UntilAsync(async () => (whole = await GetAsync(task)).GetProperty("state").GetString() == "cancelled");
        var parts = await PartsAsync(whole);
        Assert.InRange(parts.Length, 1, 39);
        Assert.DoesNotContain(parts, part => part.GetProperty("state").GetString() is "running" or "queued");
        Assert.Equal($"{parts.Count(part => part.GetProperty("state").GetString() == "succeeded")}", await ShellAsync($"ls {Root}/series | grep -c '^many-' || true"));
    }

    [Fact]
    public async Task TakenNames_AreAllSaidBefore()
    {
        await DoAsync(HttpMethod.Post, Machines, new { name = "many-4", memory = 64 << 20, disks = Array.Empty<object>(), networks = Array.Empty<object>(), start = false });

        using var answer = await Client.PostAsJsonAsync(Machines, new { name = "many-1", count = 5, disks = Array.Empty<object>(), networks = Array.Empty<object>() }, Cancel);
        using var none = await Client.PostAsJsonAsync(Machines, new { name = "many-1", count = 0 }, Cancel);

        Assert.Contains("many-4", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("name")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("A number from 1 to 100.", (await none.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("count")[0].GetString());
    }

    private async Task<JsonElement[]> PartsAsync(JsonElement whole)
    {
        var id = whole.GetProperty("id").GetInt64();
        return [.. (await GetAsync($"/api/v1/tasks?parent={id}&count=500")).GetProperty("items").EnumerateArray().Where(task => task.GetProperty("parent").ValueKind is JsonValueKind.Number)];
    }

    private object Volume(string name) => new { pool = _pool, volume = name };
}
