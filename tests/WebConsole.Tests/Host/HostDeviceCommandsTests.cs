using System.Collections.Immutable;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Host.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Host;

/// <summary>When devices of a host can be taken from it, and by whom.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostDeviceCommandsTests : IDisposable
{
    private readonly FakeHost _host = new();

    private HostDuties Duties => new(_host.Files, new FakeTimeProvider());

    private ObjectAction[] Taking => [DetachDevice.AsAction(Duties), ReattachDevice.AsAction(Duties), ResetDevice.AsAction(Duties)];

    private InventorySnapshot Inventory => new() { Hosts = [TestMachines.Host("local") with { Facts = _host.Facts }], NodeDevices = TestDevices.All };

    [Fact, Trait("Attack", "V4")]
    public void AllActions_AreForThoseWhoConfigureTheHost()
    {
        ObjectAction[] all = [.. Taking, StartMediatedDevice.AsAction(Duties), StopMediatedDevice.AsAction(Duties), DeleteMediatedDevice.AsAction(Duties), CreateMediatedDevice.AsAction(Duties), SetMediatedAutostart.AsAction(Duties, true)];
        Assert.All(all, action => Assert.Equal((Right.Configure, ObjectKind.Device), (action.Needs, action.Kind)));
    }

    [Theory]
    [InlineData(TestDevices.Card, "detach reset")]
    [InlineData(TestDevices.Bridge, "")]
    [InlineData(TestDevices.Stick, "")]
    [InlineData(TestDevices.Disk, "")]
    public void WhatMachinesCanBeGiven_CanBeTakenFromTheHost(string device, string words) =>
        Assert.Equal(words, string.Join(' ', Taking.Where(action => action.AppliesTo(TestDevices.Named(device))).Select(action => action.Word)));

    [Fact]
    public void DetachedDevice_CanBeGivenBack()
    {
        var detached = TestDevices.Named(TestDevices.Card) with { Xml = TestDevices.Named(TestDevices.Card).Xml.Replace("ixgbe", "vfio-pci", StringComparison.Ordinal) };

        Assert.Equal(["reattach", "reset"], Taking.Where(action => action.AppliesTo(detached)).Select(action => action.Word));
    }

    [Fact, Trait("Attack", "V4")]
    public void DeviceOfARunningMachine_StaysAsItIs()
    {
        var given = "<domain type='kvm'><devices><hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev></devices></domain>";
        var (runs, off) = (TestMachines.Named("runs") with { Xml = given }, TestMachines.Named("off", MachineState.ShutOff) with { Xml = given });
        var inventory = Inventory with { Machines = new[] { runs, off }.ToImmutableDictionary(machine => machine.Id) };

        Assert.All(Taking.Select(action => Make(action, TestDevices.Card)), operation => Assert.Equal("It is in use by runs: shut that down, or take the device out of it first.", operation.WhyConflicts(inventory)));

        inventory = Inventory with { Machines = new[] { off }.ToImmutableDictionary(machine => machine.Id) };
        Assert.All(Taking.Select(action => Make(action, TestDevices.Card)), operation => Assert.Equal((null, "It is meant for off as well.", false), (operation.WhyConflicts(inventory), operation.WhatSuffers(inventory), operation.AsksForName(inventory))));
    }

    /// <summary>The host would not go on without the disk of its root; another of its file systems is worth a question.</summary>
    [Theory]
    [InlineData("/", "The host needs it itself, for its file system at /: without it the host would not go on.")]
    [InlineData("/srv", null)]
    public void DeviceThatTheHostUses_IsRefusedOrAskedFor(string place, string? why)
    {
        _host.Write("sys/devices/pci_0000_00_1f_2/block/sda/size", "1");
        _host.Link("sys/dev/block/8:0", "sys/devices/pci_0000_00_1f_2/block/sda");
        _host.Write("proc/self/mountinfo", $"22 1 8:0 / {place} rw - ext4 /dev/sda rw\n");

        var detach = Make(DetachDevice.AsAction(Duties), TestDevices.Sata);

        Assert.Equal(why, detach.WhyConflicts(Inventory));
        Assert.True(detach.AsksForName(Inventory));
        Assert.Equal([$"It is in use now by the host's file system at {place}."], detach.Preview(Inventory).Warnings.Select(warning => warning.Text));
        Assert.Equal($"It is in use now by the host's file system at {place}.", detach.WhatSuffers(Inventory));
        Assert.False(Make(DetachDevice.AsAction(Duties), TestDevices.Card).AsksForName(Inventory));
    }

    /// <summary>Nobody knows what another host does by its devices.</summary>
    [Fact]
    public void DeviceOfARemoteHost_IsAskedForByName_AndProgramsAreTold()
    {
        var remote = Inventory with { Hosts = [TestMachines.Host("local") with { Facts = _host.Facts with { IsLocal = false } }] };

        Assert.All(Taking.Select(action => Make(action, TestDevices.Card)), operation => Assert.True(operation.AsksForName(remote)));
        Assert.All(Taking.Select(action => Make(action, TestDevices.Card)), operation => Assert.Contains("not known", Assert.Single(operation.Warnings(remote)).Text, StringComparison.Ordinal));
    }

    /// <summary>Parents are channels of mainframes, too.</summary>
    [Fact]
    public void LineOfAMediatedDevice_NamesItByItsParent()
    {
        var made = CreateMediatedDevice.AsAction(Duties).Create(TestDevices.Named(TestDevices.Graphics) with { Name = "css_0_0_0033" }, TestMachines.Host("local"), new NewMediatedDevice("nvidia-11", Guid.Parse("11111111-2222-3333-4444-555555555555")));

        Assert.Contains("nodedev-start --device=mdev_11111111_2222_3333_4444_555555555555_0_0_0033", made.VirshLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_AreVirshs() => Assert.Equal(
        ["virsh -c test:///default nodedev-detach --device=pci_0000_3b_00_0", "virsh -c test:///default nodedev-reattach --device=pci_0000_3b_00_0", "virsh -c test:///default nodedev-reset --device=pci_0000_3b_00_0"],
        Taking.Select(action => Make(action, TestDevices.Card).VirshLine));

    [Theory]
    [InlineData("nvidia-11", null, null, "")]
    [InlineData("nvidia-12", null, null, "")]
    [InlineData("nvidia-12", false, null, "type")]
    [InlineData("nvidia-99", null, null, "type")]
    [InlineData(null, null, null, "type")]
    [InlineData("nvidia-11", false, true, "autostart")]
    public void MediatedDevice_IsOfAKindThatItsParentOffers(string? type, bool? persistent, bool? autostart, string field) =>
        Assert.Equal(field, string.Join(' ', Create(new NewMediatedDevice(type, null, persistent, autostart)).Mistakes(Inventory).Keys));

    [Fact]
    public void MediatedDevice_HasAUuidOfItsOwn()
    {
        Assert.Equal(["uuid"], Create(new NewMediatedDevice("nvidia-11", Guid.Parse(TestDevices.PartUuid))).Mistakes(Inventory).Keys);

        var (made, uuid) = (Create(new NewMediatedDevice("nvidia-11", Guid.Parse("11111111-2222-3333-4444-555555555555"), Autostart: true)), "11111111-2222-3333-4444-555555555555");
        Assert.Equal(
        [
            $"virsh -c test:///default nodedev-define /dev/stdin <<< '<device><parent>pci_0000_06_00_0</parent><capability type=\"mdev\"><type id=\"nvidia-11\" /><uuid>{uuid}</uuid></capability></device>'",
            "virsh -c test:///default nodedev-start --device=mdev_11111111_2222_3333_4444_555555555555_0000_06_00_0",
            "virsh -c test:///default nodedev-autostart --device=mdev_11111111_2222_3333_4444_555555555555_0000_06_00_0",
        ], made.VirshLine.Split('\n'));
    }

    [Theory]
    [InlineData(true, true, "autostart-on delete stop")]
    [InlineData(true, false, "stop")]
    [InlineData(false, true, "autostart-on delete start")]
    public void MediatedDevice_CanDoWhatItsStateAllows(bool active, bool persistent, string words)
    {
        var device = TestDevices.Named(TestDevices.Part) with { Active = active, Persistent = persistent };
        ObjectAction[] all = [StartMediatedDevice.AsAction(Duties), StopMediatedDevice.AsAction(Duties), DeleteMediatedDevice.AsAction(Duties), SetMediatedAutostart.AsAction(Duties, true), SetMediatedAutostart.AsAction(Duties, false), .. Taking];

        Assert.Equal(words, string.Join(' ', all.Where(action => action.AppliesTo(device)).Select(action => action.Word).Order()));
    }

    public void Dispose() => _host.Dispose();

    private Operation Create(NewMediatedDevice asked) => CreateMediatedDevice.AsAction(Duties).Create(TestDevices.Named(TestDevices.Graphics), TestMachines.Host("local"), asked);

    private static Operation Make(ObjectAction action, string device) => action.Create(TestDevices.Named(device), TestMachines.Host("local"));
}
