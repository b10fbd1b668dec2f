using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Media go into the drive of a machine that runs, and out of it.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMediaTests : RealDevices
{
    private const string Name = "media-guest";

    [Fact]
    public async Task Medium_IsInTheDriveOfQemu_AndIsGoneAfterEjecting()
    {
        await using var guest = await StartGuestAsync(Name);

        await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/medium"), new { pool = Pool, volume = "setup.iso" });
        Assert.Contains("setup.iso", await InDriveAsync(), StringComparison.Ordinal);
        Assert.Equal(($"{PoolFolder}/setup.iso", $"{PoolFolder}/setup.iso"), (await SourceAsync(live: true), await SourceAsync(live: false)));

        await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/medium"), new { pool = Pool, volume = "second.iso" });
        Assert.Contains("second.iso", await InDriveAsync(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/eject"), null);
        Assert.DoesNotContain(".iso", await InDriveAsync(), StringComparison.Ordinal);
        Assert.Equal((null, null), (await SourceAsync(live: true), await SourceAsync(live: false)));
    }

    /// <summary>As when somebody has ejected it from the definition of the next start only.</summary>
    [Fact]
    public async Task MediumThatOnlyTheRunningMachineHas_IsEjected_AndByForceToo()
    {
        await using var guest = await StartGuestAsync(Name);
        foreach (var word in new[] { "eject", "force-eject" })
        {
            await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/medium"), new { pool = Pool, volume = "setup.iso" });
            await ShellAsync($"virsh change-media {Name} sda --eject --config");

            await DoAsync(HttpMethod.Post, Address(guest, $"disk:sda/{word}"), null);

            Assert.DoesNotContain(".iso", await InDriveAsync(), StringComparison.Ordinal);
            Assert.Null(await SourceAsync(live: true));
        }
    }

    /// <summary>The shown line does the same on a second machine.</summary>
    [Fact]
    public async Task VirshLine_DoesTheSame()
    {
        await using var guest = await StartGuestAsync(Name);
        await using var twin = await StartGuestAsync("media-twin");

        var task = await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/medium"), new { pool = Pool, volume = "setup.iso" });
        await ShellAsync(task.GetProperty("virsh").GetString()!.Replace(Name, "media-twin", StringComparison.Ordinal));
        Assert.Equal((await SourceAsync(live: true), await SourceAsync(live: false)), (await SourceAsync(live: true, "media-twin"), await SourceAsync(live: false, "media-twin")));

        var ejected = await DoAsync(HttpMethod.Post, Address(guest, "disk:sda/eject"), null);
        await ShellAsync(ejected.GetProperty("virsh").GetString()!.Replace(Name, "media-twin", StringComparison.Ordinal));
        Assert.Equal((null, null), (await SourceAsync(live: true, "media-twin"), await SourceAsync(live: false, "media-twin")));
    }

    private static Task<string> InDriveAsync() => ShellAsync($"virsh qemu-monitor-command {Name} --hmp 'info block' | tr -d '\\r'");

    private static async Task<string?> SourceAsync(bool live, string name = Name) => (live ? await LiveAsync(name) : await StoredAsync(name)).Disks.Single(disk => disk.TargetDevice == "sda").Source.File;
}
