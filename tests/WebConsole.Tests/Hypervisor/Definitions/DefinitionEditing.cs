using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Edits of definitions on libvirt's test driver, whose machine is running.</summary>
public abstract class DefinitionEditing : IAsyncLifetime
{
    protected const string Password = "sesame-1";
    protected const string NewPassword = "sesame-2";
    private protected static MachineId Id { get; } = new("local", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));

    private readonly TestHostFile _host = new(("test", Id));

    public DefinitionEditing()
    {
        Gateway = new HypervisorGateway([new ConfiguredHost("local", _host.Uri)], TimeProvider.System);
        Rig = new OperationsRig(gateway: Gateway);
        Editor = new DefinitionEditor(Gateway, new DefinitionVersions(new byte[32]), new MachineEdges());
    }

    protected HypervisorGateway Gateway { get; }

    private protected OperationsRig Rig { get; }

    protected DefinitionEditor Editor { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await DefineAsync(view =>
    {
        view.Graphics.Add(new GraphicsXml(new XElement("graphics", new XAttribute("type", "vnc")))).SetPassword(Password);
        view.Devices.Add(DiskXml.New(DiskSource.File("/srv/a.img"), "vda", "virtio", "raw"));
    });

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Rig.DisposeAsync();
        Gateway.Dispose();
        _host.Dispose();
    }

    protected static string[] Told(TaskRecord task) => [.. task.Steps.Select(step => $"{step.Name} {step.State}")];

    protected static void AssertNoSecret(string text)
    {
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain(NewPassword, text, StringComparison.Ordinal);
    }

    protected Task<TaskRecord> ApplyAsync(DefinitionEdit edit) =>
        Rig.RunAsync(FakeOperation.Of("test") with { On = edit.Id, Steps = context => Editor.ApplyAsync(edit, context) });

    protected Task<string> ReadAsync() => OnMachineAsync(domain => domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));

    protected Task<T> OnMachineAsync<T>(Func<Domain, T> call) => Gateway.RunAsync(Id, Lane.Inventory, call, Cancel);

    protected Task<T> OnHostAsync<T>(Func<LibvirtConnection, T> call) => Gateway.RunAsync("local", Lane.Inventory, call, Cancel);

    /// <summary>As virsh would.</summary>
    protected Task<bool> DefineAsync(Action<DomainXml> change) => OnHostAsync(connection =>
    {
        using var domain = connection.LookupDomain(Id.Uuid);
        var view = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
        change(view);
        connection.DefineDomain(view.ToXml()).Dispose();
        return true;
    });
}
