using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>Writes the definition of a new machine.</summary>
/// <param name="plan">What is made.</param>
/// <param name="pathOf">The path of a disk's volume on the host.</param>
internal sealed partial class MachineDefinition(MachinePlan plan, Func<DiskPlan, string> pathOf)
{
    // Memory in the unit that libvirt writes, too.
    private readonly DomainXml _domain = new(new XElement("domain", new XElement("memory", new XAttribute("unit", "KiB"), 0)));

    private MachineDefaults Defaults => plan.Defaults;

    private bool IsPciExpress => plan.MachineFamily is "q35" or "virt";

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
        if (IsPciExpress)
            WritePorts();
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
        foreach (var medium in plan.SetupMedia)
            medium.Write(_domain);
        (_domain.MemoryBytes, _domain.VirtualCpus) = (plan.MaxMemory, plan.MaxVcpus);
        if (plan.MaxMemory > plan.Memory)
            _domain.CurrentMemoryBytes = plan.Memory;
        if (plan.MaxVcpus > plan.Vcpus)
            _domain.CurrentVirtualCpus = plan.Vcpus;
    }

    private void WriteStart()
    {
        // libvirt's schema wants it before the system's type.
        if (plan.Kind.Xen is { IsFull: false } && plan.Kernel is null && plan.Tree is null)
            _domain.BootLoader = XenBootLoader;
        (_domain.OsType, _domain.Arch, _domain.Machine) = (plan.Kind.OsType, plan.Kind.Arch, plan.Kind.Xen?.MachineType ?? (plan.Kind.IsQemu ? plan.MachineType : null));
        if (plan.Kind.Xen is { } xen)
        {
            if (xen.IsFull)
                WriteHvmStart();
        }
        else if (plan.Firmware is not "bios")
        {
            Firmwares.WriteUefi(_domain, plan.Firmware is "uefi-secure");
        }
        if (plan.Asked.BootMenu is { } menu)
            _domain.BootMenu = menu;
        if (plan.Kernel is { } kernel)
            (_domain.Kernel, _domain.Initrd, _domain.KernelArguments) = (kernel.Volume.Path, plan.Initrd?.Volume.Path, plan.KernelArguments);
        if (plan.Tree is { } tree)
            (_domain.Kernel, _domain.Initrd, _domain.KernelArguments) = (tree.KernelPath, tree.InitrdPath, plan.KernelArguments);
        // A restart would begin the installation anew.
        if (plan.Tree is not null || plan.InstallsByKernel)
            _domain.OnReboot = "destroy";
    }

    private void WriteDisks()
    {
        foreach (var (index, disk) in plan.Disks.Index())
        {
            var bus = plan.BusOf(disk.Asked);
            var xml = DiskXml.New(null, Target(bus), bus, disk.Format);
            VolumeSource.Write(xml, disk.Pool, disk.Name, pathOf(disk), disk is ExistingVolumePlan { Source.Volume.IsDevice: true });
            if (plan.Kind.IsQemu && bus is "virtio" or "scsi")
                xml.Discard = "unmap";
            (xml.Cache, xml.Serial) = (disk.Asked.Cache, plan.SerialOf(index));
            Add(xml).BootOrder = plan.BootOrderOf($"disks[{index}]");
        }
        if (plan.Medium is { } medium)
            WriteDrive(medium.Pool, medium.Name, medium.Volume.Path!, medium.Volume.IsDevice).BootOrder = plan.BootOrderOf("media");
        if (plan.Drivers is { } drivers)
            WriteDrive(drivers.Pool, drivers.Name, drivers.Volume.Path!, drivers.Volume.IsDevice);
        if (plan.Seed is { } seed)
            WriteSeed(seed);
    }

    /// <summary>On the disks' bus: kernels of cloud images may have no driver for a CD-ROM drive, and cloud-init looks at all disks.</summary>
    private void WriteSeed(SeedPlan seed)
    {
        var path = VolumeSource.PathOf(seed.Pool, seed.Name);
        if (seed.Ignition is not null)
        {
            var info = _domain.SystemInfo.Add();
            info.Type = "fwcfg";
            var entry = info.Entries.Add();
            (entry.Name, entry.File) = (IgnitionConfig.NameFor(plan.Os.Id), path);
            return;
        }
        if (plan.SeedIsDisc)
        {
            WriteDrive(seed.Pool, seed.Name, path);
            return;
        }
        var disk = DiskXml.New(null, Target("virtio"), "virtio", "raw");
        VolumeSource.Write(disk, seed.Pool, seed.Name, path);
        Add(disk).ReadOnly = true;
    }

    private DiskXml WriteDrive(StoragePool pool, string name, string path, bool isDevice = false)
    {
        var bus = DiskBusRules.OfDrives(plan);
        var drive = DiskXml.New(null, Target(bus), bus, "raw", "cdrom");
        VolumeSource.Write(drive, pool, name, path, isDevice);
        return Add(drive);
    }

    private void WriteInterfaces()
    {
        foreach (var (index, asked) in plan.Interfaces.Index())
        {
            var card = (InterfaceXml)_domain.Devices.Add(InterfaceXml.New(asked.Bridge is { } bridge ? InterfaceSource.Bridge(bridge) : InterfaceSource.Network(asked.Network!), asked.Model ?? Defaults.NicModel));
            card.MacAddress = Text(asked.Mac);
            card.BootOrder = plan.BootOrderOf($"networks[{index}]");
        }
    }

    private T Add<T>(T device) where T : DeviceXml => (T)_domain.Devices.Add(device);

    private string Target(string bus) => DiskNames.Free([_domain], bus);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
