using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Consoles;

namespace WebConsole.Tests.Machines.Devices.Jobs;

/// <summary>A machine that runs under QEMU, whose second disk, vdb, rests on two images; and a second pool.</summary>
public abstract class RealBlockJobs : RealDevices
{
    private protected const string Name = "jobs-guest";

    private protected const long Size = 32 << 20, Slow = 256 << 10;

    private protected static string Second => $"{Root}/second";

    private protected Guid SecondPool { get; private set; }

    /// <summary>Makes the directory of the second pool.</summary>
    private protected virtual string Making => $"mkdir -p {Second}";

    public override async ValueTask InitializeAsync()
    {
        // QEMU sees no file system that is mounted after its start.
        await ShellAsync(Making);
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "second", path = Second });
        SecondPool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"virsh -q pool-destroy second; virsh -q pool-undefine second; umount -l {Second} 2> /dev/null; true");
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Each image of the chain has data of its own.</summary>
    private protected async Task<RealGuest> StartAsync()
    {
        await ShellAsync($"""
            cd {PoolFolder} && rm -f base.qcow2 middle.qcow2 top.qcow2
            qemu-img create -q -f qcow2 base.qcow2 {Size} && qemu-io -c 'write -q -P 7 0 20M' base.qcow2
            qemu-img create -q -f qcow2 -b {PoolFolder}/base.qcow2 -F qcow2 middle.qcow2 && qemu-io -c 'write -q -P 8 4M 4M' middle.qcow2
            qemu-img create -q -f qcow2 -b {PoolFolder}/middle.qcow2 -F qcow2 top.qcow2 && qemu-io -c 'write -q -P 9 8M 1M' top.qcow2
            chmod 666 *.qcow2; virsh -q pool-refresh devices
            """);
        var guest = await StartGuestAsync(Name, $"s|</devices>|<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{PoolFolder}/top.qcow2'/><target dev='vdb' bus='virtio'/></disk></devices>|");
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/top.qcow2"));
        return guest;
    }

    private protected static string Disk(RealGuest guest, string action) => $"{Address(guest, "disk:vdb")}/{action}";

    /// <summary>A program in the guest that writes to the end of the disk all the time. It is one of its own, since the agent waits for all who hold its pipes.</summary>
    private protected static Task<string> WriteAllTheTimeAsync(RealGuest guest) =>
        guest.InsideAsync("sh -c 'while :; do dd if=/dev/urandom of=/dev/vdb bs=64k count=4 seek=384 conv=notrunc,fsync; sleep 0.1; done' < /dev/null > /dev/null 2>&1 & true");

    /// <summary>The checksum of what the guest reads in the part that nobody writes to.</summary>
    private protected static async Task<string> SumAsync(RealGuest guest) =>
        (await guest.InsideAsync("echo 3 > /proc/sys/vm/drop_caches; dd if=/dev/vdb bs=1M count=24 2> /dev/null | sha256sum | cut -c1-64")).Trim();

    /// <summary>The paths of the disk's images, in the running machine.</summary>
    private protected static async Task<string[]> ChainAsync() => [.. ChainOf((await LiveAsync(Name)).Disks.Single(disk => disk.TargetDevice == "vdb")).Select(path => path.Replace($"{Root}/", "", StringComparison.Ordinal))];

    private protected static async Task<string?> NextAsync() => (await StoredAsync(Name)).Disks.Single(disk => disk.TargetDevice == "vdb").Source.File?.Replace($"{Root}/", "", StringComparison.Ordinal);

    /// <summary>The job on the disk, as the API shows it.</summary>
    private protected async Task<JsonElement?> JobAsync(RealGuest guest) =>
        (await GetAsync($"{Address(guest)}/devices")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("key").GetString() == "disk:vdb").TryGetProperty("job", out var job) && job.ValueKind is JsonValueKind.Object ? job : null;

    private protected static string Said(JsonElement task) => $"{task.GetProperty("error")} {task.GetProperty("advice")}";

    private static IEnumerable<string> ChainOf(DiskXml disk)
    {
        yield return disk.Source.File!;
        for (var below = disk.BackingStore; below?.SourcePath is { } path; below = below.BackingStore)
            yield return path;
    }
}
