using Bunit;
using Libvirt;
using Libvirt.Xml;
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

/// <summary>The form for what people write about a machine, on a machine of libvirt's test driver that somebody else edits too.</summary>
public sealed class EditMachineFormTests : PageContext
{
    private static readonly Machine Edited = TestInventory.Machine(1, "web-01", MachineState.ShutOff);

    private readonly HypervisorGateway _gateway;
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private MachineChanges? _made;

    public EditMachineFormTests()
    {
        var file = Path.Combine(HostRoot, "host.xml");
        File.WriteAllText(file, $"<node><domain type='test'><name>web-01</name><uuid>{Edited.Id.Uuid}</uuid><title>Old</title><description>Old</description><memory>1024</memory><os><type>hvm</type></os></domain></node>");
        _gateway = new HypervisorGateway([new ConfiguredHost(TestInventory.HostName, $"test://{file}")], TimeProvider.System);
        Services.Replace(ServiceDescriptor.Singleton(_gateway));
        Inventory.Update(_ => TestInventory.Empty.Set(Edited));
        Open("/accounts", Role.Administrator);
        _dialogs = Render<MudDialogProvider>();
    }

    [Fact]
    public async Task AppliedAnew_LeavesWhatTheOtherOneChanged()
    {
        OpenForm();
        await _dialogs.WaitForElement("[data-testid=field-title] input").InputAsync("Mine");

        var changed = await _gateway.RunAsync(Edited.Id, Lane.Commands, Redefine, Xunit.TestContext.Current.CancellationToken);
        Change(snapshot => snapshot.Set(Edited with { Xml = changed }));
        await _dialogs.WaitForElement("[data-testid=apply-anew]").ClickAsync(new());

        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
        Assert.Equal(("Mine", null, null), (_made?.Title, _made?.Description, _made?.Tags));
        var stands = DomainXml.Parse((await Services.GetRequiredService<DefinitionEditor>().ReadAsync(Edited.Id, operates: true, Xunit.TestContext.Current.CancellationToken)).Xml);
        Assert.Equal(("Mine", "Theirs"), (stands.Title, stands.Description));
    }

    [Fact]
    public async Task ChangeOfTheMachineThatIsNotInItsDefinition_ReadsNothing()
    {
        OpenForm();
        _dialogs.WaitForElement("[data-testid=field-title]");
        await _gateway.RunAsync(Edited.Id, Lane.Commands, Redefine, Xunit.TestContext.Current.CancellationToken);

        // Had the form read it again, it would have found what the inventory does not know yet.
        Change(snapshot => snapshot.Set(Edited with { MemoryBytes = 1 }));
        await Services.GetRequiredService<DefinitionEditor>().ReadAsync(Edited.Id, operates: true, Xunit.TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(300), Xunit.TestContext.Current.CancellationToken);

        Assert.Empty(_dialogs.FindAll("[data-testid=apply-anew]"));
    }

    [Fact]
    public async Task NotesAndProtection_AreSentWhereTheyWereChanged()
    {
        OpenForm();
        await _dialogs.WaitForElement("[data-testid=field-notes] textarea").InputAsync("Ask **Jane**.");
        await _dialogs.Find("[data-testid=field-protected] button").ClickAsync(new());
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
        Assert.Equal((null, null, "Ask **Jane**.", true), (_made?.Title, _made?.Tags, _made?.Notes, _made?.Protected));
        var stands = DomainXml.Parse((await Services.GetRequiredService<DefinitionEditor>().ReadAsync(Edited.Id, operates: true, Xunit.TestContext.Current.CancellationToken)).Xml);
        Assert.Equal(("Ask **Jane**.", true), (stands.Notes, stands.Protected));
    }

    [Fact]
    public async Task IconAndOrderOfTheStart_AreSent()
    {
        OpenForm();
        var tile = _dialogs.WaitForElement("[data-testid=field-icon] .wc-tile:nth-child(3)");
        Assert.Equal("Database", tile.TextContent.Trim());
        Assert.NotNull(tile.QuerySelector("svg"));
        await tile.QuerySelector("input")!.ChangeAsync(true);
        Assert.Empty(_dialogs.FindAll("[data-testid='field-autostart.order']"));
        await _dialogs.Find("[data-testid='field-autostart.by'] select").ChangeAsync("2");
        Assert.Contains("if WebConsole does not run, it does not start", _dialogs.Find("[data-testid='field-autostart.by']").TextContent, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid='field-autostart.order'] input").InputAsync("10");
        await _dialogs.Find("[data-testid=submit]").ClickAsync(new());

        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[data-testid=dialog]")));
        Assert.Equal(("database", new AutostartChanges("webconsole", 10, 0)), (_made?.Icon, _made?.Autostart));
        var stands = DomainXml.Parse((await Services.GetRequiredService<DefinitionEditor>().ReadAsync(Edited.Id, operates: true, Xunit.TestContext.Current.CancellationToken)).Xml);
        Assert.Equal(("database", "10", null), (stands.Icon, stands.StartOrder, stands.StartDelay));
    }

    private void OpenForm()
    {
        _ = _dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().OpenAsync(typeof(EditMachineForm), new DialogParameters
        {
            ["Action"] = Capturing(), ["Subject"] = Edited, ["Host"] = TestInventory.Host,
        }));
    }

    private ObjectAction Capturing()
    {
        var action = (FormAction<Machine, MachineChanges>)EditMachine.AsAction(Services.GetRequiredService<DefinitionEditor>());
        return action with
        {
            Make = (machine, host, changes) => action.Make(machine, host, _made = changes),
        };
    }

    private static string Redefine(LibvirtConnection connection)
    {
        using var domain = connection.LookupDomain(Edited.Id.Uuid);
        var xml = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive));
        xml.Description = "Theirs";
        using var made = connection.DefineDomain(xml.ToXml());
        return domain.GetXml(DomainXmlFlags.Inactive);
    }
}
