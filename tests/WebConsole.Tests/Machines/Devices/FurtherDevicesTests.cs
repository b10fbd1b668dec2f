using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Ports, channels, folders of the host, and what few machines have.</summary>
public sealed class FurtherDevicesTests
{
    private static readonly Machine Bare = Named("");
    private static readonly Machine Full = Named("<graphics type='spice'/><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel><iommu model='intel'/><audio id='3' type='none'/><filesystem type='mount'><source dir='/srv'/><target dir='data'/></filesystem>",
        "<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking>");

    private readonly InventoryStore _inventory = new();

    public FurtherDevicesTests() => _inventory.Update(_ => new InventorySnapshot { Hosts = [TestMachines.Host("local")], Machines = new[] { Bare }.ToImmutableDictionary(machine => machine.Id) });

    public static TheoryData<string, NewDevice> Written => new()
    {
        { "<parallel type='pty'/>", new() { Kind = "parallel" } },
        { "<serial type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><protocol type='raw'/></serial>", new() { Kind = "serial", Backend = "tcp", Port = 4555 } },
        { "<serial type='file'><source path='/var/log/line.log'/></serial>", new() { Kind = "serial", Backend = "file", Path = "/var/log/line.log" } },
        { "<serial type='unix'><source mode='connect' path='/run/line.sock'/></serial>", new() { Kind = "serial", Backend = "unix", Path = "/run/line.sock", Connect = true } },
        { "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>", new() { Kind = "channel" } },
        { "<channel type='qemu-vdagent'><source><clipboard copypaste='yes'/></source><target type='virtio' name='com.redhat.spice.0'/></channel>", new() { Kind = "channel", Backend = "qemu-vdagent" } },
        { "<redirdev bus='usb' type='tcp'><source mode='connect' host='192.0.2.1' service='4000'/><protocol type='raw'/></redirdev>", new() { Kind = "redirdev", Backend = "tcp", Address = "192.0.2.1", Port = 4000, Connect = true } },
        { "<smartcard mode='host'/>", new() { Kind = "smartcard", Type = "host" } },
        { "<shmem name='ring'><model type='ivshmem-plain'/><size unit='b'>4194304</size></shmem>", new() { Kind = "shmem", Name = "ring", Size = 4 << 20 } },
        { "<iommu model='virtio'/>", new() { Kind = "iommu", Model = "virtio" } },
        { "<audio type='pulseaudio' id='1'/>", new() { Kind = "audio", Type = "pulseaudio" } },
        { "<hub type='usb'/>", new() { Kind = "hub" } },
        { "<filesystem type='mount' accessmode='mapped'><source dir='/srv/data'/><target dir='data'/><readonly/></filesystem>", new() { Kind = "filesystem", Type = "9p", Source = "/srv/data", Target = "data", ReadOnly = true } },
    };

    [Theory, MemberData(nameof(Written))]
    public void Device_IsWrittenAsLibvirtReadsIt(string xml, NewDevice asked)
    {
        Assert.Empty(Add(Bare, asked).Mistakes(_inventory.Current));
        var made = Assert.Single(((AddDevice)Add(Bare, asked)).Plan.Make()).Element;
        made.Elements("alias").Remove();

        Assert.Equal(Canonical(xml), Canonical(SafeXml.Format(made)));
    }

