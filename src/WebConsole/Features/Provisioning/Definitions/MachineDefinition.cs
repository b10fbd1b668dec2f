using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>Writes the definition of a new machine.</summary>
/// <param name="plan">What is made.</param>
/// <param name="pathOf">The path of a disk's volume on the host.</param>
internal sealed class MachineDefinition(MachinePlan plan, Func<DiskPlan, string> pathOf)
{
    /// <summary>Free ports for devices that are plugged in while it runs, on PCI Express.</summary>
    private const int SparePorts = 10;

    /// <summary>How often Windows tries to get a lock before it tells the hypervisor, as Microsoft's own uses it.</summary>
    private const int SpinlockRetries = 8191;

    // Memory in the unit that libvirt writes, too.
    private readonly DomainXml _domain = new(new XElement("domain", new XElement("memory", new XAttribute("unit", "KiB"), 0)));
    private readonly Dictionary<string, int> _targets = [];
    private int _boots;

    private MachineDefaults Defaults => plan.Defaults;

    private bool IsPciExpress => Defaults.MachineType is "q35" or "virt";

    // Windows on ARM has no driver for virtio's SCSI.
    private string CdromBus => Defaults.DiskBus is "usb" ? "usb" : Defaults.MachineType switch { "pc" => "ide", "q35" => "sata", _ => "scsi" };

    /// <summary>The whole definition.</summary>
    public DomainXml Write()
    {
        WriteHead();
        WriteStart();
        WriteProcessor();
        WriteClock();
        WriteDisks();
        WriteInterfaces();
        WriteDevices();
        return _domain;
    }

    private void WriteHead()
    {
        (_domain.DomainType, _domain.Name, _domain.Uuid) = (plan.Kind.DomainType, plan.Name, plan.Uuid);
        (_domain.Title, _domain.Description) = (Text(plan.Asked.Title), Text(plan.Asked.Description));
        if (plan.Os.Id is { } os)
            _domain.OperatingSystemId = os;
        if (plan.Asked.Tags is { Count: > 0 } tags)
            _domain.Tags.Replace([.. tags]);
        (_domain.MemoryBytes, _domain.VirtualCpus) = (plan.Memory, plan.Vcpus);
    }

    private void WriteStart()
    {
        (_domain.OsType, _domain.Arch, _domain.Machine) = (plan.Kind.OsType, plan.Kind.Arch, plan.Kind.IsQemu ? Defaults.MachineType : null);
        if (plan.Firmware is not "bios")
        {
            _domain.Firmware = "efi";
            // libvirt takes the first firmware that has what is asked for; of some distributions that starts signed systems only.
            foreach (var name in new[] { "secure-boot", "enrolled-keys" })
            {
                var feature = _domain.FirmwareFeatures.Add();
                (feature.Name, feature.Enabled) = (name, plan.Firmware is "uefi-secure");
            }
        }
        if (plan.Kernel is { } kernel)
            (_domain.Kernel, _domain.Initrd, _domain.KernelArguments) = (kernel.Volume.Path, plan.Initrd?.Volume.Path, Text(plan.Asked.Kernel!.Arguments));
    }

    private void WriteProcessor()
    {
        if (!plan.Kind.IsQemu)
            return;
        var isX86 = plan.Kind.Arch is "x86_64" or "i686";
        if (isX86 || (Defaults.MachineType is "virt" && plan.Firmware is not "bios"))
            _domain.Features.Add(FeatureXml.New("acpi"));
        if (isX86)
            _domain.Features.Add(FeatureXml.New("apic"));
        if (Defaults.HyperVFeatures.Length > 0)
        {
            var parts = _domain.Features.Add(FeatureXml.New("hyperv")).Parts;
            foreach (var name in Defaults.HyperVFeatures)
            {
                var part = parts.Add(FeatureXml.New(name));
                (part.State, part.Retries) = (true, name is "spinlocks" ? SpinlockRetries : null);
            }
        }
        // Without System Management Mode the guest could write to the firmware's variables.
        if (plan.Firmware is "uefi-secure")
            _domain.Features.Add(FeatureXml.New("smm")).State = true;
        // Windows uses one or two sockets, whatever it has.
        if (plan.Os.Os is { IsWindows: true })
            (_domain.Sockets, _domain.Cores, _domain.Threads) = (1, plan.Vcpus, 1);
        (_domain.CpuMode, _domain.CpuModel) = (Defaults.CpuMode, Defaults.CpuModel);
    }

    private void WriteClock()
    {
        _domain.ClockOffset = Defaults.ClockOffset;
        foreach (var (name, policy, present) in plan.Kind.IsQemu ? Defaults.Timers : [])
        {
            var timer = _domain.Timers.Add();
            (timer.Name, timer.TickPolicy, timer.Present) = (name, policy, present);
        }
    }

