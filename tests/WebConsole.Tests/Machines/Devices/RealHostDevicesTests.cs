using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>
/// Devices of the lab's host, which has no IOMMU: what is defined is read back, and libvirt refuses the start. The product never takes
/// one from the host here, which the whole lab stands on.
/// </summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealHostDevicesTests : RealDevices
{
    private const string Devices = "/api/v1/hosts/local/devices";

    [Fact]
    public async Task DevicesOfTheHost_AreThoseOfVirsh()
    {
        var names = (await ShellAsync("virsh nodedev-list --all")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await UntilAsync(async () => (await ListAsync()).Length == names.Length);

        var listed = await ListAsync();
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.Select(device => device.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        var pci = listed.First(device => device.GetProperty("kind").GetString() == "PCI");
        Assert.Equal(pci.GetProperty("name").GetString(), (await GetAsync($"{Devices}/{pci.GetProperty("name").GetString()}")).GetProperty("name").GetString());
        Assert.Matches("^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$", pci.GetProperty("at").GetString());
    }

    /// <summary>The disk that carries the lab's own root, and the controller that it is on.</summary>
    [Fact]
    public async Task DiskOfTheHostsRoot_IsNotTaken()
    {
        await UntilAsync(async () => (await ListAsync()).Length > 0);
        var root = (await ListAsync()).FirstOrDefault(device => device.GetProperty("kind").GetString() == "PCI" && device.GetProperty("users").EnumerateArray().Any(use => use.GetProperty("name").GetString() == "file system at /"));
        // A lab whose root is on no disk of its own, such as one on an overlay.
        if (root.ValueKind is JsonValueKind.Undefined)
            Assert.Skip("The root of this lab is on no device that libvirt lists.");

        using var refused = await Client.PostAsync($"{Devices}/{root.GetProperty("name").GetString()}/detach", null, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("The host needs it itself", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivenDevice_StandsInTheDefinition_ChangesAndGoes_AndWithoutAnIommuLibvirtRefusesTheStart()
    {
        const string Name = "given-guest";
        // With an IOMMU the start would take a real device from this host.
        Assert.SkipWhen(Directory.Exists("/sys/kernel/iommu_groups") && Directory.EnumerateFileSystemEntries("/sys/kernel/iommu_groups").Any(), "The host has an IOMMU.");
        await UntilAsync(async () => (await ListAsync()).Length > 0);
        var free = (await ListAsync()).First(device => device.GetProperty("kind").GetString() == "PCI" && !device.GetProperty("users").EnumerateArray().Any() && device.TryGetProperty("driver", out var driver) && driver.ValueKind is JsonValueKind.String);
        var (name, address) = (free.GetProperty("name").GetString()!, free.GetProperty("at").GetString()!);
        await using var guest = await StartGuestAsync(Name);
        await ShellAsync($"virsh destroy {Name}");

        var added = await DoAsync(HttpMethod.Post, $"{Address(guest)}/devices", new { kind = "hostdev", hostDevice = name, romBar = false });

        Assert.Contains("no IOMMU group", Log(added), StringComparison.Ordinal);
        var given = Assert.Single((await StoredAsync(Name)).Devices.OfType<HostDeviceXml>());
        Assert.Equal(("pci", address, true, false), (given.Type, given.PciAddress, given.Managed, given.Rom.Visible));
        await ShellAsync($"virsh dumpxml --inactive {Name} > {Root}/given.xml && virsh define --validate {Root}/given.xml");
        Assert.Contains((await GetAsync($"{Devices}/{name}")).GetProperty("users").EnumerateArray(), use => use.GetProperty("name").GetString() == Name && !use.GetProperty("now").GetBoolean());

        var key = $"hostdev:{given.Alias}";
        await DoAsync(HttpMethod.Patch, Address(guest, key), new { managed = false });
        Assert.False(Assert.Single((await StoredAsync(Name)).Devices.OfType<HostDeviceXml>()).Managed);
        await DoAsync(HttpMethod.Patch, Address(guest, key), new { managed = true });
        var refused = await ShellAsync($"virsh start {Name} 2>&1 || true");
        Assert.Matches("passthrough|IOMMU|vfio", refused);

        await DoAsync(HttpMethod.Delete, Address(guest, key), new { });
        Assert.Empty((await StoredAsync(Name)).Devices.OfType<HostDeviceXml>());
    }

    private async Task<JsonElement[]> ListAsync() => [.. (await GetAsync(Devices)).GetProperty("items").EnumerateArray()];
}
