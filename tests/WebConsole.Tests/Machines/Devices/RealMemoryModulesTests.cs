using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Tests.Machines.Parts;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Memory that is plugged into a machine that runs, seen from inside and by QEMU.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMemoryModulesTests : RealDevices
{
    private const string Name = "modules-guest";
    private const long MiB = 1L << 20;

    [Fact]
    public async Task Room_IsGivenFirst_ThenADimmComes()
    {
        await using var guest = await StartGuestAsync(Name, EditRig.PlainCode);
        Assert.Contains("The machine has no room for memory modules: give it some first (memoryModules, in the form of its memory), and restart it.",
            await RefusedAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "memory", size = 128 * MiB }), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Patch, Address(guest), new { memoryModules = new { slots = 2, maximum = 1024 * MiB } });
        var waits = await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "memory", size = 128 * MiB });
        Assert.Contains("takes effect at the next start. It was started without room for memory modules.", Log(waits), StringComparison.Ordinal);
        var first = Assert.Single((await StoredAsync(Name)).Devices.OfType<Libvirt.Xml.MemoryDeviceXml>()).Alias;
        await DoAsync(HttpMethod.Delete, Address(guest, $"memory:{first}"), null);
        await guest.StopAsync();
        await guest.StartAsync();
        await UntilAsync(async () => (await GetAsync(Address(guest))).GetProperty("state").GetString() is "running");

        await guest.InsideAsync("true");
        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "memory", size = 128 * MiB, apply = "live" });

        // The guest's system is told to use it.
        Assert.True(Kibibytes(await guest.InsideAsync("for i in $(seq 100); do for piece in /sys/devices/system/memory/memory*; do grep -q offline $piece/state && echo online_movable > $piece/state; done; [ $(ls -d /sys/devices/system/memory/memory* | wc -l) -gt 1 ] && break; sleep 0.2; done; grep MemTotal /proc/meminfo")) > 160 << 10);
        var (live, stored) = (await LiveAsync(Name), await StoredAsync(Name));
        Assert.Equal((256 * MiB, 256 * MiB, 256 * MiB, 256 * MiB), (live.MemoryBytes, live.CurrentMemoryBytes, stored.MemoryBytes, stored.CurrentMemoryBytes));
        Assert.Equal(128 * MiB, Assert.Single(stored.NumaCells).MemoryBytes);

        // The guest's kernel takes it off line, since nothing that can't be moved is in it.
        var dimm = Assert.Single(live.Devices.OfType<Libvirt.Xml.MemoryDeviceXml>()).Alias;
        await DoAsync(HttpMethod.Delete, Address(guest, $"memory:{dimm}"), new { apply = "live" });
        (live, stored) = (await LiveAsync(Name), await StoredAsync(Name));
        Assert.Equal((128 * MiB, 128 * MiB, 128 * MiB), (live.MemoryBytes, stored.MemoryBytes, stored.CurrentMemoryBytes));
        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "memory", size = 128 * MiB, apply = "next" });

        // With one node, the memory beside the modules still changes.
        await DoAsync(HttpMethod.Patch, Address(guest), new { maxMemory = 320 * MiB, memory = 320 * MiB, apply = "next" });
        Assert.Equal((320 * MiB, 192 * MiB), ((await StoredAsync(Name)).MemoryBytes, (await StoredAsync(Name)).NumaCells[0].MemoryBytes));
    }

    [Fact]
    public async Task VirtioMem_ChangesItsSizeWhileItRuns()
    {
        await using var guest = await StartGuestAsync(Name, Room);
        await using var twin = await StartGuestAsync("modules-twin", Room);
        await guest.InsideAsync("true");
        var line = (await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "memory", model = "virtio-mem", size = 256 * MiB, requested = 64 * MiB, apply = "live" })).GetProperty("virsh").GetString()!;
        Assert.Equal(64 * MiB, await RequestedAsync(Name));
        var key = Assert.Single((await GetAsync($"{Address(guest)}/devices")).GetProperty("items").EnumerateArray(), item => item.GetProperty("key").GetString()!.StartsWith("memory:", StringComparison.Ordinal)).GetProperty("key").GetString()!;

        var more = (await DoAsync(HttpMethod.Patch, Address(guest, key), new { requested = 128 * MiB, apply = "live" })).GetProperty("virsh").GetString()!;

        Assert.Equal(128 * MiB, await RequestedAsync(Name));
        Assert.Equal(128 * MiB, Assert.Single((await StoredAsync(Name)).Devices.OfType<Libvirt.Xml.MemoryDeviceXml>()).RequestedBytes);

        // The shown lines make the same of another machine.
        foreach (var shown in (string[])[line, more])
            await ShellAsync($"bash << 'LINE'\n{shown.Replace(Name, "modules-twin", StringComparison.Ordinal)}\nLINE");
        Assert.Equal(128 * MiB, await RequestedAsync("modules-twin"));
        Assert.Equal(128 * MiB, Assert.Single((await StoredAsync("modules-twin")).Devices.OfType<Libvirt.Xml.MemoryDeviceXml>()).RequestedBytes);
        // QEMU's balloon does not count it, so it is no memory that waits for a restart.
        Assert.Equal((128 * MiB, 128 * MiB), ((await LiveAsync(Name)).CurrentMemoryBytes, (await StoredAsync(Name)).CurrentMemoryBytes));

        Assert.Contains("At most 256 MiB, its size.", await RefusedAsync(HttpMethod.Patch, Address(guest, key), new { requested = 512 * MiB }), StringComparison.Ordinal);
    }

    private const string Room = EditRig.PlainCode + "; s|<memory |<maxMemory slots='2' unit='MiB'>1024</maxMemory><memory |; s|</cpu>|<numa><cell id='0' cpus='0' memory='131072' unit='KiB'/></numa></cpu>|";

    private async Task<string> RefusedAsync(HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> RequestedAsync(string machine)
    {
        var answer = JsonDocument.Parse(await ShellAsync($"virsh qemu-monitor-command {machine} '{{\"execute\":\"query-memory-devices\"}}'"));
        return Assert.Single(answer.RootElement.GetProperty("return").EnumerateArray()).GetProperty("data").GetProperty("requested-size").GetInt64();
    }

    private static int Kibibytes(string line) => int.Parse(string.Concat(line.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
}
