using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bunit;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms that give a machine what is the host's: folders, devices, disks.</summary>
public sealed class HostDeviceFormsTests : DeviceFormContext
{
    [Fact]
    public async Task FolderOfTheHost_SaysHowItIsMounted()
    {
        OpenForm<AddFolderForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await InputAsync("source", "/srv/data");
        await InputAsync("target", "data");
        Assert.Contains("mount -t 9p data /mnt", Dialogs.Markup, StringComparison.Ordinal);
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());

        Assert.Equal(("filesystem", "9p", "/srv/data", "data", null), (Assert.IsType<NewDevice>(Made).Kind, ((NewDevice)Made!).Type, ((NewDevice)Made!).Source, ((NewDevice)Made!).Target, ((NewDevice)Made!).ReadOnly));
    }

    [Fact]
    public async Task DeviceOfTheHost_IsPicked_WithWhatGoesWithIt()
    {
        Inventory.Update(known => known with { NodeDevices = known.NodeDevices.Clear().Add((TestInventory.HostName, "pci_0000_06_00_0"), Pci("pci_0000_06_00_0", 0)).Add((TestInventory.HostName, "pci_0000_06_00_1"), Pci("pci_0000_06_00_1", 1)) });
        OpenForm<AddHostDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));
        await Dialogs.WaitForElement("[data-testid=field-hostDevice] [data-testid=picker]").ClickAsync(new());
        Assert.Equal(2, Dialogs.FindAll("[data-testid=field-hostDevice] [data-testid=option]").Count);

        await Dialogs.Find("[data-testid=field-hostDevice] [data-testid=option]").ClickAsync(new());

        Assert.Contains("0000:06:00.1 Maker Thing", Dialogs.WaitForElement("[data-testid=host-device-warning]").TextContent, StringComparison.Ordinal);
        await SubmitAsync();
        var made = Assert.IsType<NewDevice>(Made);
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
        Dialogs.WaitForElement("[data-testid=field-from]");
        await Dialogs.InvokeAsync(() => Dialogs.FindAll("[data-testid=field-from] label").Single(pill => pill.TextContent.Contains("Disk of the host", StringComparison.Ordinal)).QuerySelector("input")!.Change("on"));
        Assert.False(Dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));

        await InputAsync("path", Path);
        Assert.NotEmpty(Dialogs.FindAll("[data-testid=host-device-warning]"));
        Assert.True(Dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));
        await Dialogs.Find("[data-testid=typed-name]").InputAsync(Path);
        await SubmitAsync();

        Assert.Equal(Path, Assert.IsType<NewDevice>(Made).Path);
    }

    /// <summary>The kernel may take its time, and the page must not stand still meanwhile.</summary>
    [Fact]
    public async Task DiskOfTheHost_IsAskedAboutOnce_AndBesideTheCircuit()
    {
        const string Path = "/dev/disk/by-id/no-such-disk";
        var asked = new ConcurrentQueue<(string Question, bool OnCircuit)>();
        var action = (FormAction<Machine, NewDevice>)AddDevice.AsAction(Planner);
        OpenForm<AddDiskForm>(Edited, action with { Make = (machine, host, device) => device.Path is null ? action.Make(machine, host, device) : new Given(asked) { Target = machine.Name } });
        Dialogs.WaitForElement("[data-testid=field-from]");
        await Dialogs.InvokeAsync(() => Dialogs.FindAll("[data-testid=field-from] label").Single(pill => pill.TextContent.Contains("Disk of the host", StringComparison.Ordinal)).QuerySelector("input")!.Change("on"));

        await InputAsync("path", Path);
        Dialogs.FindComponent<AddDiskForm>().Render();

        Assert.Equal([("mistakes", false), ("conflict", false), ("name", false), ("warnings", false)], asked);
        await Dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Equal([("mistakes", false), ("conflict", false), ("name", false), ("warnings", false)], asked.Skip(4).Take(4));
    }

    /// <summary>What no machine has use for is not offered, and a host without an IOMMU is told of before something is chosen.</summary>
    [Fact]
    public async Task HostWithoutAnIommu_IsToldOfAtOnce()
    {
        Inventory.Update(known => known with { NodeDevices = known.NodeDevices.Clear().AddRange(new[] { Pci(0, "0x060000", "0x8086", "0x1237"), Pci(1, "0x00ff00", "0x1af4", "0x1002"), Pci(2, "0x020000", "0x8086", "0x100e") }.Select(device => KeyValuePair.Create((TestInventory.HostName, device.Name), device))) });
        OpenForm<AddHostDeviceForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Planner)));

        Assert.Contains("IOMMU", Dialogs.WaitForElement("[data-testid=no-iommu]").TextContent, StringComparison.Ordinal);
        await Dialogs.Find("[data-testid=field-hostDevice] [data-testid=picker]").ClickAsync(new());
        Assert.Contains("Card 0x100e", Assert.Single(Dialogs.FindAll("[data-testid=field-hostDevice] [data-testid=option]")).TextContent, StringComparison.Ordinal);

        static NodeDevice Pci(int slot, string kind, string vendor, string product) => new(TestInventory.HostName, $"pci_0000_00_0{slot}_0", "computer",
            $"<device><name>pci_0000_00_0{slot}_0</name><capability type='pci'><class>{kind}</class><domain>0</domain><bus>0</bus><slot>{slot}</slot><function>0</function><product id='{product}'>Card {product}</product><vendor id='{vendor}'>Maker</vendor></capability></device>");
    }

    /// <summary>Remembers what it was asked, and whether on the circuit, which has a synchronization context.</summary>
    private sealed record Given(ConcurrentQueue<(string Question, bool OnCircuit)> Asked) : Operation
    {
        public override string Action => "add-device";
        public override ObjectId Subject => Id;
        public override Right Needs => Right.Configure;
        public override string VirshLine => "virsh attach-device";

        public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Note("mistakes", base.Mistakes(inventory));

        public override string? WhyConflicts(InventorySnapshot inventory) => Note<string?>("conflict", null);

        public override bool AsksForName(InventorySnapshot inventory) => Note("name", false);

        public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Note<ImmutableArray<FieldNote>>("warnings", []);

        public override Task ExecuteAsync(OperationContext context) => Task.CompletedTask;

        private T Note<T>(string question, T answer)
        {
            Asked.Enqueue((question, SynchronizationContext.Current is not null));
            return answer;
        }
    }
}
