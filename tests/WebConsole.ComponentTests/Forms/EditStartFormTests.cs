using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Forms;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms of how a machine starts and what its processors are, on a machine of libvirt's test driver.</summary>
public sealed class EditStartFormTests : PageContext
{
    private const string Definition = """
        <domain type='test'><name>web-01</name><uuid>{0}</uuid><memory unit='MiB'>2048</memory><vcpu>4</vcpu><os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
        <devices><disk type='file' device='disk'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/></disk><disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk></devices></domain>
        """;

    private static readonly Machine Edited = TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Xml = Definition.Replace("{0}", TestInventory.Machine(1, "web-01", MachineState.Running).Id.Uuid.ToString(), StringComparison.Ordinal),
    };

    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private MachineChanges? _made;

    public EditStartFormTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Edited.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.Empty.Set(Edited));
        Open("/accounts", Role.Administrator);
        _dialogs = Render<MudDialogProvider>();
    }

    [Fact]
    public async Task BootOrder_IsThatOfTheKinds_AndIsChangedByKeyboard()
    {
        OpenForm(typeof(EditStartForm));
        Assert.Equal(["Disk vda"], Rows());
        Assert.Contains("Nothing changes yet.", _dialogs.Find("[data-testid=preview]").TextContent, StringComparison.Ordinal);

        await _dialogs.Find("[data-testid='field-start.boot'] [data-testid=row-add]").ClickAsync(new());
        Assert.Equal(["Disk vda", "CD-ROM drive sda"], Rows());
        await _dialogs.FindAll("[data-testid=row]")[1].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Assert.Equal(["CD-ROM drive sda", "Disk vda"], Rows());
        Assert.Contains("after restart", _dialogs.Find("[data-testid='field-start.boot']").TextContent, StringComparison.Ordinal);
        await SubmitAsync();

        Assert.Equal(["disk:sda", "disk:vda"], _made!.Start!.Boot);
        Assert.Equal(_made.Start with { Boot = null }, new StartChanges());
    }

    /// <summary>The row that is dragged goes where it is dropped, and those between make room.</summary>
    [Fact]
    public async Task BootOrder_IsChangedByDragging()
    {
        OpenForm(typeof(EditStartForm));
        await _dialogs.WaitForElement("[data-testid='field-start.boot'] [data-testid=row-add]").ClickAsync(new());
        await _dialogs.FindAll("[data-testid=row-drag]")[1].DragStartAsync(new DragEventArgs());
        await _dialogs.FindAll("[data-testid=row]")[0].DropAsync(new DragEventArgs());
        Assert.Equal(["CD-ROM drive sda", "Disk vda"], Rows());
        // What was not dragged from here moves nothing.
        await _dialogs.FindAll("[data-testid=row]")[1].DropAsync(new DragEventArgs());
        Assert.Equal(["CD-ROM drive sda", "Disk vda"], Rows());
    }

    [Fact]
    public async Task ChangeOfFirmware_Warns()
    {
        OpenForm(typeof(EditStartForm));
        await _dialogs.WaitForElement("[data-testid='field-start.firmware'] select").ChangeAsync(new() { Value = "1" });
        Assert.Contains("does not start under UEFI", _dialogs.Find("[data-testid='field-start.firmware']").TextContent, StringComparison.Ordinal);
        Assert.Single(_dialogs.FindAll("[data-testid=preview-warns]"));
        await SubmitAsync();

        Assert.Equal("uefi", _made!.Start!.Firmware);
    }

    [Fact]
    public async Task KernelsArguments_ComeWithTheKernel_AndMistakesStandAtTheirFields()
    {
        OpenForm(typeof(EditStartForm));
        Assert.Empty(_dialogs.FindAll("[data-testid='field-start.arguments']"));
        await InputAsync("start.kernel", "vmlinuz");
        await InputAsync("start.arguments", "quiet");
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        Assert.StartsWith("The whole path of a file on the host", _dialogs.Find("[data-testid='field-start.kernel'] [data-testid=field-error]").TextContent, StringComparison.Ordinal);
        await InputAsync("start.kernel", "/boot/vmlinuz");
        Assert.Contains("a kernel of the host starts in its place", BootOrder(), StringComparison.Ordinal);
        await SubmitAsync();

        Assert.Equal(("/boot/vmlinuz", null, "quiet"), (_made!.Start!.Kernel, _made.Start.Initrd, _made.Start.Arguments));
    }

    [Fact]
    public async Task TopologyOfMyOwn_BeginsWithOneSocket_AndMustFitTheMaximum()
    {
        OpenForm(typeof(EditProcessorsForm));
        await _dialogs.WaitForElement("[data-testid='field-cpu.topology'] button").ClickAsync(new());
        Assert.Equal("4", _dialogs.Find("[data-testid='field-cpu.cores'] input").GetAttribute("value"));
        await InputAsync("cpu.sockets", "2");
        await _dialogs.Find("[data-testid='field-cpu.sockets'] input").BlurAsync(new());
        Assert.Equal("Sockets × cores × threads must be 4; 2 × 4 × 1 is 8.", _dialogs.Find("[data-testid='field-cpu.sockets'] [data-testid=field-error]").TextContent);
        await InputAsync("cpu.cores", "2");
        await SubmitAsync();

        Assert.Equal(new CpuTopology(2, null, 2, 1), _made!.Cpu!.Topology);
        Assert.Equal((null, null), (_made.Vcpus, _made.Cpu.Mode));
    }

    [Fact]
    public async Task FeaturesOfTheProcessor_AreAListOfRows()
    {
        OpenForm(typeof(EditProcessorsForm));
        await _dialogs.WaitForElement("[data-testid='field-cpu.mode'] select").ChangeAsync(new() { Value = "1" });
        await _dialogs.Find("[data-testid='field-cpu.features'] [data-testid=row-add]").ClickAsync(new());
        await InputAsync("cpu.features[0].name", "vmx");
        await _dialogs.Find("[data-testid='field-cpu.features[0].policy'] select").ChangeAsync(new() { Value = "1" });
        await SubmitAsync();

        Assert.Equal("host-passthrough", _made!.Cpu!.Mode);
        Assert.Equal([new CpuFeature("vmx", "disable")], _made.Cpu.Features);
    }

    private string BootOrder() => _dialogs.Find("[data-testid='field-start.boot']").TextContent;

    private IEnumerable<string> Rows() => _dialogs.WaitForElements("[data-testid=row] select").Select(row => row.QuerySelector("option[selected]")!.TextContent);

    private Task InputAsync(string field, string value) => _dialogs.WaitForElement($"[data-testid='field-{field}'] input").InputAsync(value);

    private async Task SubmitAsync()
    {
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        _dialogs.WaitForAssertion(() => Assert.NotNull(_made));
    }

    private void OpenForm(Type form) => _ = _dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(form, new DialogParameters
    {
        ["Action"] = Capturing(), ["Subject"] = Edited, ["Host"] = TestInventory.Host,
    }));

    private ObjectAction Capturing()
    {
        var action = (FormAction<Machine, MachineChanges>)EditMachine.AsAction(Services.GetRequiredService<DefinitionEditor>());
        return action with { Make = (machine, host, changes) => action.Make(machine, host, _made = changes) };
    }
}
