using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Disks of the host: as a file system, as partitions, behind an adapter, and on two paths.</summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostDeviceTests : FullHostPools
{
    [Fact]
    public async Task FileSystem_IsMounted_AndItsFilesOutliveThePool()
    {
        Assert.Contains(await FindAsync(new { type = "fs" }), source => source.GetProperty("sourceDevices").GetString() == "/dev/vdd");
        var pool = await MakeAsync(new { type = "fs", name = "files", sourceDevices = new[] { "/dev/vdd" }, format = "ext4", path = "/mnt/files" });
        await VolumeAsync(pool, new { name = "kept.img", capacity = 4 << 20, format = "raw" });
        await DoAsync(HttpMethod.Patch, $"{pool}/volumes/kept.img", new { capacity = 8 << 20 });

        await EndAsync(pool, contents: false);

        Assert.Equal("8388608", await OnHostAsync("mount /dev/vdd /mnt/files && stat -c %s /mnt/files/kept.img; rm /mnt/files/kept.img; umount /mnt/files"));
    }

    [Fact]
    public async Task Disk_GetsATable_AndPartitionsAreItsVolumes()
    {
        Assert.NotEqual("", await MakeInVainAsync(new { type = "disk", name = "whole", sourceDevices = new[] { "/dev/vdd" }, format = "gpt", build = true }));
        var pool = await MakeAsync(new { type = "disk", name = "whole", sourceDevices = new[] { "/dev/vdc" }, format = "gpt", build = true });

        await VolumeAsync(pool, new { name = "vdc1", capacity = 64 << 20 });
        await VolumeAsync(pool, new { name = "vdc2", capacity = 64 << 20 });
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/vdc1/wipe", null);
        Assert.Contains("libvirt can't change the size", await RefuseAsync(HttpMethod.Patch, $"{pool}/volumes/vdc1", new { capacity = 32 << 20 }), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Delete, $"{pool}/volumes/vdc1", null);
        Assert.Equal("vdc2", await OnHostAsync("lsblk -n -r -o NAME,TYPE /dev/vdc | grep part | cut -d\" \" -f1"));

        await EndAsync(pool, contents: true);

        Assert.Equal("", await OnHostAsync("lsblk -n -r -o TYPE /dev/vdc | grep part; true"));
    }

    [Fact]
    public async Task Adapter_ShowsItsDisks()
    {
        var adapter = await OnHostAsync("basename $(ls -d /sys/block/sda/device/scsi_device/* | cut -d: -f1)");
        var pool = await MakeAsync(new { type = "scsi", name = "adapter", adapter = $"scsi_host{adapter}" });

        await UntilAsync(async () => (await VolumesAsync(pool)).Length == 1);
        var disk = (await VolumesAsync(pool))[0];
        await DoAsync(HttpMethod.Post, $"{pool}/volumes/{disk}/wipe", null);
        Assert.Equal(new byte[1000], await ReadAsync(pool, disk, 1000));
        await RefuseAsync(HttpMethod.Delete, $"{pool}/volumes/{disk}");

        await EndAsync(pool, contents: false);
    }

    [Fact]
    public async Task DiskOnTwoPaths_IsOneVolume()
    {
        var pool = await MakeAsync(new { type = "mpath", name = "paths" });

        await UntilAsync(async () => (await VolumesAsync(pool)).Length == 1);
        Assert.Equal(["dm-0"], await VolumesAsync(pool));
        await RefuseAsync(HttpMethod.Delete, $"{pool}/volumes/dm-0");

        await EndAsync(pool, contents: false);
    }
}
