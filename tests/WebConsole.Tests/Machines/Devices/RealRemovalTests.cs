using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Devices are taken out of a machine that runs.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealRemovalTests : RealDevices
{
    private const string Name = "removal-guest";

    private static string SecondDisk => $"s|<disk type='file' device='cdrom'>|<disk type='file'><driver name='qemu' type='qcow2'/><source file='{PoolFolder}/second.qcow2'/><target dev='vdb' bus='virtio'/></disk>&|";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ShellAsync($"qemu-img create -q -f qcow2 {PoolFolder}/second.qcow2 8M && virsh -q pool-refresh devices");
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/second.qcow2"));
    }

    [Fact]
    public async Task Disk_IsUnplugged_AndItsVolumeIsDeleted()
    {
        await using var guest = await StartGuestAsync(Name, SecondDisk);
        Assert.Equal("/dev/vdb\n", await guest.InsideAsync("ls /dev/vdb"));

        var task = await DoAsync(HttpMethod.Delete, Address(guest, "disk:vdb"), new { deleteVolume = true });

        Assert.Equal(["Save the definition", "Unplug disk:vdb", "Delete second.qcow2"], task.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!));
        Assert.Contains("No such file", await guest.InsideAsync("ls /dev/vdb"), StringComparison.Ordinal);
        Assert.DoesNotContain((await LiveAsync(Name)).Disks, disk => disk.TargetDevice == "vdb");
        Assert.DoesNotContain((await StoredAsync(Name)).Disks, disk => disk.TargetDevice == "vdb");
        Assert.False(File.Exists($"{PoolFolder}/second.qcow2"));
    }

    /// <summary>A guest that is paused answers nothing.</summary>
    [Fact]
    public async Task GuestThatDoesNotLetGo_IsNamed_AndTheVolumeIsKept()
    {
        await using var guest = await StartGuestAsync(Name, SecondDisk);
        await guest.InsideAsync("true");
        await ShellAsync($"virsh suspend {Name}");

        var live = await DoAsync(HttpMethod.Delete, Address(guest, "disk:vdb"), new { apply = "live" }, "failed");
        Assert.Matches("The guest has not let go of disk:vdb after [0-9]+ s", live.GetProperty("error").GetString());
        Assert.Contains((await StoredAsync(Name)).Disks, disk => disk.TargetDevice == "vdb");

        var both = await DoAsync(HttpMethod.Delete, Address(guest, "disk:vdb"), new { deleteVolume = true }, "failed");
        Assert.Equal("The guest has not let go of it: second.qcow2 is kept.", both.GetProperty("error").GetString());
        Assert.DoesNotContain((await StoredAsync(Name)).Disks, disk => disk.TargetDevice == "vdb");
        Assert.True(File.Exists($"{PoolFolder}/second.qcow2"));
    }

    [Fact]
    public async Task QemuThatEndsMeanwhile_IsNamed_AndTheDefinitionIsPutBack()
    {
        await using var guest = await StartGuestAsync(Name, SecondDisk);
        await guest.FreezeAsync();
        var task = await StartAsync(HttpMethod.Delete, Address(guest, "disk:vdb"), new { apply = "live" });
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("steps").EnumerateArray().Any(step => step.GetProperty("name").GetString() == "Unplug disk:vdb" && step.GetProperty("state").GetString() == "running"));
        await ShellAsync($"kill -9 $(cat /run/libvirt/qemu/{Name}.pid)");

        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("state").GetString() == "failed");

        Assert.StartsWith("The machine ended while it was changed.", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains((await StoredAsync(Name)).Disks, disk => disk.TargetDevice == "vdb");
    }

    [Fact]
    public async Task VolumeThatOthersUse_IsRefusedAtItsField()
    {
        await using var guest = await StartGuestAsync(Name, SecondDisk);
        await ShellAsync($"virsh dumpxml --inactive {Name} | sed 's|<uuid>.*</uuid>||; s|<name>{Name}|<name>removal-other|; s|<mac address.*||' | virsh -q define /dev/stdin");
        try
        {
            await UntilAsync(async () => (await GetAsync("/api/v1/machines")).ToString().Contains("removal-other", StringComparison.Ordinal));
            using var request = new HttpRequestMessage(HttpMethod.Delete, Address(guest, "disk:vdb")) { Content = JsonContent.Create(new { deleteVolume = true }) };
            using var answer = await Client.SendAsync(request, Cancel);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("removal-other", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        finally
        {
            await ShellAsync("virsh -q undefine removal-other");
        }
    }
}
