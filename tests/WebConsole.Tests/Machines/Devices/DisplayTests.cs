using System.Collections.Immutable;
using System.Text.Json;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Displays and video cards, as they are added and changed.</summary>
public sealed class DisplayTests
{
    private const string Secret = "hunter2";

    private static readonly Machine Bare = Named("web", "");
    private static readonly Machine WithVnc = Named("db", "<graphics type='vnc' port='5907' autoport='no'><listen type='address' address='0.0.0.0'/></graphics><video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='2'/></video>") with
    {
        State = MachineState.Running,
        IsActive = true,
    };

    private static readonly Machine Off = Named("old", "<graphics type='vnc' port='5908' autoport='no'><listen type='address' address='127.0.0.1'/></graphics>");
    private static readonly Machine Elsewhere = Named("far", "<graphics type='vnc' port='5909' autoport='no'><listen type='address' address='192.0.2.1'/></graphics>") with { State = MachineState.Running, IsActive = true };
    private static readonly Machine Choosing = Named("any", "<graphics type='vnc' port='5910' autoport='yes'><listen type='address' address='0.0.0.0'/></graphics>") with { State = MachineState.Running, IsActive = true };

    private readonly InventoryStore _inventory = new();

    public DisplayTests() => _inventory.Update(_ => new InventorySnapshot { Hosts = [TestMachines.Host("local")], Machines = new[] { Bare, WithVnc, Off, Elsewhere, Choosing }.ToImmutableDictionary(machine => machine.Id) });

    private static NewDevice Display => new() { Kind = "graphics" };

    public static TheoryData<string?, NewDevice> New => new()
    {
        { null, Display },
        { null, Display with { Type = "spice", Clipboard = false, ImageCompression = "quic", Streaming = "off" } },
        { null, Display with { Type = "egl-headless" } },
        { null, Display with { Listen = "0.0.0.0", Password = Secret } },
        { null, Display with { Port = 5901, Password = Secret, PasswordValidTo = "2030-01-01T00:00:00Z" } },
        { "type", Display with { Type = "rdp" } },
        { "listen", Display with { Listen = "0.0.0.0" } },
        { "listen", Display with { Listen = "::", Password = "" } },
        { "listen", Display with { Listen = "0" } },
        { "listen", Display with { Listen = "::ffff:0.0.0.0" } },
        { "listen", Display with { Listen = "office" } },
        { "listen", Display with { Listen = "fe80::1%eth0" } },
        { "port", Display with { Port = 80 } },
        { "port", Display with { Port = 65536 } },
        { "port", Display with { Port = 5907 } },
        { null, Display with { Port = 5908 } },
        { null, Display with { Port = 5909 } },
        { "port", Display with { Port = 5909, Listen = "0.0.0.0", Password = Secret } },
        { null, Display with { Port = 5910 } },
        { "keymap", Display with { Keymap = "de,x" } },
        { "password", Display with { Password = "nine-long" } },
        { "password", Display with { Password = "äöüßa" } },
        { null, Display with { Password = "äöüß" } },
        { null, Display with { Type = "spice", Password = "nine-long" } },
        { "passwordValidTo", Display with { PasswordValidTo = "2030-01-01T00:00:00Z" } },
        { "passwordValidTo", Display with { Password = Secret, PasswordValidTo = "soon" } },
        { "passwordValidTo", Display with { Password = Secret, PasswordValidTo = "0001-01-01T00:00:00Z" } },
        { "clipboard", Display with { Clipboard = false } },
        { "gl", Display with { Type = "spice", Gl = true, Listen = "192.0.2.1" } },
        { "listen", Display with { Type = "egl-headless", Listen = "192.0.2.1" } },
        { "heads", new NewDevice { Kind = "video", Model = "vga", Heads = 2 } },
        { "heads", new NewDevice { Kind = "video", Heads = 17 } },
        { null, new NewDevice { Kind = "video", Heads = 2 } },
        { "accelerated3D", new NewDevice { Kind = "video", Accelerated3D = true } },
        { "videoMemory", new NewDevice { Kind = "video", Model = "qxl", VideoMemory = 3 << 20 } },
        { "videoMemory", new NewDevice { Kind = "video", VideoMemory = 4 << 20 } },
        { null, new NewDevice { Kind = "video", Model = "qxl", VideoMemory = 64 << 20 } },
    };

    [Theory, MemberData(nameof(New))]
    public void MistakeInANewOne_IsSaidAtItsField(string? field, NewDevice asked) => Assert.Equal(field is null ? [] : [field], Add(Bare, asked).Mistakes(_inventory.Current).Keys);

