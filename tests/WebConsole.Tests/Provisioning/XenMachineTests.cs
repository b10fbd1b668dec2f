using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Lines;
using WebConsole.Hardware;
using WebConsole.Storage.Volumes;
using WebConsole.Tests.Operations;
using Xunit;
using static WebConsole.Tests.Provisioning.XenHosts;

namespace WebConsole.Tests.Provisioning;

/// <summary>New machines on hosts of Xen: HVM, PVH and PV.</summary>
public sealed class XenMachineTests
{
    private const string Bios = "/usr/lib/xen-4.17/boot/hvmloader", Uefi = "/usr/lib/xen-4.17/boot/ovmf.bin";

    private static readonly NewMachine Usual = new("web", Disks: [new NewDisk(Size: 1 << 30), new NewDisk(Size: 1 << 30)], Networks: [new NewInterface("default")]);

    private static readonly NewMachine FromMedium = Usual with { Media = new VolumeName(Images, "setup.iso"), Pxe = true };

    private static readonly NewMachine FromKernel = Usual with { Kernel = new KernelFiles(new VolumeName(Images, "vmlinuz"), new VolumeName(Images, "initrd.gz"), "console=hvc0") };

    public static TheoryData<string, NewMachine> EachKind => new()
    {
        { "hvm", Usual with { MachineType = Full } },
        { "hvm", FromMedium with { MachineType = Full, Firmware = "uefi", Devices = new NewDevices(Graphics: "spice", Video: "cirrus") } },
        { "hvm", FromKernel with { MachineType = Full } },
        { "xenpvh", Usual with { MachineType = Light } },
        { "xenpvh", FromKernel with { MachineType = Light } },
        { "xen", Usual with { MachineType = Paravirtual, Devices = new NewDevices(Graphics: "none", Serial: false) } },
        { "xen", FromKernel with { MachineType = Paravirtual } },
    };

    public static TheoryData<string, NewMachine> Refused => new()
    {
        { "machineType", Usual with { MachineType = "q35" } },
        { "media", FromMedium with { MachineType = Light, Pxe = null } },
        { "pxe", Usual with { MachineType = Paravirtual, Pxe = true } },
        { "boot", Usual with { MachineType = Paravirtual, Boot = ["disks[1]"] } },
        { "bootMenu", Usual with { BootMenu = true } },
        { "firmware", Usual with { MachineType = Light, Firmware = "uefi" } },
        { "firmware", Usual with { Firmware = "uefi-secure" } },
        { "tpm", Usual with { Tpm = true } },
        { "cpu.mode", Usual with { Cpu = new NewProcessor(Mode: "host-passthrough") } },
        { "cpu.sockets", Usual with { Vcpus = 2, Cpu = new NewProcessor(Cores: 2) } },
        { "disks[0].bus", Usual with { Disks = [new NewDisk(Bus: "virtio")] } },
        { "disks[0].bus", Usual with { MachineType = Light, Disks = [new NewDisk(Bus: "ide")] } },
        { "disks[1].cache", Usual with { Disks = [new NewDisk(), new NewDisk(Cache: "none")] } },
        { "networks[0].model", Usual with { Networks = [new NewInterface("default", Model: "virtio")] } },
        { "networks[0].model", Usual with { MachineType = Paravirtual, Networks = [new NewInterface("default", Model: "e1000")] } },
        { "devices.graphics", Usual with { MachineType = Paravirtual, Devices = new NewDevices(Graphics: "spice") } },
        { "devices.video", Usual with { Devices = new NewDevices(Video: "virtio") } },
        { "devices.sound", Usual with { Devices = new NewDevices(Sound: "ich9") } },
        { "devices.watchdog", Usual with { Devices = new NewDevices(Watchdog: "i6300esb") } },
        { "devices.rng", Usual with { Devices = new NewDevices(Rng: true) } },
        { "ignition", Usual with { Ignition = """{ "ignition": { "version": "3.4.0" } }""" } },
    };

    [Theory]
    [InlineData(Full, Full)]
    [InlineData(null, Full)]
    [InlineData("q35", Full)]
    [InlineData(Light, Light)]
    [InlineData(Paravirtual, Paravirtual)]
    public void MachineType_TellsTheKind(string? asked, string kind) => Assert.Equal(("xen", kind), (Kind(asked).DomainType, Kind(asked).Xen!.MachineType));

    /// <summary>Without the processor's virtualisation there is PV alone.</summary>
    [Fact]
    public void KindThatTheHostLacks_IsNotTheUsualOne()
    {
        var old = Dom0 with { Facts = Dom0.Facts! with { Capabilities = Capabilities(Paravirtual) } };

        Assert.Equal(Paravirtual, GuestKind.Of(old, emulates: false).Xen!.MachineType);
        Assert.Equal([Paravirtual], GuestKind.MachineTypesOf(old));
    }

