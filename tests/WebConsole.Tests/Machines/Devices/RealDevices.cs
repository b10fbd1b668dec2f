using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Storage;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Devices of a real machine that runs under QEMU, changed by the API and looked at from inside the guest.</summary>
public abstract class RealDevices : RealStorage
{
    /// <summary>Spare ports, and a CD-ROM drive.</summary>
    private const string Spare = "s|</devices>|<controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/>"
        + "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='sda' bus='sata'/><readonly/></disk></devices>|";

    private protected Guid Pool { get; private set; }

    private protected static string PoolFolder => $"{Root}/devices";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ShellAsync($"mkdir -p {PoolFolder} && cp $LAB_GUEST/install.iso {PoolFolder}/setup.iso && cp $LAB_GUEST/install.iso {PoolFolder}/second.iso && printf x >> {PoolFolder}/second.iso && truncate -s %2048 {PoolFolder}/second.iso");
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "devices", path = PoolFolder });
        Pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
        await UntilAsync(() => IsThereAsync($"/api/v1/pools/local/{Pool:D}/volumes/setup.iso"));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh -q pool-destroy devices; virsh -q pool-undefine devices; true");
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<RealGuest> StartGuestAsync(string name, string more = "")
    {
        var guest = await RealGuest.StartAsync(name, $"{Spare}; {more}");
        await UntilAsync(() => IsThereAsync(Address(guest)));
        return guest;
    }

    private protected static string Address(RealGuest guest, string? device = null) => $"/api/v1/machines/local/{guest.Id.Uuid:D}{(device is null ? "" : $"/devices/{device}")}";

    private protected static async Task<DomainXml> LiveAsync(string name) => DomainXml.Parse(await ShellAsync($"virsh dumpxml {name}"));

    private protected static async Task<DomainXml> StoredAsync(string name) => DomainXml.Parse(await ShellAsync($"virsh dumpxml --inactive {name}"));

    private protected static string Log(JsonElement task) => string.Join('\n', task.GetProperty("log").EnumerateArray().Select(line => line.ToString()));
}
