using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Parts;

/// <summary>Edits real machines.</summary>
internal sealed class EditRig : IAsyncDisposable
{
    /// <summary>A sed script: another size of QEMU's code buffer than that of the lab's guests, which ends it when a vCPU comes.</summary>
    public const string PlainCode = "/<tcg>/,/<.tcg>/d";

    private readonly HypervisorGateway _gateway = new([new ConfiguredHost("local", "qemu:///system")], TimeProvider.System);
    private readonly OperationsRig _rig;
    private readonly DefinitionEditor _editor;
    private readonly DomainCapabilitiesKeeper _capabilities;

    public EditRig()
    {
        _rig = new OperationsRig(gateway: _gateway, clock: TimeProvider.System);
        _editor = new DefinitionEditor(_gateway, new DefinitionVersions(new byte[32]), new MachineEdges());
        _capabilities = new DomainCapabilitiesKeeper(_gateway, _rig.Inventory);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<TaskRecord> ApplyAsync(RealGuest guest, MachineChanges changes) => await _rig.RunAsync(await EditAsync(guest, changes), Caller.System);

    public async Task<EditMachine> EditAsync(RealGuest guest, MachineChanges changes)
    {
        var known = await KnownAsync(guest);
        return new EditMachine { Machine = guest.Id, Known = known, Target = known.Name, Uri = "qemu:///system", Changes = changes, Editor = _editor, Offers = new HostOffers(_capabilities, new HostPages(_gateway, _rig.Inventory)) };
    }

    public async Task<TaskRecord> RunAsync(RealGuest guest, Func<Machine, Operation> operation) => await _rig.RunAsync(operation(await KnownAsync(guest)), Caller.System);

    /// <summary>The machine as the inventory has it from now on.</summary>
    public async Task<Machine> KnownAsync(RealGuest guest)
    {
        var (name, active) = await _gateway.RunAsync(guest.Id, Lane.Inventory, domain => (domain.Name, domain.IsActive), Cancel);
        var inactive = await XmlAsync(guest, DomainXmlFlags.Inactive);
        var known = TestMachines.Named(name) with { Id = guest.Id, IsActive = active, Xml = active ? await XmlAsync(guest, DomainXmlFlags.None) : inactive, InactiveXml = active ? inactive : null };
        var facts = new HostFacts { HostName = "lab", Driver = "QEMU", LibvirtVersion = new Version(9, 0), Capabilities = await RealGuest.ShellAsync("virsh capabilities") };
        _rig.Inventory.Update(inventory => inventory.WithMachine(known) with { Hosts = [TestMachines.Host("local") with { Facts = facts }] });
        return known;
    }

    public async Task<DomainXml> StoredAsync(RealGuest guest) => DomainXml.Parse(await XmlAsync(guest, DomainXmlFlags.Inactive));

    public async Task<DomainXml> RunningAsync(RealGuest guest) => DomainXml.Parse(await XmlAsync(guest, DomainXmlFlags.None));

    public async ValueTask DisposeAsync()
    {
        _capabilities.Dispose();
        await _rig.DisposeAsync();
        _gateway.Dispose();
    }

    private Task<string> XmlAsync(RealGuest guest, DomainXmlFlags flags) => _gateway.RunAsync(guest.Id, Lane.Inventory, domain => domain.GetXml(flags), Cancel);
}
