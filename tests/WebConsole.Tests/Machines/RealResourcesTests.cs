using System.Globalization;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Processors and memory of a machine that runs under QEMU.</summary>
[Trait("Category", "Integration")]
public sealed class RealResourcesTests : IAsyncDisposable
{
    // QEMU ends when a vCPU comes and its small code buffer is full, so that of the lab's guests is left out.
    private const string Spare = "/<tcg>/,/<.tcg>/d; s|<vcpu[^>]*>[0-9]*</vcpu>|<vcpu current='1'>2</vcpu>|; /<currentMemory/d; s|<memory unit='KiB'>[0-9]*</memory>|<memory unit='MiB'>192</memory>|";

    private readonly HypervisorGateway _gateway = new([new ConfiguredHost("local", "qemu:///system")], TimeProvider.System);
    private readonly OperationsRig _rig;
    private readonly DefinitionEditor _editor;

    public RealResourcesTests()
    {
        _rig = new OperationsRig(gateway: _gateway, clock: TimeProvider.System);
        _editor = new DefinitionEditor(_gateway, new DefinitionVersions(new byte[32]), new MachineEdges());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProcessorAndMemory_AreChangedWhileItRuns_AndTheMaximumAtTheNextStart()
    {
        await using var guest = await RealGuest.StartAsync("edit-more", Spare);
        await RealGuest.ShellAsync("timeout 60 sh -c 'until virsh -q dommemstat edit-more | grep -q usable; do sleep 0.2; done'");

        var task = await ApplyAsync(guest, new MachineChanges(Vcpus: 2, Memory: 160L << 20));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition", "Set the vCPUs to 2", "Set the memory to 160 MiB"], task.Steps.Select(step => step.Name));
        Assert.Equal("2 2\n", await RealGuest.ShellAsync("echo $(virsh vcpucount edit-more --live --active) $(virsh vcpucount edit-more --config --active)"));
        // The guest's balloon driver has to give it back.
        await RealGuest.ShellAsync($"timeout 60 sh -c 'until virsh -q dommemstat edit-more | grep -q \"actual {160 << 10}\"; do sleep 0.2; done'");

        var later = await ApplyAsync(guest, new MachineChanges(Vcpus: 4, MaxVcpus: 4, MaxMemory: 256L << 20));
        Assert.Equal((TaskState.Succeeded, null), (later.State, later.Error));
        Assert.Contains("Set the vCPUs to 4: takes effect at the next start. It was started with at most 2 vCPUs.", later.Log);
        Assert.Equal("2 4\n", await RealGuest.ShellAsync("echo $(virsh vcpucount edit-more --live --active) $(virsh vcpucount edit-more --config --active)"));

        var refused = await ApplyAsync(guest, new MachineChanges(Vcpus: 6, MaxVcpus: 6, Apply: "live"));
        Assert.Equal((TaskState.Failed, "4"), (refused.State, (await RealGuest.ShellAsync("virsh vcpucount edit-more --config --active")).Trim()));
    }

    /// <summary>The shown virsh lines, run on a second machine, make the same definition.</summary>
    [Fact]
    public async Task VirshLine_MakesTheSame()
    {
        await using var guest = await RealGuest.StartAsync("edit-ours", Spare);
        await using var twin = await RealGuest.StartAsync("edit-twin", Spare);
        var changes = new MachineChanges(Vcpus: 2, MaxVcpus: 3, Memory: 160L << 20, MaxMemory: 256L << 20);

        Assert.Equal(TaskState.Succeeded, (await ApplyAsync(guest, changes)).State);
        await RealGuest.ShellAsync((await EditAsync(twin, changes)).VirshLine);

        foreach (var flags in (DomainXmlFlags[])[DomainXmlFlags.None, DomainXmlFlags.Inactive])
            Assert.Equal(await FiguresAsync(guest, flags), await FiguresAsync(twin, flags));
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _gateway.Dispose();
    }

    private async Task<TaskRecord> ApplyAsync(RealGuest guest, MachineChanges changes) => await _rig.RunAsync(await EditAsync(guest, changes), Caller.System);

    private async Task<EditMachine> EditAsync(RealGuest guest, MachineChanges changes)
    {
        var known = TestMachines.Named(await NameAsync(guest)) with { Id = guest.Id, Xml = await XmlAsync(guest, DomainXmlFlags.None), InactiveXml = await XmlAsync(guest, DomainXmlFlags.Inactive) };
        _rig.Inventory.Update(inventory => inventory.WithMachine(known));
        return new EditMachine { Machine = guest.Id, Known = known, Target = known.Name, Uri = "qemu:///system", Changes = changes, Editor = _editor };
    }

    private Task<string> NameAsync(RealGuest guest) => _gateway.RunAsync(guest.Id, Lane.Inventory, domain => domain.Name, Cancel);

    private Task<string> XmlAsync(RealGuest guest, DomainXmlFlags flags) => _gateway.RunAsync(guest.Id, Lane.Inventory, domain => domain.GetXml(flags), Cancel);

    private async Task<string> FiguresAsync(RealGuest guest, DomainXmlFlags flags)
    {
        var domain = DomainXml.Parse(await XmlAsync(guest, flags));
        // The balloon of a running guest moves in its own time.
        return string.Create(CultureInfo.InvariantCulture, $"{domain.VirtualCpus} {domain.CurrentVirtualCpus} {domain.MemoryBytes} {(flags is DomainXmlFlags.Inactive ? domain.CurrentMemoryBytes : null)}");
    }
}
