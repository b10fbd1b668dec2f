using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Forms;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms of a machine's memory and of its modules, on a machine of libvirt's test driver.</summary>
public sealed class MemoryFormsTests : PageContext
{
    private const string Definition = """
        <domain type='test'><name>web-01</name><uuid>{0}</uuid><maxMemory slots='2' unit='GiB'>8</maxMemory><memory unit='GiB'>2</memory><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>
        <cpu><numa><cell id='0' cpus='0-1' memory='1' unit='GiB'/></numa></cpu>
        <devices><memory model='virtio-mem'><target><size unit='GiB'>1</size><node>0</node><block unit='MiB'>2</block><requested unit='MiB'>512</requested><current unit='MiB'>256</current></target><alias name='ua-memory-1'/></memory></devices></domain>
        """;

    private static readonly Machine Edited = TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Xml = Definition.Replace("{0}", TestInventory.Machine(1, "web-01", MachineState.Running).Id.Uuid.ToString(), StringComparison.Ordinal),
    };

    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private object? _made;

    public MemoryFormsTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        // The driver knows no such module; the forms look at the inventory's machine.
        File.WriteAllText(file, $"<node>{Edited.Xml.Replace("<current unit='MiB'>256</current>", "", StringComparison.Ordinal)}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.Empty.Set(Edited));
        Open("/accounts", Role.Administrator);
        _dialogs = Render<MudDialogProvider>();
    }

    [Fact]
    public async Task BackingLimitsAndRoom_AreSentAsTheyWereChanged()
    {
        OpenForm<EditMemoryForm>(Edited, Capturing<Machine, MachineChanges>(EditMachine.AsAction(Services.GetRequiredService<DefinitionEditor>())));
        Assert.Contains("2 slots, at most 8 GiB", _dialogs.WaitForElement("[data-testid=memory-modules]").TextContent, StringComparison.Ordinal);
        await Field("memoryBacking.shared").QuerySelector("button")!.ClickAsync(new());
        // Else libvirt would put the memory into files.
        Assert.Equal("Shared memory (memfd)", Field("memoryBacking.source").QuerySelector("option[selected]")!.TextContent);
        await InputAsync("memoryLimits.hard", "1 GiB");
        await BlurAsync("memoryLimits.hard");
        Assert.StartsWith("At least 2 GiB, its memory", Field("memoryLimits.hard").QuerySelector("[data-testid=field-error]")!.TextContent, StringComparison.Ordinal);
        await InputAsync("memoryLimits.hard", "2100 MiB");
        Assert.Contains("QEMU needs memory beside the guest's", Field("memoryLimits.hard").TextContent, StringComparison.Ordinal);
        await InputAsync("memoryModules.slots", "4");
        await SubmitAsync();

        var made = Assert.IsType<MachineChanges>(_made);
        Assert.Equal(new MemoryBackingChanges(Shared: true, Source: "memfd"), made.MemoryBacking);
        Assert.Equal(new MemoryLimitsChanges(Hard: 2100L << 20), made.MemoryLimits);
        Assert.Equal((new MemoryModulesChanges(Slots: 4), null), (made.MemoryModules, made.Numa));
    }

    [Fact]
    public async Task NodesOfTheGuest_ShareItsMemory()
    {
        OpenForm<EditMemoryForm>(Edited, Capturing<Machine, MachineChanges>(EditMachine.AsAction(Services.GetRequiredService<DefinitionEditor>())));
        await InputAsync("numa.cells[0].cpus", "0");
        await InputAsync("numa.cells[0].memory", "768 MiB");
        await Field("numa.cells").QuerySelector("[data-testid=row-add]")!.ClickAsync(new());
        await InputAsync("numa.cells[1].cpus", "1");
        await SubmitAsync();

        // The new one has what the others leave.
        Assert.Equal([new NumaCell("0", 768L << 20), new NumaCell("1", 256L << 20)], Assert.IsType<MachineChanges>(_made).Numa!.Cells!);
    }

    [Fact]
    public async Task Module_IsAdded()
    {
        OpenForm<AddMemoryModuleForm>(Edited, Capturing<Machine, NewDevice>(AddDevice.AsAction(Services.GetRequiredService<DevicePlanner>())));
        Assert.Empty(_dialogs.FindAll("[data-testid=no-room]"));
        await Field("model").QuerySelector("select")!.ChangeAsync(new() { Value = "1" });
        await InputAsync("size", "2 GiB");
        await InputAsync("requested", "512 MiB");
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.Empty(_dialogs.FindAll("[data-testid=field-error]"));

        Assert.Equal(("memory", "virtio-mem", 2L << 30, 512L << 20, null), Assert.IsType<NewDevice>(_made) is var made ? (made.Kind, made.Model, made.Size, made.Requested, made.Block) : default);
    }

    [Fact]
    public void MachineWithoutRoom_IsToldWhatComesFirst()
    {
        OpenForm<AddMemoryModuleForm>(Edited with { Xml = "<domain><memory unit='GiB'>1</memory><os><type>hvm</type></os></domain>" }, Capturing<Machine, NewDevice>(AddDevice.AsAction(Services.GetRequiredService<DevicePlanner>())));
        Assert.Contains("no room for memory modules yet", _dialogs.WaitForElement("[data-testid=no-room]").TextContent, StringComparison.Ordinal);
        Assert.True(_dialogs.Find("[data-testid=submit]").HasAttribute("disabled"));
        Assert.NotEmpty(_dialogs.FindAll("[data-testid=to-memory]"));
        Assert.Empty(_dialogs.FindAll("[data-testid=field-size]"));
    }

    [Fact]
    public async Task ModuleInUse_ChangesHowMuchTheGuestUses()
    {
        var module = MachineDevice.AllOf(Edited).Single(device => device.Key.Kind == "memory");
        OpenForm<EditDeviceForm>(module, Capturing<MachineDevice, DeviceChanges>(EditDevice.AsAction(Services.GetRequiredService<DevicePlanner>())));
        Assert.Contains("The guest uses 256 MiB now.", Field("requested").TextContent, StringComparison.Ordinal);
        await InputAsync("requested", "2 GiB");
        await BlurAsync("requested");
        Assert.Equal("At most 1 GiB, its size.", Field("requested").QuerySelector("[data-testid=field-error]")!.TextContent);
        await InputAsync("requested", "1 GiB");
        await SubmitAsync();

        Assert.Equal(1L << 30, Assert.IsType<DeviceChanges>(_made).Requested);
    }

    private AngleSharp.Dom.IElement Field(string name) => _dialogs.WaitForElement($"[data-testid='field-{name}']");

    private Task InputAsync(string field, string value) => Field(field).QuerySelector("input")!.InputAsync(value);

    private Task BlurAsync(string field) => Field(field).QuerySelector("input")!.BlurAsync(new());

    private async Task SubmitAsync()
    {
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
    }

    private void OpenForm<TForm>(object subject, ObjectAction action) => _ = _dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(typeof(TForm), new DialogParameters
    {
        ["Action"] = action, ["Subject"] = subject, ["Host"] = TestInventory.Host,
    }));

    private ObjectAction Capturing<T, TArguments>(ObjectAction action) where T : ISubjectType where TArguments : class
    {
        var form = (FormAction<T, TArguments>)action;
        return form with
        {
            Make = (subject, host, arguments) =>
            {
                _made = arguments;
                return form.Make(subject, host, arguments);
            },
        };
    }
}
