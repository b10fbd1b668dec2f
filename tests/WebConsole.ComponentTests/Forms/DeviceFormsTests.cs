using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Jobs;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms that add and change devices, on a running machine of libvirt's test driver.</summary>
public sealed class DeviceFormsTests : PageContext
{
    private const string Mac = "52:54:00:00:00:01";

    private static readonly MachineId Id = TestInventory.Id(1);

    private static readonly Machine Edited = TestInventory.Machine(1, "web-01") with
    {
        Xml = $"""
            <domain type='test'><name>web-01</name><uuid>{Id.Uuid}</uuid><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/srv/images/web-01.qcow2'/><target dev='vda' bus='virtio'/></disk>
            <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
            <interface type='network'><mac address='{Mac}'/><source network='default'/><model type='virtio'/></interface>
            <graphics type='vnc' port='-1' autoport='yes'><listen type='address' address='127.0.0.1'/></graphics>
            <video><model type='vga' vram='16384' heads='1' primary='yes'/></video>
            </devices></domain>
            """,
    };

    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private object? _made;
    private Operation? _operation;

    public DeviceFormsTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Edited.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [Edited]));
        Inventory.Update(known => known with
        {
            Volumes = known.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(
                new StorageVolume("web-01.qcow2", "/srv/images/web-01.qcow2", "qcow2", 20L << 30, 1 << 20), new StorageVolume("debian.iso", "/srv/images/debian.iso", "iso", 1 << 20, 1 << 20))),
        });
        Open("/accounts", Role.Administrator);
        _dialogs = Render<MudDialogProvider>();
    }

    private DevicePlanner Planner => Services.GetRequiredService<DevicePlanner>();

    [Fact]
    public async Task NewDisk_IsMadeInThePoolThatIsProposed()
    {
        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await InputAsync("size", "5 GiB");

        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Contains("attach-device --live --config web-01 /dev/stdin", _operation?.VirshLine, StringComparison.Ordinal);

        var made = Assert.IsType<NewDevice>(_made);
        Assert.Equal(("disk", 5L << 30, TestInventory.PoolId, "qcow2", null), (made.Kind, made.Size, made.Pool, made.Format, made.Volume));
    }

    [Fact]
    public async Task Disk_GrowsNow_WithAdviceForTheGuest_AndSendsOnlyWhatChanged()
    {
        OpenForm<EditDeviceForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await InputAsync("capacity", "10 GiB");
        await _dialogs.Find("[data-testid=field-capacity] input").BlurAsync(new());
        Assert.Empty(_dialogs.FindAll("[data-testid=field-capacity] [data-testid=field-error]"));

        await InputAsync("capacity", "30 GiB");
        Assert.Contains("growpart /dev/vda 1", _dialogs.Markup, StringComparison.Ordinal);
        Assert.EndsWith("blockresize web-01 --path=vda --size 32212254720B", _operation?.VirshLine, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        var made = Assert.IsType<DeviceChanges>(_made);
        Assert.Equal((30L << 30, false), (made.Capacity, made.ChangesDefinition));
    }

    [Fact]
    public async Task Cable_IsDrawnAtOnce()
    {
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-link] button[role=switch]").ClickAsync(new());

        Assert.Contains("Takes effect at once", _dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(_made);
        Assert.Equal(("down", null, null, null), (made.Link, made.Network, made.Mac, made.Model));
    }

    /// <summary>A machine has one display of VNC.</summary>
    [Fact]
    public async Task NewDisplay_IsTheFirstTypeThatIsMissing()
    {
        OpenForm<AddDisplayForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-password] input").InputAsync("a secret of SPICE");
        Assert.DoesNotContain("a secret of SPICE", _dialogs.Markup, StringComparison.Ordinal);

        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        var made = Assert.IsType<NewDevice>(_made);
        Assert.Equal(("graphics", "spice", "127.0.0.1", 0, "a secret of SPICE"), (made.Kind, made.Type, made.Listen, made.Port, made.Password));
    }

    [Fact]
    public async Task DisplayForAllAddresses_NeedsAPassword_AndIsWarnedOf()
    {
        OpenForm<EditDeviceForm>(DeviceOf("graphics:vnc"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-where] select").ChangeAsync(new() { Value = "2" });
        Assert.Contains("Whoever reaches the host can try to look", _dialogs.Markup, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Contains("All addresses need a password.", _dialogs.Markup, StringComparison.Ordinal);

        await _dialogs.WaitForElement("[data-testid=field-password] input").InputAsync("secret");
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(_made);
        Assert.Equal(("0.0.0.0", "secret", null, null), (made.Listen, made.Password, made.Port, made.Keymap));
    }

    [Fact]
    public async Task VideoCard_ShowsWhatItsModelHas()
    {
        OpenForm<EditDeviceForm>(DeviceOf("video:#1"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        Assert.NotNull(_dialogs.WaitForElement("[data-testid=field-videoMemory]"));
        Assert.Empty(_dialogs.FindAll("[data-testid=field-heads]"));
        await _dialogs.Find("[data-testid=field-model] select").ChangeAsync(new() { Value = "0" });
        await InputAsync("heads", "2");
        await SubmitAsync();

        Assert.Equal(("virtio", 2, null), (Assert.IsType<DeviceChanges>(_made).Model, ((DeviceChanges)_made!).Heads, ((DeviceChanges)_made!).VideoMemory));
    }

    [Fact]
    public async Task DeviceOfAnotherKind_AsksForWhatThatHas()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        var kinds = _dialogs.WaitForElement("[data-testid=field-kind] select").QuerySelectorAll("option").Select(option => option.TextContent).ToList();
        await _dialogs.Find("[data-testid=field-kind] select").ChangeAsync(new() { Value = $"{kinds.IndexOf("Shared memory")}" });
        await InputAsync("name", "ring");
        await InputAsync("size", "4 MiB");
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(("shmem", "ring", 4L << 20, null), (Assert.IsType<NewDevice>(_made).Kind, ((NewDevice)_made!).Name, ((NewDevice)_made!).Size, ((NewDevice)_made!).Backend));
    }

    [Fact]
    public async Task FolderOfTheHost_SaysHowItIsMounted()
    {
        OpenForm<AddFolderForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await InputAsync("source", "/srv/data");
        await InputAsync("target", "data");
        Assert.Contains("mount -t 9p data /mnt", _dialogs.Markup, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(("filesystem", "9p", "/srv/data", "data", null), (Assert.IsType<NewDevice>(_made).Kind, ((NewDevice)_made!).Type, ((NewDevice)_made!).Source, ((NewDevice)_made!).Target, ((NewDevice)_made!).ReadOnly));
    }

    [Fact]
    public async Task DeviceOfTheHost_IsPicked_WithWhatGoesWithIt()
    {
        Inventory.Update(known => known with { NodeDevices = known.NodeDevices.Clear().Add((TestInventory.HostName, "pci_0000_06_00_0"), Pci("pci_0000_06_00_0", 0)).Add((TestInventory.HostName, "pci_0000_06_00_1"), Pci("pci_0000_06_00_1", 1)) });
        OpenForm<AddHostDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-hostDevice] [data-testid=picker]").ClickAsync(new());
        Assert.Equal(2, _dialogs.FindAll("[data-testid=field-hostDevice] [data-testid=option]").Count);

        await _dialogs.Find("[data-testid=field-hostDevice] [data-testid=option]").ClickAsync(new());

        Assert.Contains("0000:06:00.1 Maker Thing", _dialogs.WaitForElement("[data-testid=host-device-warning]").TextContent, StringComparison.Ordinal);
        await SubmitAsync();
        var made = Assert.IsType<NewDevice>(_made);
        Assert.Equal(("hostdev", "pci_0000_06_00_0", null, null), (made.Kind, made.HostDevice, made.Managed, made.RomBar));

        static NodeDevice Pci(string name, int function) => new(TestInventory.HostName, name, "computer", $"<device><name>{name}</name><driver><name>nvidia</name></driver><capability type='pci'><domain>0</domain><bus>6</bus><slot>0</slot><function>{function}</function><product id='0x1'>Thing</product><vendor id='0x2'>Maker</vendor>"
            + "<iommuGroup number='11'><address domain='0x0000' bus='0x06' slot='0x00' function='0x0'/><address domain='0x0000' bus='0x06' slot='0x00' function='0x1'/></iommuGroup></capability></device>");
    }

    /// <summary>Whoever uses the disk loses it, or nobody knows who does.</summary>
    [Fact]
    public async Task DiskOfTheHost_HasItsPathTyped_WhereItIsNotKnownWhoUsesIt()
    {
        const string Path = "/dev/disk/by-id/no-such-disk";
        OpenForm<AddDiskForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        _dialogs.WaitForElement("[data-testid=field-from]");
        await _dialogs.InvokeAsync(() => _dialogs.FindAll("[data-testid=field-from] label").Single(pill => pill.TextContent.Contains("Disk of the host", StringComparison.Ordinal)).QuerySelector("input")!.Change("on"));
        Assert.False(_dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));

        await InputAsync("path", Path);
        Assert.NotEmpty(_dialogs.FindAll("[data-testid=host-device-warning]"));
        Assert.True(_dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));
        await _dialogs.Find("[data-testid=typed-name]").InputAsync(Path);
        await SubmitAsync();

        Assert.Equal(Path, Assert.IsType<NewDevice>(_made).Path);
    }

    /// <summary>What no machine has use for is not offered, and a host without an IOMMU is told of before something is chosen.</summary>
    [Fact]
    public async Task HostWithoutAnIommu_IsToldOfAtOnce()
    {
        Inventory.Update(known => known with { NodeDevices = known.NodeDevices.Clear().AddRange(new[] { Pci(0, "0x060000", "0x8086", "0x1237"), Pci(1, "0x00ff00", "0x1af4", "0x1002"), Pci(2, "0x020000", "0x8086", "0x100e") }.Select(device => KeyValuePair.Create((TestInventory.HostName, device.Name), device))) });
        OpenForm<AddHostDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));

        Assert.Contains("IOMMU", _dialogs.WaitForElement("[data-testid=no-iommu]").TextContent, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid=field-hostDevice] [data-testid=picker]").ClickAsync(new());
        Assert.Contains("Card 0x100e", Assert.Single(_dialogs.FindAll("[data-testid=field-hostDevice] [data-testid=option]")).TextContent, StringComparison.Ordinal);

        static NodeDevice Pci(int slot, string kind, string vendor, string product) => new(TestInventory.HostName, $"pci_0000_00_0{slot}_0", "computer",
            $"<device><name>pci_0000_00_0{slot}_0</name><capability type='pci'><class>{kind}</class><domain>0</domain><bus>0</bus><slot>{slot}</slot><function>0</function><product id='{product}'>Card {product}</product><vendor id='{vendor}'>Maker</vendor></capability></device>");
    }

    /// <summary>Half of an element is a mistake at its field, and no failure of the page.</summary>
    [Fact]
    public async Task HalfTypedXml_IsAMistake()
    {
        OpenForm<AddDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        var kinds = _dialogs.WaitForElement("[data-testid=field-kind] select");
        await kinds.ChangeAsync(new() { Value = (kinds.QuerySelectorAll("option").Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        foreach (var text in new[] { "<", "<rng", "<rng>", "<rng model='virtio'/>" })
        {
            await _dialogs.WaitForElement("[data-testid=field-xml] textarea").InputAsync(text);
            Assert.NotNull(_dialogs.Find("[data-testid=preview]"));
        }
        Assert.Contains("attach-device", await VirshAsync(), StringComparison.Ordinal);

        async Task<string> VirshAsync()
        {
            await _dialogs.Find("[data-testid=preview-fold]").ClickAsync(new());
            return _dialogs.Find("[data-testid=preview]").TextContent;
        }
    }

    [Fact]
    public async Task Medium_IsChosenFromTheImagesOfAllPools()
    {
        OpenForm<InsertMediumForm>(DeviceOf("disk:sda"), Capturing<MachineDevice, MediumChoice>(InsertMedium.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-volume] [data-testid=picker]").ClickAsync(new());
        var entry = Assert.Single(_dialogs.FindAll("[data-testid=field-volume] [data-testid=option]"));
        Assert.Contains("debian.iso", entry.TextContent, StringComparison.Ordinal);
        await entry.ClickAsync(new());
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(new MediumChoice(TestInventory.PoolId, "debian.iso"), _made);
    }

    [Fact]
    public async Task DiskOfARunningMachine_IsMovedToAnotherPool()
    {
        var other = Guid.NewGuid();
        Inventory.Update(known => known with
        {
            StoragePools = known.StoragePools.SetItem((TestInventory.HostName, other), known.StoragePools[(TestInventory.HostName, TestInventory.PoolId)] with
            {
                Uuid = other,
                Name = "second",
                Xml = "<pool type='dir'><name>second</name><target><path>/srv/second</path></target></pool>",
            }),
        });
        OpenForm<MoveDiskForm>(DeviceOf("disk:vda"), Capturing<MachineDevice, DiskMove>(MoveDisk.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-pool] [data-testid=picker]").ClickAsync(new());
        await Assert.Single(_dialogs.FindAll("[data-testid=field-pool] [data-testid=option]")).ClickAsync(new());
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(new DiskMove(other), _made);
        Assert.Contains("blockcopy web-01 --path=vda --xml /dev/stdin <<<", _operation?.VirshLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImagesOfADisk_AreDrawnAsAChain_AndMerged()
    {
        const string Own = "<source file='/srv/images/web-01.qcow2'/>";
        var machine = Edited with { Xml = Edited.Xml.Replace(Own, $"{Own}<backingStore type='file'><format type='qcow2'/><source file='/srv/images/base.qcow2'/><backingStore/></backingStore>", StringComparison.Ordinal) };
        OpenForm<MergeDiskForm>(MachineDevice.Of(machine, "disk:vda")!, Capturing<MachineDevice, DiskMerge>(MergeDisk.AsAction(Planner)));
        _dialogs.WaitForElement("[data-testid=disk-chain]");

        Assert.Equal(["base.qcow2", "web-01.qcow2"], _dialogs.FindAll("[data-testid=chain-image] > bdi").Select(image => image.TextContent));
        Assert.Equal(["written to", "merged"], _dialogs.FindAll("[data-testid=chain-image] .wc-tag").Select(word => word.TextContent));
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Equal(new DiskMerge("/srv/images/web-01.qcow2", "/srv/images/base.qcow2"), _made);
    }

    [Fact]
    public async Task FilterQueuesAndVlans_SendOnlyWhatChanged()
    {
        OpenForm<EditDeviceForm>(DeviceOf($"interface:{Mac}"), Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Planner)));
        await InputAsync("filter", "clean-traffic");
        await _dialogs.WaitForElement("[data-testid=field-filterParameters] [data-testid=row-add]").ClickAsync(new());
        await _dialogs.WaitForElement("[data-testid='field-filterParameters[0].value'] input").InputAsync("192.0.2.7");
        Assert.Contains("Takes effect at once", _dialogs.Markup, StringComparison.Ordinal);
        await InputAsync("queues", "2");
        await InputAsync("vlans", "10, 20");
        Assert.Contains("Takes effect after a restart", _dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        var made = Assert.IsType<DeviceChanges>(_made);
        Assert.Equal(("clean-traffic", 2, "10 20", null, null), (made.Filter, made.Queues, string.Join(' ', made.Vlans!), made.RxQueueSize, made.Forwards));
        Assert.Equal([new FilterParameter("IP", "192.0.2.7")], made.FilterParameters);
    }

    [Fact]
    public async Task PortsOfTheHost_AreOfferedWhereTheyCanBe_AndSaidWhereNot()
    {
        OpenForm<AddCardForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await _dialogs.WaitForElement("[data-testid=field-type] select").ChangeAsync("3");

        _dialogs.WaitForAssertion(() => Assert.Single(_dialogs.FindAll("[data-testid=no-forwards], [data-testid=field-forwards]")));
    }

    private MachineDevice DeviceOf(string key) => MachineDevice.Of(Inventory.Current.Machines[Id], key)!;

    private Task InputAsync(string field, string value) => _dialogs.WaitForElement($"[data-testid=field-{field}] input").InputAsync(value);

    private async Task SubmitAsync()
    {
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
    }

    private void OpenForm<TForm>(ISubject subject, ObjectAction action) => _ = _dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(typeof(TForm), new DialogParameters
    {
        ["Action"] = action, ["Subject"] = subject, ["Host"] = TestInventory.Host,
    }));

    private ObjectAction Capturing<T, TArguments>(ObjectAction action) where T : ISubjectType where TArguments : class
    {
        var asked = (FormAction<T, TArguments>)action;
        return asked with { Make = (subject, host, arguments) => _operation = asked.Make(subject, host, (TArguments)(_made = arguments)) };
    }
}