    [Fact]
    public void SecondOfAType_IsRefused() => Assert.Contains("one of each type", Add(WithVnc, Display).Mistakes(_inventory.Current)["type"][0], StringComparison.Ordinal);

    [Fact]
    public void NewOne_ListensOnTheHostItself_AtAPortOfEachStart()
    {
        var display = Made(Bare, Display);

        Assert.Equal(("vnc", -1, true, false), (display.Type, display.Port, display.AutoPort, display.HasPassword));
        Assert.Equal(("address", "127.0.0.1"), (display.Listens[0].Type, display.Listens[0].Address));
    }

    /// <summary>QEMU refuses both a port and the host's GPU.</summary>
    [Fact]
    public void SpiceWithGl_ListensNowhere()
    {
        var display = Made(Bare, Display with { Type = "spice", Gl = true });

        Assert.Equal((true, (int?)null, "none", null), (display.OpenGl, display.Port, Assert.Single(display.Listens).Type, display.Listens[0].Address));
    }

    [Fact]
    public void SpiceWithoutGl_ListensWhereItIsTold()
    {
        var display = Applied(Named("box", "<graphics type='spice'><listen type='none'/><gl enable='yes' rendernode='/dev/dri/renderD128'/></graphics>"), new DeviceChanges { Gl = false, Listen = "192.0.2.1", Port = 5999 });

        Assert.Equal((null, null, 5999, "192.0.2.1"), (display.OpenGl, display.RenderNode, display.Port, display.Listens[0].Address));
    }

    [Fact]
    public void Container_HasNoDisplay() => Assert.Equal(["There are none for this machine."],
        Add(Bare with { Xml = "<domain type='lxc'><name>box</name><os><type>exe</type></os></domain>" }, Display).Mistakes(_inventory.Current)["type"]);

    /// <summary>Whether there is a password is in no definition that is kept: it is known once the secrets are read.</summary>
    [Fact]
    public void AllAddresses_NeedTheirPassword_AlsoWhereItIsThereAlready()
    {
        var machine = Named("box", "<graphics type='vnc' passwd='old'><listen type='address' address='127.0.0.1'/></graphics>");
        Assert.Empty(Change(machine, "graphics:vnc", new DeviceChanges { Listen = "::" }).Mistakes(_inventory.Current));

        Assert.Equal("::", Applied(machine, new DeviceChanges { Listen = "::" }).Listens[0].Address);
        Assert.Equal("de", Applied(WithVnc, new DeviceChanges { Keymap = "de" }).Keymap);
        Assert.Equal(["password"], Change(WithVnc, "graphics:vnc", new DeviceChanges { Password = "" }).Mistakes(_inventory.Current).Keys);
    }

    /// <summary>They can't run at the same time, and need not.</summary>
    [Fact]
    public void PortOfAMachineThatIsOff_IsWarnedOf()
    {
        Assert.Equal(["port"], Add(Bare, Display with { Port = 5908 }).Warnings(_inventory.Current).Select(note => note.Field));
        Assert.DoesNotContain("port", Add(Bare, Display with { Port = 5908, Listen = "192.0.2.7" }).Warnings(_inventory.Current).Select(note => note.Field));
    }

    [Fact]
    public void PortOfItsOwn_IsNoClash() => Assert.Empty(Change(WithVnc, "graphics:vnc", new DeviceChanges { Port = 5907 }).Mistakes(_inventory.Current));

    [Fact]
    public void NewPassword_HasNoEndOfTheOldOne()
    {
        var machine = Named("box", "<graphics type='vnc' passwd='old' passwdValidTo='2020-01-01T00:00:00'><listen type='address' address='127.0.0.1'/></graphics>");

        Assert.Null(Applied(machine, new DeviceChanges { Password = Secret }).PasswordValidTo);
        Assert.Equal("2030-01-01T11:00:00", Applied(machine, new DeviceChanges { Password = Secret, PasswordValidTo = "2030-01-01T12:00:00+01:00" }).PasswordValidTo);
    }

    [Fact, Trait("Attack", "V2")]
    public void Password_IsInNoTextOfTheTask()
    {
        ActionOperation[] operations = [Add(Bare, Display with { Password = Secret }), Change(WithVnc, "graphics:vnc", new DeviceChanges { Password = Secret })];
        foreach (var operation in operations)
        {
            Assert.Equal([Secret], operation.Secrets);
            Assert.Contains(("password", "set"), operation.Parameters);
            Assert.DoesNotContain(Secret, operation.ToString() + operation.VirshLine + JsonSerializer.Serialize(operation.Parameters.Select(parameter => parameter.Value)), StringComparison.Ordinal);
        }
        Assert.Contains(("password", "cleared"), Change(WithVnc, "graphics:vnc", new DeviceChanges { Password = "" }).Parameters);
    }

