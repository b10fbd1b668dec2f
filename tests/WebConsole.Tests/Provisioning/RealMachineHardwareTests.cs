using Libvirt.Xml;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>libvirt takes a machine with every field of its hardware set, and QEMU starts it.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachineHardwareTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "hardware", path = $"{Root}/hardware" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh -q destroy made-full; virsh -q undefine --nvram --tpm made-full || virsh -q undefine --nvram made-full; virsh -q pool-destroy hardware; virsh -q pool-undefine hardware || true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task EveryField_IsInTheDefinition()
    {
        await DoAsync(HttpMethod.Post, Machines, new
        {
            name = "made-full",
            emulate = true,
            title = "Everything & <more>",
            description = "Two\nlines",
            tags = new[] { "lab", "full" },
            machineType = "q35",
            memory = 256L << 20,
            maxMemory = 512L << 20,
            vcpus = 2,
            cpu = new { model = "Nehalem", maximum = 4, sockets = 1, cores = 2, threads = 2 },
            firmware = "uefi-secure",
            tpm = true,
            disks = new object[] { new { pool = _pool, size = 1 << 20, bus = "virtio", cache = "writeback" }, new { pool = _pool, size = 1 << 20, format = "raw", bus = "sata", cache = "unsafe" } },
            networks = new object[] { new { network = "default", model = "e1000e", mac = "52:54:00:aa:bb:01" }, new { network = "default", model = "virtio" } },
            devices = new { graphics = "vnc", video = "vga", sound = "ich9", watchdog = "i6300esb", watchdogAction = "pause", rng = true, serial = true },
            boot = new[] { "networks[1]", "disks[1]", "disks[0]" },
            bootMenu = true,
            autostart = true,
            start = true,
        });

        var definition = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive made-full"));
        Assert.Equal(("Everything & <more>", "Two\nlines", "lab full"), (definition.Title, definition.Description, string.Join(' ', definition.Tags)));
        Assert.Contains("q35", definition.Machine, StringComparison.Ordinal);
        Assert.Equal((512L << 20, 256L << 20, 4, 2), (definition.MemoryBytes, definition.CurrentMemoryBytes, definition.VirtualCpus, definition.CurrentVirtualCpus));
        Assert.Equal(("custom", "Nehalem", 1, 2, 2), (definition.CpuMode, definition.CpuModel, definition.Sockets, definition.Cores, definition.Threads));
        Assert.Equal(["virtio qcow2 writeback 3", "sata raw unsafe 2"], definition.Disks.Select(disk => $"{disk.TargetBus} {disk.DriverType} {disk.Cache} {disk.BootOrder}"));
        Assert.Equal(["e1000e ", "virtio 1"], definition.Interfaces.Select(card => $"{card.Model} {card.BootOrder}"));
        Assert.Equal("52:54:00:aa:bb:01", definition.Interfaces[0].MacAddress);
        Assert.Equal(("vnc", "vga", "ich9"), (definition.Graphics[0].Type, Of<VideoXml>(definition).Model, Of<SoundXml>(definition).Model));
        Assert.Contains(definition.Devices.OfType<WatchdogXml>(), dog => dog is { Model: "i6300esb", Action: "pause" });
        Assert.Equal(("virtio", "2.0", true), (Of<RandomGeneratorXml>(definition).Model, Of<TpmXml>(definition).Version, definition.BootMenu));
        Assert.Equal("running", await ShellAsync("virsh domstate made-full"));
        Assert.Contains("enable", await ShellAsync("virsh dominfo made-full | grep Autostart"), StringComparison.Ordinal);
    }

    private static T Of<T>(DomainXml definition) where T : DeviceXml => Assert.Single(definition.Devices.OfType<T>());
}
