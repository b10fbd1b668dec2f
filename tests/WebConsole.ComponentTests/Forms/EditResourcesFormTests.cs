using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>The forms for a machine's processors and memory, on a running machine of libvirt's test driver.</summary>
public sealed class EditResourcesFormTests : PageContext
{
    private const string Definition = """
        <domain type='test'><name>web-01</name><uuid>{0}</uuid><memory unit='MiB'>2048</memory><currentMemory unit='MiB'>1024</currentMemory>
        <vcpu current='1'>2</vcpu><os><type>hvm</type></os></domain>
        """;

    private static readonly Machine Edited = TestInventory.Machine(1, "web-01", MachineState.Running) with
    {
        Xml = Definition.Replace("{0}", TestInventory.Machine(1, "web-01", MachineState.Running).Id.Uuid.ToString(), StringComparison.Ordinal),
    };

    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private MachineChanges? _made;

    public EditResourcesFormTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node>{Edited.Xml}</node>");
        Services.Replace(ServiceDescriptor.Singleton(new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System)));
        Inventory.Update(_ => TestInventory.Empty.Set(Edited));
        Open("/accounts", Role.Administrator);
        _dialogs = Render<MudDialogProvider>();
    }

    [Fact]
    public async Task VcpusUpToTheMaximum_ApplyNow_AndMoreAfterARestart()
    {
        OpenForm(typeof(EditProcessorsForm));
        Assert.Equal("true", Pressed("vcpus", "now"));
        Assert.Equal("Nothing changes yet.", Sentence);

        await InputAsync("vcpus", "2");
        Assert.Contains("2 vCPUs now and after a restart, at most 2", _dialogs.Markup, StringComparison.Ordinal);
        await InputAsync("vcpus", "3");
        Assert.Contains("3 vCPUs after a restart, at most 3", _dialogs.Markup, StringComparison.Ordinal);
        Assert.Empty(_dialogs.FindAll("[data-testid=field-vcpus] .wc-segments"));
        await InputAsync("maxVcpus", "2");
        await _dialogs.Find("[data-testid=field-vcpus] input").BlurAsync(new());
        Assert.Equal("At most 2, unless the maximum is raised.", _dialogs.Find("[data-testid=field-vcpus] [data-testid=field-error]").TextContent);
        Assert.Equal("Not possible yet: At most 2, unless the maximum is raised.", Sentence);
        await InputAsync("maxVcpus", "4");
        await InputAsync("vcpus", "3");
        await _dialogs.Find("[data-testid=field-vcpus] input").BlurAsync(new());
        Assert.Contains("3 vCPUs after a restart, at most 4", _dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        Assert.Equal((3, 4, "next"), (_made?.Vcpus, _made?.MaxVcpus, _made?.Apply));
    }

    [Fact]
    public async Task Memory_CanWaitForTheNextStart()
    {
        OpenForm(typeof(EditMemoryForm));
        await InputAsync("memory", "512 MiB");
        Assert.Contains("512 MiB after a restart", _dialogs.Markup, StringComparison.Ordinal);
        Assert.Contains("Less waits for the restart", _dialogs.Find("[data-testid=field-memory]").TextContent, StringComparison.Ordinal);
        await InputAsync("memory", "2 GiB");
        Assert.Contains("2 GiB now and after a restart", _dialogs.Markup, StringComparison.Ordinal);
        await _dialogs.FindAll("[data-testid=field-memory] .wc-segments button")[1].ClickAsync(new());
        Assert.Contains("2 GiB after a restart, at most 2 GiB", _dialogs.Markup, StringComparison.Ordinal);
        await SubmitAsync();

        Assert.Equal((2L << 30, null, "next"), (_made?.Memory, _made?.MaxMemory, _made?.Apply));
    }

    /// <summary>Two vCPUs run, and one is stored: to have one now is a change, and to open the form is none.</summary>
    [Fact]
    public async Task WhatWaits_CanBeHadNow()
    {
        OpenForm(typeof(EditProcessorsForm), Edited with { Xml = Edited.Xml.Replace("current='1'", "current='2'", StringComparison.Ordinal) });
        Assert.Equal("true", Pressed("vcpus", "after restart"));
        Assert.Contains("It has 2 now; 1 waits for its restart.", _dialogs.Markup, StringComparison.Ordinal);

        await _dialogs.FindAll("[data-testid=field-vcpus] .wc-segments button")[0].ClickAsync(new());
        await SubmitAsync();

        Assert.Equal((1, null), (_made?.Vcpus, _made?.Apply));
    }

    private string Sentence => _dialogs.WaitForElement(".wc-preview-sentence").TextContent;

    private string? Pressed(string field, string when) =>
        _dialogs.WaitForElements($"[data-testid=field-{field}] .wc-segments button").Single(button => button.TextContent == when).GetAttribute("aria-pressed");

    private Task InputAsync(string field, string value) => _dialogs.WaitForElement($"[data-testid=field-{field}] input").InputAsync(value);

    private async Task SubmitAsync()
    {
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());
        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
    }

    private void OpenForm(Type form, Machine? subject = null) => _ = _dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(form, new DialogParameters
    {
        ["Action"] = Capturing(), ["Subject"] = subject ?? Edited, ["Host"] = TestInventory.Host,
    }));

    private ObjectAction Capturing()
    {
        var action = (FormAction<Machine, MachineChanges>)EditMachine.AsAction(Services.GetRequiredService<DefinitionEditor>());
        return action with { Make = (machine, host, changes) => action.Make(machine, host, _made = changes) };
    }
}
