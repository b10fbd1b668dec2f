using Libvirt.Xml;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class HardwareRulesTests
{
    private const string Host = "local";

    private const string Capabilities =
        """
        <domainCapabilities><machine>pc-q35-7.2</machine><arch>x86_64</arch><vcpu max='16'/>
        <cpu><mode name='host-passthrough' supported='yes'/><mode name='host-model' supported='no'/><mode name='custom' supported='yes'>
        <model usable='no'>Skylake-Server</model><model usable='yes' deprecated='yes'>Conroe</model><model usable='yes'>EPYC</model></mode></cpu>
        <devices><video supported='yes'><enum name='modelType'><value>virtio</value><value>vga</value><value>none</value></enum></video>
        <graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>
        <disk supported='yes'><enum name='bus'><value>virtio</value><value>sata</value></enum></disk></devices></domainCapabilities>
        """;

    private static readonly HostStatus Status = TestMachines.Host(Host) with
    {
        Facts = new HostFacts
        {
            HostName = "host",
            Driver = "QEMU",
            LibvirtVersion = new Version(9, 0),
            MemoryBytes = 16L << 30,
            Capabilities =
                """
                <capabilities><host><cpu><arch>x86_64</arch></cpu></host><guest><os_type>hvm</os_type><arch name='x86_64'>
                <machine>pc-i440fx-7.2</machine><machine canonical='pc-q35-7.2'>q35</machine><machine>pc-q35-7.2</machine><machine>microvm</machine>
                <domain type='kvm'/></arch></guest></capabilities>
                """,
        },
    };

    public static TheoryData<string, NewMachine> Refused => new()
    {
        { "machineType", new NewMachine(MachineType: "microvm") },
        { "machineType", new NewMachine(MachineType: "q35'/><evil") },
        { "maxMemory", new NewMachine(Memory: 2L << 30, MaxMemory: 1L << 30) },
        { "maxMemory", new NewMachine(MaxMemory: 17L << 30) },
        { "cpu.mode", new NewMachine(Cpu: new(Mode: "host-model")) },
        { "cpu.mode", new NewMachine(Cpu: new(Mode: "fastest")) },
        { "cpu.model", new NewMachine(Cpu: new(Mode: "custom")) },
        { "cpu.model", new NewMachine(Cpu: new(Mode: "host-passthrough", Model: "EPYC")) },
        { "cpu.model", new NewMachine(Cpu: new(Model: "Skylake-Server")) },
        { "cpu.model", new NewMachine(Cpu: new(Model: "<model>")) },
        { "cpu.maximum", new NewMachine(Vcpus: 4, Cpu: new(Maximum: 3)) },
        { "cpu.maximum", new NewMachine(Cpu: new(Maximum: 17)) },
        { "cpu.sockets", new NewMachine(Vcpus: 4, Cpu: new(Sockets: 3)) },
        { "cpu.sockets", new NewMachine(Vcpus: 4, Cpu: new(Cores: 4, Maximum: 8)) },
        { "cpu.sockets", new NewMachine(Vcpus: 1, Cpu: new(Sockets: -1, Cores: -1)) },
        { "cpu.sockets", new NewMachine(Vcpus: 1, Cpu: new(Sockets: 65536, Cores: 65536, Threads: int.MaxValue)) },
        { "devices.graphics", new NewMachine(Devices: new(Graphics: "spice")) },
        { "devices.graphics", new NewMachine(Devices: new(Graphics: "sdl")) },
        { "devices.video", new NewMachine(Devices: new(Video: "qxl")) },
        { "devices.video", new NewMachine(Devices: new(Graphics: "vnc", Video: "none")) },
        { "devices.sound", new NewMachine(Devices: new(Sound: "gus")) },
        { "devices.watchdog", new NewMachine(Devices: new(Watchdog: "diag288")) },
        { "devices.watchdogAction", new NewMachine(Devices: new(WatchdogAction: "reset")) },
        { "devices.watchdogAction", new NewMachine(Devices: new(Watchdog: "i6300esb", WatchdogAction: "explode")) },
        { "disks[1].cache", new NewMachine(Disks: [new NewDisk(), new NewDisk(Cache: "all")]) },
        { "boot", new NewMachine(Boot: ["disks[0]"]) },
        { "boot", new NewMachine(Networks: [new("default")], Boot: ["networks[0]", "networks[0]"]) },
        { "boot", new NewMachine(Networks: [new("default")], Boot: [null!]) },
        { "bootMenu", new NewMachine(Kernel: new KernelFiles(), BootMenu: true) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatTheHostCanNot_IsRefusedAtItsField(string field, NewMachine asked) =>
        Assert.Equal([field], Mistakes(asked).Where(mistake => mistake is not "networks[0].network").Distinct());

    public static TheoryData<NewMachine> Taken => [
        new NewMachine(),
        new NewMachine(MachineType: "q35", MaxMemory: 16L << 30, Vcpus: 2, Cpu: new("custom", "EPYC", 8, 2, 2, 2)),
        new NewMachine(MachineType: "pc-i440fx-7.2", Cpu: new(Model: "Conroe")),
        new NewMachine(Networks: [new("default"), new("default")], Boot: ["networks[1]"], BootMenu: true),
        new NewMachine(Networks: [new("default")], Boot: []),
        new NewMachine(Devices: new("none", "none", "none", "none", null, false, false)),
        new NewMachine(Devices: new("vnc", "vga", "ich9", "i6300esb", "pause", true, true)),
    ];

    [Theory, MemberData(nameof(Taken))]
    public void WhatTheHostCan_IsTaken(NewMachine asked) => Assert.Empty(Mistakes(asked));

    /// <summary>What can be run stands first, and of that, what will stay.</summary>
    [Fact]
    public void CpuModels_AreThoseThatCanBeRunFirst() =>
        Assert.Equal(["EPYC", "Conroe", "Skylake-Server"], new HostOffer(DomainCapabilitiesXml.Parse(Capabilities)).Cpus.Select(cpu => cpu.Name));

    [Fact]
    public void MachineTypes_AreThoseOfOrdinaryMachines() => Assert.Equal(["q35", "pc-q35-7.2", "pc-i440fx-7.2"], GuestKind.MachineTypesOf(Status));

    /// <summary>An emulated machine may have what the host's processor lacks.</summary>
    [Fact]
    public void CpuModelThatTheHostLacks_CanBeEmulated() =>
        Assert.All(new HardwareRules(Status, Plan(new NewMachine(Cpu: new(Model: "Skylake-Server")), "qemu")).Found(), found => Assert.Null(found.Mistake));

    private static IEnumerable<string> Mistakes(NewMachine asked) => new HardwareRules(Status, Plan(asked, "kvm")).Found().Where(found => found.Mistake is not null).Select(found => found.Argument);

    private static MachinePlan Plan(NewMachine asked, string type)
    {
        var capabilities = DomainCapabilitiesXml.Parse(Capabilities);
        return new MachinePlan(InventorySnapshot.Empty, Host, asked)
        {
            Kind = new GuestKind(type, "hvm", "x86_64"),
            Os = OsChoice.None,
            Defaults = MachineDefaults.For(OsDatabase.Empty, null, "x86_64", capabilities, kvm: true),
            Offer = new HostOffer(capabilities),
        };
    }
}