    public static TheoryData<string, NewDevice> Refused => new()
    {
        { "backend", new() { Kind = "serial", Backend = "spicevmc" } },
        { "backend", new() { Kind = "redirdev" } },
        { "path", new() { Kind = "serial", Backend = "file" } },
        { "path", new() { Kind = "serial", Backend = "file", Path = "line.log" } },
        { "path", new() { Kind = "serial", Backend = "file", Path = "/srv/../etc/shadow" } },
        { "path", new() { Kind = "serial", Path = "/srv/a" } },
        { "port", new() { Kind = "serial", Backend = "tcp" } },
        { "address", new() { Kind = "serial", Backend = "tcp", Port = 1, Address = "office" } },
        { "connect", new() { Kind = "serial", Connect = true } },
        { "name", new() { Kind = "channel", Name = "a/b" } },
        { "name", new() { Kind = "shmem", Size = 1 << 20 } },
        { "size", new() { Kind = "shmem", Name = "ring", Size = 3 << 20 } },
        { "model", new() { Kind = "iommu", Model = "smmuv3" } },
        { "type", new() { Kind = "audio", Type = "spice" } },
        { "type", new() { Kind = "filesystem", Type = "virtiofs", Source = "/srv", Target = "data" } },
        { "source", new() { Kind = "filesystem", Source = "srv", Target = "data" } },
        { "target", new() { Kind = "filesystem", Source = "/srv", Target = "my data" } },
        { "heads", new() { Kind = "rng", Heads = 1 } },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Mistake_IsSaidAtItsField(string field, NewDevice asked) => Assert.Equal([field], Add(Bare, asked).Mistakes(_inventory.Current).Keys);

    /// <summary>A preview asks for the line at each key.</summary>
    [Fact]
    public void HalfTypedDevice_HasALine_AndFailsNowhere()
    {
        var texts = typeof(NewDevice).GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite && property.Name is not (nameof(NewDevice.Kind) or nameof(NewDevice.Xml))).ToArray();
        string[] kinds = ["disk", "interface", "graphics", "filesystem", "hostdev", MemoryModule.Kind, .. SmallDevice.Of(GuestKind.Of(Bare)).Select(device => device.Kind), "", "other"];
        foreach (var kind in kinds)
        {
            foreach (var text in new[] { null, "", "<", "a\u0001", "a\ud800" })
            {
                var asked = new NewDevice { Kind = kind };
                foreach (var property in texts)
                    property.SetValue(asked, text);
                var operation = Add(Bare, asked);
                Assert.Null(Record.Exception(() => (operation.VirshLine, operation.Mistakes(_inventory.Current), operation.Warnings(_inventory.Current))));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<")]
    [InlineData("<rng")]
    [InlineData("<rng>")]
    [InlineData("<rng/><rng/>")]
    [InlineData("rng")]
    [InlineData("<a:rng/>")]
    [InlineData("<emulator/>")]
    [InlineData("<!DOCTYPE a []><a/>")]
    public void HalfTypedXml_IsAMistake_AndNoDeviceYet(string xml)
    {
        var operation = Add(Bare, new NewDevice { Xml = xml });

        Assert.Equal(["xml"], operation.Mistakes(_inventory.Current).Keys);
        Assert.Empty(operation.VirshLine);
    }

    [Theory]
    [InlineData("<rng", "The text ends too early: an element is not closed.")]
    [InlineData("<rng></other>", "does not match the end tag of 'other'.")]
    public void MistakeInXml_IsSaidWithItsPlaceOnce(string xml, string said)
    {
        var mistake = Assert.Single(Add(Bare, new NewDevice { Xml = xml }).Mistakes(_inventory.Current)["xml"]);

        Assert.StartsWith("Line 1, column ", mistake, StringComparison.Ordinal);
        Assert.EndsWith(said, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAMachineHasAlready_IsRefused()
    {
        Assert.Equal(["kind"], Add(Full, new() { Kind = "channel" }).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["kind"], Add(Full, new() { Kind = "iommu" }).Mistakes(_inventory.Current).Keys);
        Assert.Equal(["target"], Add(Full, new() { Kind = "filesystem", Source = "/srv", Target = "data" }).Mistakes(_inventory.Current).Keys);
        Assert.Empty(Add(Full, new() { Kind = "redirdev" }).Mistakes(_inventory.Current));
        Assert.Equal("4", Assert.Single(((AddDevice)Add(Full, new() { Kind = "audio" })).Plan.Make()).Element.Attribute("id")?.Value);
    }

    /// <summary>It reads the machine's memory, which must then be shared.</summary>
    [Fact]
    public void VirtioFs_IsTakenWhereMemoryIsShared()
    {
        var folder = Assert.IsType<FileSystemXml>(Assert.Single(((AddDevice)Add(Full, new() { Kind = "filesystem", Source = "/srv", Target = "other" })).Plan.Make()));

        Assert.Equal(("virtiofs", "passthrough"), (folder.DriverType, folder.AccessMode));
    }

    /// <summary>Who may only configure a machine must not get at the host's files by it.</summary>
    [Theory, Trait("Attack", "V4")]
    [InlineData("filesystem", null, "/srv", true)]
    [InlineData("serial", "/srv/log", null, true)]
    [InlineData("serial", null, null, false)]
    public void PathsOfTheHost_NeedTheRightToConfigureIt(string kind, string? path, string? source, bool needs) => Assert.Equal(needs ? [(Right.Configure, ObjectId.OfHost("local"))] : [],
        Add(Bare, new() { Kind = kind, Backend = path is null ? null : "file", Path = path, Source = source, Target = source is null ? null : "data" }).AlsoNeeds);

    public static TheoryData<bool, NewDevice> Reaching => new()
    {
        { true, new() { Kind = "serial", Backend = "tcp", Port = 4555 } },
        { true, new() { Kind = "redirdev", Backend = "tcp", Address = "192.0.2.1", Port = 4000, Connect = true } },
        { true, new() { Kind = "smartcard", Type = "host" } },
        { false, new() { Kind = "smartcard" } },
        { true, new() { Kind = "audio", Type = "pulseaudio" } },
        { true, new() { Kind = "audio", Type = "alsa" } },
        { false, new() { Kind = "audio", Type = "none" } },
        { false, new() { Kind = "audio" } },
        { true, new() { Kind = "disk", Path = "/dev/sda" } },
        { true, new() { Kind = "interface", Bridge = "br0" } },
        { true, new() { Kind = "interface", Device = "eth0" } },
        { true, new() { Kind = "interface", User = true } },
        { false, new() { Kind = "interface", Network = "default" } },
        { true, new() { Kind = "graphics", Listen = "192.0.2.1" } },
        { false, new() { Kind = "graphics", Listen = "127.0.0.1" } },
        { true, new() { Xml = "<disk type='block' device='disk'><source dev='/dev/sda'/><target dev='vdb'/></disk>" } },
        { true, new() { Xml = "<serial type='tcp'><source mode='bind' host='0.0.0.0' service='4555'/></serial>" } },
        { true, new() { Xml = "<audio id='2' type='file' path='/etc/cron.d/sound'/>" } },
        { true, new() { Xml = "<audio id='2' type='oss'><input dev='/dev/dsp1' bufferCount='4'/></audio>" } },
        { true, new() { Xml = "<audio id='2' type='pulseaudio' serverName='192.0.2.1'/>" } },
        { true, new() { Xml = "<broken" } },
        { false, new() { Xml = "<input type='mouse' bus='usb'/>" } },
    };

    /// <summary>What libvirt and QEMU open for it on the host is not of the machine alone.</summary>
    [Theory, MemberData(nameof(Reaching)), Trait("Attack", "V4")]
    public void DeviceThatReachesTheHost_NeedsTheRightToConfigureIt(bool needs, NewDevice asked) => Assert.Equal(needs ? [(Right.Configure, ObjectId.OfHost("local"))] : [], Add(Bare, asked).AlsoNeeds);

    [Theory, Trait("Attack", "V4")]
    [InlineData("<iommu model='intel'/>", false)]
    [InlineData("<filesystem type='mount'><source dir='/etc'/><target dir='data'/></filesystem>", true)]
    public void DeviceThatIsRewritten_NeedsItToo(string xml, bool needs)
    {
        var key = xml.StartsWith("<iommu", StringComparison.Ordinal) ? "iommu:#1" : "filesystem:data";
        var edit = (ActionOperation)((FormAction<MachineDevice, DeviceChanges>)EditDevice.AsAction(new DevicePlanner(null!, _inventory, new MachineEdges()))).Make(MachineDevice.Of(Full, key)!, TestMachines.Host("local"), new DeviceChanges { Xml = xml });

        Assert.Equal(needs ? [(Right.Configure, ObjectId.OfHost("local"))] : [], edit.AlsoNeeds);
    }

    public static TheoryData<bool, DeviceChanges> Changes => new()
    {
        { true, new() { Bridge = "br0" } },
        { true, new() { Device = "eth0", Mode = "private" } },
        { true, new() { Forwards = [] } },
        { true, new() { Listen = "0.0.0.0", Password = "secret" } },
        { false, new() { Listen = "::1" } },
        { false, new() { Network = "default", Link = "down" } },
    };

    /// <summary>By its fields as by its XML.</summary>
    [Theory, MemberData(nameof(Changes)), Trait("Attack", "V4")]
    public void DeviceThatGetsToReachTheHost_NeedsItToo(bool needs, DeviceChanges changes)
    {
        var edit = EditDevice.AsAction(new DevicePlanner(null!, _inventory, new MachineEdges())).Create(MachineDevice.Of(Full, "iommu:#1")!, TestMachines.Host("local"), changes);

        Assert.Equal(needs ? [(Right.Configure, ObjectId.OfHost("local"))] : [], edit.AlsoNeeds);
    }

    public static TheoryData<bool, MachineChanges> Parts => new()
    {
        { true, new(MemoryBacking: new(Locked: true)) },
        { false, new(MemoryBacking: new(Locked: false, Shared: true)) },
        { true, new(Autostart: new("webconsole", 10)) },
        { true, new(Autostart: new(Delay: 10)) },
        { false, new(Autostart: new("libvirt")) },
    };

    [Theory, MemberData(nameof(Parts)), Trait("Attack", "V4")]
    public void PartThatOthersOfTheHostWouldFeel_NeedsItToo(bool needs, MachineChanges changes) =>
        Assert.Equal(needs ? [(Right.Configure, ObjectId.OfHost("local"))] : [], EditMachine.AsAction(null!).Create(Bare, TestMachines.Host("local"), changes).AlsoNeeds);

    /// <summary>A host without SPICE offers nothing that needs it.</summary>
    [Fact]
    public void WhatTheHostHasNot_IsNotOffered()
    {
        var without = new HostOffer(DomainCapabilitiesXml.Parse("<domainCapabilities><machine>pc-i440fx-7.2</machine><devices><graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics><video supported='yes'><enum name='modelType'><value>vga</value></enum></video><redirdev supported='no'/><filesystem supported='yes'><enum name='driverType'><value>path</value></enum></filesystem></devices></domainCapabilities>"));
        var kind = GuestKind.Of(Bare);
        var offered = SmallDevice.Of(kind, without).ToDictionary(device => device.Kind);

        Assert.Equal(["vnc"], NewDisplayPlan.TypesOf(kind, without));
        Assert.Equal(["9p"], NewFolderPlan.TypesOf(without));
        Assert.Equal(["vga", "none"], offered["video"].Models);
        Assert.DoesNotContain("spicevmc", offered["channel"].Backends);
        Assert.DoesNotContain("spice", offered["audio"].Types);
        Assert.Empty(offered.Keys.Intersect(["redirdev", "iommu", "crypto"]));
        Assert.Contains("crypto", SmallDevice.Of(kind, new HostOffer(DomainCapabilitiesXml.Parse("<domainCapabilities><devices><crypto supported='yes'><enum name='model'><value>virtio</value></enum><enum name='backendModel'><value>builtin</value></enum></crypto></devices></domainCapabilities>"))).Select(device => device.Kind));
    }

    private ActionOperation Add(Machine machine, NewDevice asked) =>
        (ActionOperation)((FormAction<Machine, NewDevice>)AddDevice.AsAction(new DevicePlanner(null!, _inventory, new MachineEdges()))).Make(machine, TestMachines.Host("local"), asked);

    private static string Canonical(string xml)
    {
        var root = SafeXml.Parse(xml).Root!;
        foreach (var element in root.DescendantsAndSelf().ToArray())
            element.ReplaceAttributes(element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal).ToArray());
        root.DescendantNodes().OfType<XText>().Where(text => string.IsNullOrWhiteSpace(text.Value)).Remove();
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static Machine Named(string devices, string more = "") => TestMachines.Named("web", MachineState.ShutOff) with
    {
        Xml = $"<domain type='kvm'><name>web</name>{more}<os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{devices}</devices></domain>",
    };
}
