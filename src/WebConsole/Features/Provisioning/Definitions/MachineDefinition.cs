using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>Writes the definition of a new machine.</summary>
/// <param name="plan">What is made.</param>
/// <param name="pathOf">The path of a disk's volume on the host.</param>
internal sealed class MachineDefinition(MachinePlan plan, Func<DiskPlan, string> pathOf)
{
    private readonly DomainXml _domain = new(new XElement("domain"));
    private readonly Dictionary<string, int> _targets = [];
    private int _boots;

    private MachineShape Shape => plan.Shape;

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
        (_domain.DomainType, _domain.Name, _domain.Uuid) = (Shape.DomainType, plan.Name, plan.Uuid);
        (_domain.Title, _domain.Description) = (Text(plan.Asked.Title), Text(plan.Asked.Description));
        if (plan.OsId is { } os)
            _domain.OperatingSystemId = os;
        if (plan.Asked.Tags is { Count: > 0 } tags)
            _domain.Tags.Replace([.. tags]);
        (_domain.MemoryBytes, _domain.VirtualCpus) = (Shape.Memory, Shape.Vcpus);
    }

    private void WriteStart()
    {
        (_domain.OsType, _domain.Arch, _domain.Machine) = (Shape.OsType, Shape.Arch, Shape.MachineType);
        if (Shape.Firmware is not "bios")
            _domain.Firmware = "efi";
        if (Shape.Firmware is "uefi-secure")
            _domain.LoaderSecure = true;
        if (plan.Kernel is { } kernel)
            (_domain.Kernel, _domain.Initrd, _domain.KernelArguments) = (kernel.Volume.Path, plan.Initrd?.Volume.Path, Text(plan.Asked.Kernel!.Arguments));
    }

    private void WriteProcessor()
    {
        if (!Shape.HasFeatures)
            return;
        foreach (var name in new[] { "acpi", "apic" })
            _domain.Features.Add(FeatureXml.New(name));
        if (Shape.HyperV.Length > 0)
        {
            var parts = _domain.Features.Add(FeatureXml.New("hyperv")).Parts;
            foreach (var name in Shape.HyperV)
                parts.Add(FeatureXml.New(name)).State = true;
        }
        // Without System Management Mode the guest could write to the firmware's variables.
        if (Shape.Firmware is "uefi-secure")
            _domain.Features.Add(FeatureXml.New("smm")).State = true;
        _domain.CpuMode = Shape.CpuMode;
    }

    private void WriteClock()
    {
        _domain.ClockOffset = Shape.ClockOffset;
        foreach (var (name, policy, present) in Shape.Timers)
        {
            var timer = _domain.Timers.Add();
            (timer.Name, timer.TickPolicy, timer.Present) = (name, policy, present);
        }
    }

    private void WriteDisks()
    {
        foreach (var disk in plan.Disks)
        {
            var bus = disk.Asked.Bus ?? Shape.DiskBus;
            var xml = DiskXml.New(null, Target(bus), bus, disk.Format);
            VolumeSource.Write(xml, disk.Pool, disk.Name, pathOf(disk));
            if (Shape.HasFeatures && bus is "virtio" or "scsi")
                xml.Discard = "unmap";
            Add(xml).BootOrder = ++_boots;
        }
        foreach (var medium in plan.Media)
        {
            var drive = DiskXml.New(null, Target(Shape.CdromBus), Shape.CdromBus, "raw", "cdrom");
            VolumeSource.Write(drive, medium.Pool, medium.Name, medium.Volume.Path!);
            Add(drive).BootOrder = ++_boots;
        }
    }

    private void WriteInterfaces()
    {
        foreach (var asked in plan.Interfaces)
        {
            var card = (InterfaceXml)_domain.Devices.Add(InterfaceXml.New(asked.Bridge is { } bridge ? InterfaceSource.Bridge(bridge) : InterfaceSource.Network(asked.Network!), asked.Model ?? Shape.NicModel));
            card.MacAddress = Text(asked.Mac);
            if (plan.Asked.Pxe == true)
                card.BootOrder = ++_boots;
        }
    }

    private void WriteDevices()
    {
        if (Shape.IsPciExpress)
            WritePorts();
        var serial = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("serial")));
        serial.Type = "pty";
        var console = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("console")));
        (console.Type, console.TargetType) = ("pty", "serial");
        if (!Shape.HasFeatures)
            return;
        var agent = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("channel")));
        (agent.Type, agent.TargetType, agent.TargetName) = ("unix", "virtio", "org.qemu.guest_agent.0");
        if (Shape.HasTablet)
            Add(new InputXml(new XElement("input")) { Type = "tablet", Bus = "usb" });
        if (Shape.TpmModel is { } model)
            Add(new TpmXml(new XElement("tpm")) { Model = model, BackendType = "emulator", Version = "2.0" });
        if (Shape.Video is { } video)
        {
            Add(new GraphicsXml(new XElement("graphics")) { Type = "vnc", Port = -1, AutoPort = true });
            Add(new VideoXml(new XElement("video")) { Model = video });
        }
        if (Shape.Sound is { } sound)
            Add(new SoundXml(new XElement("sound")) { Model = sound });
        Add(new MemoryBalloonXml(new XElement("memballoon")) { Model = "virtio" });
        if (Shape.HasRandomGenerator)
            Add(new RandomGeneratorXml(new XElement("rng", new XElement("backend", "/dev/urandom"))) { Model = "virtio", BackendModel = "random" });
    }

    /// <summary>libvirt adds ports only for what is there; a device that is plugged in later needs a free one.</summary>
    private void WritePorts()
    {
        Add(new ControllerXml(new XElement("controller")) { Type = "usb", Model = "qemu-xhci", Ports = 15 });
        Add(new ControllerXml(new XElement("controller")) { Type = "pci", Model = "pcie-root" });
        for (var port = 0; port < Shape.SparePorts; port++)
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