    [Fact]
    public void Display_IsWarnedOfWhereOthersReachIt()
    {
        Assert.Equal(["listen"], Add(Bare, Display with { Listen = "192.0.2.1" }).Warnings(_inventory.Current).Select(note => note.Field));
        Assert.Empty(Add(Bare, Display with { Listen = "::1" }).Warnings(_inventory.Current));
    }

    /// <summary>QEMU changes the password of a display that runs, and nothing else: the rest waits by itself.</summary>
    [Fact]
    public void PasswordOfARunningDisplay_IsAStepOfItsOwn()
    {
        var was = new GraphicsXml(SafeXml.Parse("<graphics type='vnc' port='5900' passwd='old'/>").Root!);
        var wanted = new GraphicsXml(SafeXml.Parse($"<graphics type='vnc' port='5901' passwd='{Secret}'/>").Root!);

        Assert.Equal(["Set the password of graphics:vnc", "Change graphics:vnc"], LiveDevices.Of(new DeviceDifference(new DeviceKey("graphics", "vnc"), was, wanted), force: false).Select(step => step.Name));
    }

    [Fact]
    public void LinesOfAPassword_ChangeTheRunningMachine_OthersDoNot()
    {
        var running = Bare with { State = MachineState.Running, IsActive = true, Xml = Bare.Xml.Replace("</devices>", "<graphics type='vnc'/></devices>", StringComparison.Ordinal) };

        Assert.Contains("update-device --live --config", Change(running, "graphics:vnc", new DeviceChanges { Password = Secret }).VirshLine, StringComparison.Ordinal);
        Assert.Contains("update-device --config", Change(running, "graphics:vnc", new DeviceChanges { Keymap = "de" }).VirshLine, StringComparison.Ordinal);
        Assert.EndsWith(" edit web", Add(Bare, Display).VirshLine, StringComparison.Ordinal);
    }

    [Fact]
    public void VideoThatBecomesAnother_LosesWhatThatHasNot()
    {
        var domain = DomainXml.Parse(WithVnc.Xml);
        var video = domain.Devices.OfType<VideoXml>().Single();
        VideoSettings.Apply(new DeviceChanges { Model = "vga", VideoMemory = 32 << 20 }, video);

        Assert.Equal("<video><model type=\"vga\" vram=\"32768\"/></video>", video.ToXml().Replace(" />", "/>", StringComparison.Ordinal).Replace('\'', '"'));
        Assert.Equal(["model"], Change(WithVnc, "video:#1", new DeviceChanges { Model = "voodoo" }).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["heads"], Change(WithVnc, "video:#1", new DeviceChanges { Model = "vga", Heads = 2 }).Mistakes(_inventory.Current).Keys);
        Assert.Empty(Change(Named("gpu", "<graphics type='egl-headless'/><video><model type='virtio'/></video>"), "video:#1", new DeviceChanges { Accelerated3D = true }).Mistakes(_inventory.Current));
    }

    private DevicePlanner Planner => new(null!, _inventory, new MachineEdges());

    private ActionOperation Add(Machine machine, NewDevice asked) => (ActionOperation)((FormAction<Machine, NewDevice>)AddDevice.AsAction(Planner)).Make(machine, TestMachines.Host("local"), asked);

    private ActionOperation Change(Machine machine, string key, DeviceChanges changes) => (ActionOperation)((FormAction<MachineDevice, DeviceChanges>)EditDevice.AsAction(Planner)).Make(MachineDevice.Of(machine, key)!, TestMachines.Host("local"), changes);

    private GraphicsXml Made(Machine machine, NewDevice asked) => Assert.IsType<GraphicsXml>(Assert.Single(((AddDevice)Add(machine, asked)).Plan.Make()));

    private static GraphicsXml Applied(Machine machine, DeviceChanges changes)
    {
        var domain = DomainXml.Parse(machine.Xml);
        DeviceChange.Apply(changes, domain, domain.Graphics[0], machine);
        return domain.Graphics[0];
    }

    private static Machine Named(string name, string devices) => TestMachines.Named(name, MachineState.ShutOff) with
    {
        Xml = $"<domain type='kvm'><name>{name}</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{devices}</devices></domain>",
    };
}