    private void WriteDisks()
    {
        foreach (var disk in plan.Disks)
        {
            var bus = disk.Asked.Bus ?? Defaults.DiskBus;
            var xml = DiskXml.New(null, Target(bus), bus, disk.Format);
            VolumeSource.Write(xml, disk.Pool, disk.Name, pathOf(disk));
            if (plan.Kind.IsQemu && bus is "virtio" or "scsi")
                xml.Discard = "unmap";
            Add(xml).BootOrder = ++_boots;
        }
        if (plan.Medium is { } medium)
            WriteDrive(medium.Pool, medium.Name, medium.Volume.Path!).BootOrder = ++_boots;
        if (plan.Seed is { } seed)
            WriteSeed(seed);
    }

    /// <summary>On the disks' bus: kernels of cloud images may have no driver for a CD-ROM drive, and cloud-init looks at all disks.</summary>
    private void WriteSeed(SeedPlan seed)
    {
        var path = VolumeSource.PathOf(seed.Pool, seed.Name);
        if (Defaults.DiskBus is not "virtio")
        {
            WriteDrive(seed.Pool, seed.Name, path);
            return;
        }
        var disk = DiskXml.New(null, Target("virtio"), "virtio", "raw");
        VolumeSource.Write(disk, seed.Pool, seed.Name, path);
        Add(disk).ReadOnly = true;
    }

    private DiskXml WriteDrive(StoragePool pool, string name, string path)
    {
        var drive = DiskXml.New(null, Target(CdromBus), CdromBus, "raw", "cdrom");
        VolumeSource.Write(drive, pool, name, path);
        return Add(drive);
    }

    private void WriteInterfaces()
    {
        foreach (var asked in plan.Interfaces)
        {
            var card = (InterfaceXml)_domain.Devices.Add(InterfaceXml.New(asked.Bridge is { } bridge ? InterfaceSource.Bridge(bridge) : InterfaceSource.Network(asked.Network!), asked.Model ?? Defaults.NicModel));
            card.MacAddress = Text(asked.Mac);
            if (plan.Asked.Pxe == true)
                card.BootOrder = ++_boots;
        }
    }

    private void WriteDevices()
    {
        // libvirt's own choice on a PC is a controller for which few systems have a driver.
        if (_domain.Disks.Any(disk => disk.TargetBus is "scsi"))
            Add(new ControllerXml(new XElement("controller")) { Type = "scsi", Model = "virtio-scsi" });
        if (IsPciExpress)
            WritePorts();
        var serial = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("serial")));
        serial.Type = "pty";
        var console = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("console")));
        (console.Type, console.TargetType) = ("pty", "serial");
        if (!plan.Kind.IsQemu)
            return;
        var agent = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("channel")));
        (agent.Type, agent.TargetType, agent.TargetName) = ("unix", "virtio", "org.qemu.guest_agent.0");
        if (Defaults.TabletBus is { } bus)
            Add(new InputXml(new XElement("input")) { Type = "tablet", Bus = bus });
        if (plan.TpmModel is { } model)
            Add(new TpmXml(new XElement("tpm")) { Model = model, BackendType = "emulator", Version = "2.0" });
        if (Defaults.VideoModel is { } video)
        {
            Add(new GraphicsXml(new XElement("graphics")) { Type = "vnc", Port = -1, AutoPort = true });
            Add(new VideoXml(new XElement("video")) { Model = video });
        }
        if (Defaults.SoundModel is { } sound)
            Add(new SoundXml(new XElement("sound")) { Model = sound });
        Add(new MemoryBalloonXml(new XElement("memballoon")) { Model = "virtio" });
        if (Defaults.RngModel is { } rng)
            Add(new RandomGeneratorXml(new XElement("rng")) { Model = rng, BackendModel = "random", BackendPath = "/dev/urandom" });
    }

    /// <summary>libvirt adds ports only for what is there; a device that is plugged in later needs a free one.</summary>
    private void WritePorts()
    {
        Add(new ControllerXml(new XElement("controller")) { Type = "usb", Model = "qemu-xhci", Ports = 15 });
        Add(new ControllerXml(new XElement("controller")) { Type = "pci", Model = "pcie-root" });
        for (var port = 0; port < SparePorts; port++)
            Add(new ControllerXml(new XElement("controller")) { Type = "pci", Model = "pcie-root-port" });
    }

    private T Add<T>(T device) where T : DeviceXml => (T)_domain.Devices.Add(device);

    private string Target(string bus)
    {
        var prefix = bus switch { "virtio" => "vd", "ide" => "hd", "fdc" => "fd", _ => "sd" };
        var index = _targets.GetValueOrDefault(prefix);
        _targets[prefix] = index + 1;
        return prefix + Letters(index);
    }

    /// <summary>a to z, aa to zz, …</summary>
    private static string Letters(int index) => (index < 26 ? "" : Letters(index / 26 - 1)) + (char)('a' + index % 26);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
