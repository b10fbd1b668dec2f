using Libvirt.Xml;
using WebConsole.Features.Provisioning;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>What is asked of board, processors, memory and devices stands in the definition.</summary>
public sealed class MachineHardwareTests
{
    private static readonly NewInterface Card = new("default");

    [Fact]
    public void Processor_IsAsAsked()
    {
        var definition = Define(new NewMachine("web", Vcpus: 2, Cpu: new("custom", "EPYC", 8, 2, 2, 2)));

        Assert.Equal((8, 2, 2, 2, 2), (definition.VirtualCpus, definition.CurrentVirtualCpus, definition.Sockets, definition.Cores, definition.Threads));
        Assert.Equal(("custom", "EPYC"), (definition.CpuMode, definition.CpuModel));
    }

    [Fact]
    public void Threads_AreOfOneCoreWhereNothingElseIsAsked() =>
        Assert.Equal("1 1 2", Define(new NewMachine("web", Vcpus: 2, Cpu: new(Threads: 2))) is var definition ? $"{definition.Sockets} {definition.Cores} {definition.Threads}" : "");

    [Fact]
    public void Memory_MayGrow()
    {
        var definition = Define(new NewMachine("web", Memory: 1L << 30, MaxMemory: 4L << 30));

        Assert.Equal((4L << 30, 1L << 30), (definition.MemoryBytes, definition.CurrentMemoryBytes));
        Assert.Null(Define(new NewMachine("web", Memory: 1L << 30)).CurrentMemoryBytes);
    }

    /// <summary>The devices are those of its family.</summary>
    [Theory]
    [InlineData("pc-i440fx-7.2", false)]
    [InlineData("pc-q35-7.2", true)]
    public void MachineType_HasItsPorts(string type, bool express)
    {
        var definition = Define(new NewMachine("web", MachineType: type));

        Assert.Equal((type, express), (definition.Machine, definition.Devices.OfType<ControllerXml>().Any(port => port.Model is "pcie-root-port")));
    }

    [Fact]
    public void Devices_AreThoseAskedFor()
    {
        var definition = Define(new NewMachine("web", Devices: new("spice", "qxl", "ich9", "i6300esb", "pause", true, true)));

        Assert.Equal(("spice", "qxl", "ich9"), (definition.Graphics[0].Type, definition.Devices.OfType<VideoXml>().Single().Model, definition.Devices.OfType<SoundXml>().Single().Model));
        Assert.Equal(("i6300esb", "pause"), (definition.Devices.OfType<WatchdogXml>().Single().Model, definition.Devices.OfType<WatchdogXml>().Single().Action));
        Assert.Contains(definition.Channels, channel => channel.TargetName is "com.redhat.spice.0");
        Assert.Single(definition.Devices.OfType<RandomGeneratorXml>());
    }

    [Fact]
    public void MachineWithNothing_HasNoScreen()
    {
        var definition = Define(new NewMachine("web", Devices: new("none", null, "none", "none", null, false, false)));

        Assert.DoesNotContain(definition.Devices, device => device is GraphicsXml or VideoXml or SoundXml or WatchdogXml or RandomGeneratorXml);
        Assert.Empty(definition.Serials);
    }

    /// <summary>The network boot of newer UEFI needs random numbers, whatever is known of the system to come.</summary>
    [Theory]
    [InlineData(true, "uefi", null, true)]
    [InlineData(true, "bios", null, false)]
    [InlineData(false, "uefi", null, false)]
    [InlineData(true, "uefi", false, false)]
    public void NetworkBootOfUefi_HasRandomNumbers(bool pxe, string firmware, bool? asked, bool has)
    {
        var plan = Plan(new NewMachine("web", Firmware: firmware, Networks: [Card], Pxe: pxe, Devices: new(Rng: asked)));

        Assert.Equal(has, (plan with { Defaults = plan.Defaults with { RngModel = null } }).RngModel is "virtio");
    }

    [Fact]
    public void BootOrder_IsTheOneAskedFor()
    {
        var definition = Define(new NewMachine("web", Networks: [Card, Card], Boot: ["networks[1]", "networks[0]"], BootMenu: true));

        Assert.Equal("2 1", string.Join(' ', definition.Interfaces.Select(card => card.BootOrder)));
        Assert.True(definition.BootMenu);
        Assert.All(Define(new NewMachine("web", Networks: [Card])).Interfaces, card => Assert.Null(card.BootOrder));
    }

    private static DomainXml Define(NewMachine asked) => Plan(asked).Definition();

    private static MachinePlan Plan(NewMachine asked) => new(InventorySnapshot.Empty, "local", asked)
    {
        Kind = new GuestKind("kvm", "hvm", "x86_64"),
        Os = OsChoice.None,
        Defaults = MachineDefaults.For(OsDatabase.Empty, null, "x86_64", null, kvm: true),
        Offer = new HostOffer(null),
    };
}