    /// <summary>libvirt's test driver takes machines of any hypervisor, and checks them by libvirt's schema.</summary>
    [Theory, MemberData(nameof(EachKind))]
    public void Definition_IsValidByLibvirtsSchema(string osType, NewMachine asked)
    {
        using var host = new TestHostFile();
        using var libvirt = LibvirtConnection.Open(host.Uri);
        var definition = Plan(asked, Bios, Uefi).Definition();

        using var machine = libvirt.DefineDomain(definition.ToXml(), DomainDefineFlags.Validate);
        var taken = DomainXml.Parse(machine.GetXml(DomainXmlFlags.Inactive));
        var wrong = definition.ToXml().Replace("<target ", "<target no=\"1\" ", StringComparison.Ordinal);

        // libvirt writes the older word for PV.
        Assert.Equal(("xen", osType is "xen" ? "linux" : osType, asked.MachineType), (taken.DomainType, taken.OsType, taken.Machine));
        Assert.Equal(definition.Disks.Select(disk => (disk.TargetDevice, disk.TargetBus)), taken.Disks.Select(disk => (disk.TargetDevice, disk.TargetBus)));
        Assert.Equal((definition.BootLoader, definition.Kernel), (taken.BootLoader, taken.Kernel));
        Assert.Equal(LibvirtErrorCode.XmlInvalidSchema, Assert.Throws<LibvirtException>(() => libvirt.DefineDomain(wrong, DomainDefineFlags.Validate)).Code);
    }

    [Theory, MemberData(nameof(EachKind))]
    public void Machine_HasNothingOfQemus(string osType, NewMachine asked)
    {
        var definition = Plan(asked, Bios, Uefi).Definition();

        Assert.Equal(osType, definition.OsType);
        Assert.DoesNotContain("virtio", definition.ToXml(), StringComparison.Ordinal);
        Assert.Null(definition.CpuMode);
        Assert.DoesNotContain(definition.Devices, device => device is ControllerXml or TpmXml or RandomGeneratorXml or SoundXml or WatchdogXml);
        Assert.All(definition.Disks, disk => Assert.Null(disk.BootOrder));
        Assert.Empty(Mistakes(asked));
    }

    [Fact]
    public void Hvm_HasFirmwareAndEmulatedDevices()
    {
        var definition = Plan(FromMedium, Bios, Uefi).Definition();

        Assert.Equal((Bios, "rom"), (definition.LoaderPath, definition.LoaderType));
        Assert.Equal(["acpi", "apic", "pae"], definition.Features.Select(feature => feature.Name));
        Assert.Equal(["hd", "cdrom", "network"], definition.BootDevices);
        Assert.Equal(["hda ide disk", "hdb ide disk", "hdc ide cdrom"], definition.Disks.Select(disk => $"{disk.TargetDevice} {disk.TargetBus} {disk.Device}"));
        Assert.Equal(("e1000", "vnc", "vga"), (definition.Interfaces[0].Model, definition.Devices.OfType<GraphicsXml>().Single().Type, definition.Devices.OfType<VideoXml>().Single().Model));
        Assert.Null(definition.BootLoader);
    }

    [Fact]
    public void HvmWithUefi_HasTheFirmwareThatTheHostNames()
    {
        var definition = Plan(Usual with { Firmware = "uefi" }, Bios, Uefi).Definition();

        Assert.Equal((Uefi, "pflash", (bool?)true), (definition.LoaderPath, definition.LoaderType, definition.LoaderReadOnly));
        Assert.Contains("firmware", Mistakes(Usual with { Firmware = "uefi" }, Bios).Keys);
    }

    /// <summary>Xen counts disks by their letters, whatever their bus.</summary>
    [Fact]
    public void DisksOfSeveralBuses_HaveLettersOfTheirOwn() => Assert.Equal(["hda", "xvdb", "sdc"],
        Plan(Usual with { Disks = [new NewDisk(), new NewDisk(Bus: "xen"), new NewDisk(Bus: "scsi")] }, Bios).Definition().Disks.Select(disk => disk.TargetDevice));

    [Theory]
    [InlineData(Light)]
    [InlineData(Paravirtual)]
    public void MachineWithoutFirmware_StartsByABootLoader_OrAKernel(string type)
    {
        var (disk, kernel) = (Plan(Usual with { MachineType = type }).Definition(), Plan(FromKernel with { MachineType = type }).Definition());

        Assert.Equal(("pygrub", (string?)null), (disk.BootLoader, disk.Kernel));
        Assert.Equal(((string?)null, "/srv/images/vmlinuz", "/srv/images/initrd.gz", "console=hvc0"), (kernel.BootLoader, kernel.Kernel, kernel.Initrd, kernel.KernelArguments));
        Assert.Equal(["xvda xen", "xvdb xen"], disk.Disks.Select(one => $"{one.TargetDevice} {one.TargetBus}"));
        Assert.Equal(("netfront", "xen"), (disk.Interfaces[0].Model, disk.Devices.OfType<CharacterDeviceXml>().Single().TargetType));
        Assert.Null(disk.LoaderPath);
        Assert.Empty(disk.BootDevices);
    }

    [Theory, MemberData(nameof(Refused))]
    public void WhatXenLacks_IsRefusedAtItsField(string field, NewMachine asked) => Assert.Contains(field, Mistakes(asked, Bios).Keys);

    [Theory]
    [InlineData(Full, "--hvm")]
    [InlineData(Light, "xpath.set=./os/type,xpath.value=xenpvh")]
    [InlineData(Paravirtual, "--paravirt")]
    public void VirtInstallLine_SaysTheKind(string type, string option)
    {
        var line = new VirtInstallLine(Plan(Usual with { MachineType = type }, Bios), "xen:///system").Write();

        Assert.All(["--connect xen:///system", "--virt-type xen", $"--machine {type}", option], part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.Equal(type is not Full, line.Contains("pygrub", StringComparison.Ordinal));
    }

    private static GuestKind Kind(string? machineType) => GuestKind.Of(Dom0, emulates: false, machineType);

    private static IReadOnlyDictionary<string, string[]> Mistakes(NewMachine asked, params string[] loaders) =>
        new MachineRules(Inventory, Dom0, Plan(asked, loaders is [] ? [Bios, Uefi] : loaders)).Mistakes();
}
