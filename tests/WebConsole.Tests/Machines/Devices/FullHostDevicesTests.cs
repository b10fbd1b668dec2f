using System.Text.Json;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>
/// What a complete host has and the lab's own lacks: an IOMMU, devices to give away, two NUMA nodes, huge pages, and limits of cards. The
/// machine has no system: its firmware finds nothing to boot.
/// </summary>
[Trait("Category", "Storage")]
[Collection(RealStorage.Collection)]
public sealed class FullHostDevicesTests() : RealStorage("full", Uri)
{
    private const string Uri = "qemu+tcp://127.0.0.1/system";
    private const string Uuid = "6d1c9a0e-5f2b-4c53-9a55-1f6b0a4d7e01";
    private const string Machine = $"/api/v1/machines/full/{Uuid}";
    private const string Devices = "/api/v1/hosts/full/devices";

    /// <summary>The card that nothing on that host needs.</summary>
    private const string Card = "pci_0000_01_00_0";

    public override async ValueTask InitializeAsync()
    {
        await ShellAsync($"{Consoles.RealGuest.Lab}/full-host.sh start");
        await base.InitializeAsync();
        await ShellAsync($"""
            cat > /run/lab/given.xml <<'END'
            <domain type='qemu'>
              <name>given</name><uuid>{Uuid}</uuid><memory unit='MiB'>64</memory><vcpu>1</vcpu>
              <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>
              <devices>
                <controller type='usb' model='qemu-xhci'/>
                <controller type='pci' model='pcie-root'/><controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/>
                <interface type='network'><mac address='52:54:00:6d:1c:9a'/><source network='default'/><model type='virtio'/></interface>
              </devices>
            </domain>
            END
            virsh -q -c {Uri} define /run/lab/given.xml
            """);
        await UntilAsync(() => IsThereAsync(Machine));
        await UntilAsync(() => IsThereAsync($"{Devices}/{Card}"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync($"virsh -c {Uri} destroy given; virsh -c {Uri} undefine given; true");
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Card_IsTakenFromTheHost_GivenToAMachine_AndComesBack()
    {
        var card = await GetAsync($"{Devices}/{Card}");
        Assert.Equal(JsonValueKind.Number, card.GetProperty("iommuGroup").ValueKind);
        Assert.Equal("e1000e", await DriverAsync());

        await DoAsync(HttpMethod.Post, $"{Devices}/{Card}/detach", null);
        Assert.Equal("vfio-pci", await DriverAsync());
        await DoAsync(HttpMethod.Post, $"{Devices}/{Card}/reattach", null);
        Assert.Equal("e1000e", await DriverAsync());

        await DoAsync(HttpMethod.Post, $"{Machine}/devices", new { kind = "hostdev", hostDevice = Card });
        await StartMachineAsync();
        Assert.Equal("vfio-pci", await DriverAsync());
        Assert.Contains("\"driver\":\"vfio-pci\"", await OnHostAsync("tr \"\\0\" \" \" < /proc/$(pgrep -x qemu-system-x86)/cmdline"), StringComparison.Ordinal);
        await UntilAsync(async () => (await GetAsync($"{Devices}/{Card}")).GetProperty("users").EnumerateArray().Any(use => use.GetProperty("name").GetString() == "given" && use.GetProperty("now").GetBoolean()));
        using (var refused = await Client.PostAsync($"{Devices}/{Card}/reattach", null, Cancel))
            Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);

        await DoAsync(HttpMethod.Post, $"{Machine}/force-off", null);
        await UntilAsync(async () => await DriverAsync() == "e1000e");
    }

    [Fact]
    public async Task UsbDevice_IsPluggedIntoARunningMachine_AndOut()
    {
        var tablet = (await GetAsync($"{Devices}?kind=USB")).GetProperty("items").EnumerateArray().Single(device => device.GetProperty("title").GetString()!.Contains("Tablet", StringComparison.OrdinalIgnoreCase));
        await StartMachineAsync();

        await DoAsync(HttpMethod.Post, $"{Machine}/devices", new { kind = "hostdev", hostDevice = tablet.GetProperty("name").GetString() });

        Assert.Contains("QEMU USB Tablet", await OnHostAsync("virsh qemu-monitor-command --hmp given info usb"), StringComparison.OrdinalIgnoreCase);
        await UntilAsync(async () => (await KeysAsync()).Length == 1);
        await DoAsync(HttpMethod.Delete, $"{Machine}/devices/{Assert.Single(await KeysAsync())}", new { });
        Assert.DoesNotContain("Tablet", await OnHostAsync("virsh qemu-monitor-command --hmp given info usb"), StringComparison.OrdinalIgnoreCase);
        await UntilAsync(async () => (await KeysAsync()).Length == 0);
    }

    [Fact]
    public async Task Memory_IsHugePagesOfOneNode_AndTheCardIsLimited()
    {
        await OnHostAsync("echo 64 > /sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages");
        await DoAsync(HttpMethod.Patch, Machine, new { memoryBacking = new { hugePages = true, pageSize = 2 << 20 }, numa = new { nodes = "1", mode = "strict" } });
        await DoAsync(HttpMethod.Patch, $"{Machine}/devices/interface:52:54:00:6d:1c:9a", new { inbound = new { average = 1000 }, outbound = new { average = 2000 } });
        await StartMachineAsync();

        // 64 MiB are 32 pages, all on the second node.
        var map = await OnHostAsync("grep huge /proc/$(pgrep -x qemu-system-x86)/numa_maps");
        Assert.Contains("N1=32", map, StringComparison.Ordinal);
        Assert.DoesNotContain("N0=", map, StringComparison.Ordinal);
        Assert.Contains("rate 8Mbit", await RatesOfTheCardAsync(), StringComparison.Ordinal);

        await DoAsync(HttpMethod.Patch, $"{Machine}/devices/interface:52:54:00:6d:1c:9a", new { inbound = new { average = 500 } });
        Assert.Contains("rate 4Mbit", await RatesOfTheCardAsync(), StringComparison.Ordinal);
    }

    /// <summary>Emulated twice, it may take longer than a task waits for libvirt.</summary>
    private async Task StartMachineAsync()
    {
        var task = await StartAsync(HttpMethod.Post, $"{Machine}/start", null);
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        await UntilAsync(async () => (await GetAsync(Machine)).GetProperty("state").GetString() == "running");
    }

    // libvirt counts its taps on with each start.
    private static Task<string> RatesOfTheCardAsync() => OnHostAsync("tc class show dev $(virsh domiflist given | grep -o vnet[0-9]*)");

    private static Task<string> DriverAsync() => OnHostAsync("basename $(readlink /sys/bus/pci/devices/0000:01:00.0/driver)");

    private async Task<string[]> KeysAsync() =>
        [.. (await GetAsync($"{Machine}/devices")).GetProperty("items").EnumerateArray().Select(device => device.GetProperty("key").GetString()!).Where(key => key.StartsWith("hostdev:", StringComparison.Ordinal))];

    private static Task<string> OnHostAsync(string command) => ShellAsync($"{Consoles.RealGuest.Lab}/full-host.sh run '{command}'");
}
