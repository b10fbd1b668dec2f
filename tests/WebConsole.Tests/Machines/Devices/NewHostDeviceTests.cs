using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Host;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Devices of the host that machines are given.</summary>
public sealed class NewHostDeviceTests
{
    private static readonly Machine Off = Machine("off", "");
    private static readonly Machine Container = TestMachines.Named("box", MachineState.ShutOff) with { Xml = "<domain type='lxc'><os><type>exe</type></os><devices/></domain>" };
    private static readonly Machine Xen = TestMachines.Named("xen", MachineState.ShutOff) with { Xml = "<domain type='xen'><os><type arch='x86_64' machine='xenfv'>hvm</type></os><devices/></domain>" };

    private readonly InventoryStore _inventory = new();

    public NewHostDeviceTests() => Know(Off, Container, Xen);

    private DevicePlanner Planner => new(null!, _inventory, new MachineEdges());

    [Theory]
    [InlineData(TestDevices.Card, "<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0' /></source></hostdev>")]
    [InlineData(TestDevices.Key, "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1050' /><product id='0x0407' /></source></hostdev>")]
    [InlineData(TestDevices.Part, $"<hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='{TestDevices.PartUuid}' /></source></hostdev>")]
    public void Device_IsDefinedAsLibvirtWantsIt(string device, string xml)
    {
        Assert.Empty(Add(Off, Given(device)).Mistakes(_inventory.Current));
        var made = Assert.Single(Made(Off, Given(device)));
        Assert.StartsWith("ua-hostdev-", made.Element("alias")!.Attribute("name")!.Value, StringComparison.Ordinal);
        made.Element("alias")!.Remove();
        Assert.Equal(xml.Replace('\'', '"'), Sorted(made).ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public void UsbDevice_ThatHasATwin_IsGivenByItsPlace()
    {
        Assert.Equal(["hostDevice"], Add(Off, Given(TestDevices.Stick)).Mistakes(_inventory.Current).Keys);
        var byPlace = Given(TestDevices.Stick) with { ByPlace = true };
        Assert.Empty(Add(Off, byPlace).Mistakes(_inventory.Current));
        Assert.Equal("<address bus=\"1\" device=\"4\" />", Assert.Single(Made(Off, byPlace)).Element("source")!.Element("address")!.ToString());
    }

    [Fact]
    public void ScsiDevice_BringsItsController()
    {
        XElement[] made = [.. Made(Off, Given(TestDevices.Tape))];
        Assert.Equal(["controller", "hostdev"], made.Select(element => element.Name.LocalName));
        Assert.Equal("<source><adapter name=\"scsi_host4\" /><address bus=\"0\" target=\"1\" unit=\"2\" /></source>", made[1].Element("source")!.ToString(SaveOptions.DisableFormatting));
    }

    public static TheoryData<NewDevice, string> Wrong => new()
    {
        { new NewDevice { Kind = "hostdev" }, "hostDevice" },
        { Given("pci_0000_99_00_0"), "hostDevice" },
        { Given(TestDevices.Bridge), "hostDevice" },
        { Given("usb_usb1"), "hostDevice" },
        { Given(TestDevices.Eth0), "hostDevice" },
        { Given(TestDevices.Disk), "hostDevice" },
        { Given("computer"), "hostDevice" },
        { Given(TestDevices.Card) with { ByPlace = true }, "byPlace" },
        { Given(TestDevices.Key) with { Managed = true }, "managed" },
        { Given(TestDevices.Key) with { RomBar = false }, "romBar" },
        { Given(TestDevices.Card) with { Path = "/dev/sda" }, "path" },
        { new NewDevice { Kind = "rng", HostDevice = TestDevices.Card }, "hostDevice" },
        { new NewDevice { Kind = "disk", HostDevice = TestDevices.Card }, "hostDevice" },
        { new NewDevice { Kind = "disk", HostDevice = TestDevices.Nvme, Namespace = 0 }, "namespace" },
        { new NewDevice { Kind = "disk", HostDevice = TestDevices.Nvme, Path = "/dev/sda" }, "hostDevice" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void WhatCannotBeGiven_IsSaidAtItsField(NewDevice asked, string field) => Assert.Equal([field], Add(Off, asked).Mistakes(_inventory.Current).Keys);

    [Fact]
    public void ContainersAndXen_GetNotAll()
    {
        Assert.Equal(["hostDevice"], Add(Container, Given(TestDevices.Card)).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["hostDevice"], Add(Xen, Given(TestDevices.Part)).Mistakes(_inventory.Current).Keys);
        Assert.Empty(Add(Xen, Given(TestDevices.Card)).Mistakes(_inventory.Current));
    }

    [Fact]
    public void NvmeController_IsADisk()
    {
        var disk = new NewDevice { Kind = "disk", HostDevice = TestDevices.Nvme, Namespace = 2 };
        Assert.Empty(Add(Off, disk).Mistakes(_inventory.Current));
        var made = Assert.Single(Made(Off, disk));
        Assert.Equal(("nvme", "raw", "vda"), (made.Attribute("type")!.Value, made.Element("driver")!.Attribute("type")!.Value, made.Element("target")!.Attribute("dev")!.Value));
        Assert.Equal(("pci", "yes", "2", "0x04"), (made.Element("source")!.Attribute("type")!.Value, made.Element("source")!.Attribute("managed")!.Value, made.Element("source")!.Attribute("namespace")!.Value, made.Element("source")!.Element("address")!.Attribute("bus")!.Value));
        Assert.Contains((Right.Configure, ObjectId.OfHost("local")), Add(Off, disk).AlsoNeeds);
    }

    [Fact, Trait("Attack", "V4")]
    public void DeviceOfARunningMachine_IsAConflict_AndThatOfAnotherDefinitionAWarning()
    {
        const string Given15 = "<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev>";
        var other = Machine("other", Given15);
        Know(Off, other, Machine("runs", Given15) with { IsActive = true, State = MachineState.Running });

        var add = Add(Off, Given(TestDevices.Card));

        Assert.StartsWith("It is in use by runs", add.WhyConflicts(_inventory.Current), StringComparison.Ordinal);
        Assert.Contains(add.Warnings(_inventory.Current), warning => warning is { Field: "hostDevice", Text: "It is meant for other as well." });
        Assert.Equal(["hostDevice"], Add(other, Given(TestDevices.Card)).Mistakes(_inventory.Current).Keys);
    }

    [Fact]
    public void WhatTheHostLoses_IsSaid()
    {
        var warnings = Add(Off, Given(TestDevices.Graphics)).Warnings(_inventory.Current);
        Assert.Contains(warnings, warning => warning.Text.StartsWith("Its IOMMU group 11 has others that the host works with: 0000:06:00.1 Maker Thing.", StringComparison.Ordinal));
        Assert.Contains(Add(Off, Given(TestDevices.Sata)).Warnings(_inventory.Current), warning => warning.Text.StartsWith("The host names no IOMMU group", StringComparison.Ordinal));
        Assert.Contains(Add(Off, Given(TestDevices.Card) with { Managed = false }).Warnings(_inventory.Current), warning => warning.Field == "managed");
        Assert.Equal(["What the host itself does by it is not known: that can be told only of the host that WebConsole runs on."], Add(Off, Given(TestDevices.Card)).Warnings(_inventory.Current).Select(warning => warning.Text));
    }

    [Fact, Trait("Attack", "V4")]
    public void WhoGivesADevice_ConfiguresTheHost_AndNobodyElseHasItMeanwhile()
    {
        var add = Add(Off, Given(TestDevices.Card));
        Assert.Equal([(Right.Configure, ObjectId.OfHost("local"))], add.AlsoNeeds);
        Assert.Contains(new ObjectId(ObjectKind.Device, "local", TestDevices.Card), add.Claims);
        Assert.Empty(Add(Off, new NewDevice { Kind = "rng" }).AlsoNeeds);
    }

    [Fact]
    public void DeviceThatThereIs_ChangesAtTheNextStart()
    {
        var machine = Machine("web", "<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev><hostdev mode='subsystem' type='usb'><source><vendor id='0x1050'/><product id='0x0407'/></source></hostdev>");
        Know(machine);

        Assert.Empty(Edit(machine, "hostdev:pci-0000:3b:00.0", new DeviceChanges { Managed = false, RomBar = false }).Mistakes(_inventory.Current));
        Assert.Equal(["managed"], Edit(machine, "hostdev:usb-1050:0407", new DeviceChanges { Managed = false }).Mistakes(_inventory.Current).Keys);
        var domain = DomainXml.Parse(machine.Xml);
        WebConsole.Features.Machines.Devices.Kinds.DeviceChange.Apply(new DeviceChanges { Managed = false, RomBar = false }, domain, domain.Devices[0], machine);
        Assert.Equal((false, false), (((HostDeviceXml)domain.Devices[0]).Managed, ((HostDeviceXml)domain.Devices[0]).Rom.Visible));

        var running = machine with { IsActive = true, State = MachineState.Running, InactiveXml = machine.Xml };
        Know(running);
        Assert.Equal(["apply"], Edit(running, "hostdev:pci-0000:3b:00.0", new DeviceChanges { Managed = false, Apply = "live" }).Mistakes(_inventory.Current).Keys);
    }

    private static NewDevice Given(string name) => new() { Kind = "hostdev", HostDevice = name };

    private void Know(params Machine[] machines) => _inventory.Update(_ => new InventorySnapshot { Hosts = [TestMachines.Host("local")], NodeDevices = TestDevices.All, Machines = machines.ToImmutableDictionary(machine => machine.Id) });

    private ActionOperation Add(Machine machine, NewDevice asked) => (ActionOperation)AddDevice.AsAction(Planner).Create(machine, TestMachines.Host("local"), asked);

    private ActionOperation Edit(Machine machine, string key, DeviceChanges changes) => (ActionOperation)EditDevice.AsAction(Planner).Create(MachineDevice.Of(machine, key)!, TestMachines.Host("local"), changes);

    private IEnumerable<XElement> Made(Machine machine, NewDevice asked) => ((AddDevice)Add(machine, asked)).Plan.Make().Select(device => device.Element);

    private static XElement Sorted(XElement element) => new(element.Name, new[] { "mode", "type", "managed", "model" }.Select(name => element.Attribute(name)).OfType<XAttribute>(), element.Elements());

    private static Machine Machine(string name, string devices) => TestMachines.Named(name, MachineState.ShutOff) with { Xml = $"<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{devices}</devices></domain>" };
}
