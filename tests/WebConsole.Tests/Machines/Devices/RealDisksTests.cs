using System.Net;
using System.Net.Http.Json;
using System.Text;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Disks of a machine that runs: added, limited, grown, seen from inside.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDisksTests : RealDevices
{
    private const string Name = "disks-guest";

    /// <summary>The guest finds a new disk in its own time.</summary>
    private const string Await = "for i in $(seq 300); do [ -e /sys/block/vdb/serial ] && break; sleep 0.2; done";

    [Fact]
    public async Task NewDisk_IsMadeAndPluggedIn_GrowsWhileTheGuestWrites_AndIsLimited()
    {
        await using var guest = await StartGuestAsync(Name);
        await guest.InsideAsync("true");

        var added = await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "disk", size = 32 << 20, pool = Pool, serial = "wc-1" });
        Assert.Equal(["Make the volume", "Save the definition", "Plug in disk:vdb"], added.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!));
        Assert.Equal("65536\nwc-1", (await guest.InsideAsync($"{Await}; cat /sys/block/vdb/size; cat /sys/block/vdb/serial")).Trim());
        Assert.Equal(($"{PoolFolder}/{Name}-vdb.qcow2", "unmap"), (await StoredAsync(Name)).Disks.Where(disk => disk.TargetDevice == "vdb").Select(disk => (disk.Source.File!, disk.Discard!)).Single());

        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/{Name}-vdb.qcow2"));

        // What is on it is as it was, while something writes.
        var before = (await guest.InsideAsync("dd if=/dev/urandom of=/dev/vdb bs=1M count=16 2> /dev/null; sync; sha256sum < /dev/vdb | cut -c1-64")).Trim();
        await guest.InsideAsync("(while :; do dd if=/dev/zero of=/dev/vda bs=64k count=64 conv=fsync; done) > /dev/null 2>&1 &");
        var grown = await DoAsync(HttpMethod.Patch, Address(guest, "disk:vdb"), new { capacity = 48 << 20 });
        Assert.Equal("Grow disk:vdb to 48 MiB", grown.GetProperty("steps")[0].GetProperty("name").GetString());
        Assert.Equal($"98304\n{before}", (await guest.InsideAsync("for i in $(seq 300); do [ $(cat /sys/block/vdb/size) = 98304 ] && break; sleep 0.2; done; cat /sys/block/vdb/size; dd if=/dev/vdb bs=1M count=32 2> /dev/null | sha256sum | cut -c1-64")).Trim());
        await UntilAsync(async () => (await GetAsync($"/api/v1/pools/local/{Pool:D}/volumes/{Name}-vdb.qcow2")).GetProperty("capacity").GetInt64() == 48 << 20);

        await DoAsync(HttpMethod.Patch, Address(guest, "disk:vdb"), new { apply = "live", limits = new { totalBytes = new { rate = 1 << 20, burst = 2 << 20, seconds = 5 }, readRequests = new { rate = 50 } } });
        Assert.Equal("1048576 2097152 5 50", await ShellAsync($"virsh -q blkdeviotune {Name} vdb | sed 's/ *: */ /' | awk '$1 == \"total_bytes_sec\" || $1 == \"total_bytes_sec_max\" || $1 == \"total_bytes_sec_max_length\" || $1 == \"read_iops_sec\" {{ print $2 }}' | xargs echo | awk '{{ print $1, $3, $4, $2 }}'"));
        Assert.Equal((1L << 20, 50L), (await StoredAsync(Name)).Disks.Where(disk => disk.TargetDevice == "vdb").Select(disk => (disk.TotalBytesPerSecond, disk.ReadIops)).Single());

        await DoAsync(HttpMethod.Patch, Address(guest, "disk:vdb"), new { apply = "live", limits = new { } });
        Assert.Null((await LiveAsync(Name)).Disks.Single(disk => disk.TargetDevice == "vdb").TotalBytesPerSecond);
        Assert.Null((await StoredAsync(Name)).Disks.Single(disk => disk.TargetDevice == "vdb").TotalBytesPerSecond);
    }

    [Fact]
    public async Task WhatQemuChangesAtAStartOnly_WaitsAndIsNamed()
    {
        await using var guest = await StartGuestAsync(Name);

        var task = await DoAsync(HttpMethod.Patch, Address(guest, "disk:vda"), new { cache = "none", io = "native" });

        Assert.Contains("Change disk:vda: takes effect at the next start.", Log(task), StringComparison.Ordinal);
        Assert.Equal(("none", "native"), (await StoredAsync(Name)).Disks.Where(disk => disk.TargetDevice == "vda").Select(disk => (disk.Cache!, disk.Io!)).Single());
        Assert.Null((await LiveAsync(Name)).Disks.Single(disk => disk.TargetDevice == "vda").Cache);

        // Another bus is another name; the place in the boot order goes along.
        await ShellAsync($"virsh dumpxml --inactive {Name} | sed \"s|<boot dev=[^>]*>||; s|<target dev='vda'|<boot order='1'/>&|\" | virsh -q define /dev/stdin");
        await DoAsync(HttpMethod.Patch, Address(guest, "disk:vda"), new { bus = "scsi" });
        Assert.Equal(("sdb", "scsi", 1), (await StoredAsync(Name)).Disks.Where(disk => disk.Device == "disk").Select(disk => (disk.TargetDevice!, disk.TargetBus!, disk.BootOrder!.Value)).Single());
        Assert.Contains((await LiveAsync(Name)).Disks, disk => disk.TargetDevice == "vda");
    }

    [Fact]
    public async Task VolumeThatThereIs_IsPluggedIn_AndOneThatIsUsedIsRefused()
    {
        await using var guest = await StartGuestAsync(Name);
        await guest.InsideAsync("true");
        await ShellAsync($"qemu-img create -q -f raw {PoolFolder}/old.img 4M && virsh -q pool-refresh devices");
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/old.img"));
        var body = new { kind = "disk", pool = Pool, volume = "old.img" };

        await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", body);

        Assert.Equal("8192", (await guest.InsideAsync($"{Await}; cat /sys/block/vdb/size")).Trim());
        await UntilAsync(() => IsThereAsync(Address(guest)));
        using var answer = await Client.PostAsJsonAsync($"{Address(guest)}/devices", body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"old.img is used by {Name}.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>The volume that was made goes again.</summary>
    [Fact]
    public async Task DiskThatTheRunningMachineCannotTake_LeavesNothing_WhereItMustBeLive()
    {
        await using var guest = await StartGuestAsync(Name);

        var failed = await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "disk", size = 4 << 20, pool = Pool, bus = "sata", apply = "live" }, "failed");

        Assert.All(failed.GetProperty("steps").EnumerateArray(), step => Assert.Equal("undone", step.GetProperty("state").GetString()));
        Assert.False(File.Exists($"{PoolFolder}/{Name}-sdb.qcow2"));
        Assert.DoesNotContain((await StoredAsync(Name)).Disks, disk => disk.TargetDevice == "sdb");
    }

    [Theory]
    [InlineData("disk:vda", """{ "capacity": 1024 }""", "capacity")]
    [InlineData("disk:vda", """{ "cache": "none -drive" }""", "cache")]
    [InlineData("disk:vda", """{ "serial": "a'b" }""", "serial")]
    [InlineData("disk:vda", """{ "model": "x" }""", "model")]
    [InlineData("disk:vda", """{ "limits": { "totalBytes": { "rate": 5, "burst": 2 } } }""", "limits.totalBytes.burst")]
    [InlineData("disk:vda", """{ "xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><disk>&b;</disk>" }""", "xml")]
    [InlineData("disk:vda", """{ "xml": "<hostdev/>" }""", "xml")]
    [Trait("Attack", "J2")]
    public async Task WrongValue_IsNamedByItsField(string device, string body, string field)
    {
        await using var guest = await StartGuestAsync(Name);
        using var request = new HttpRequestMessage(HttpMethod.Patch, Address(guest, device)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\":", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
