using System.Text.Json;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Edits of a real machine that is running under QEMU.</summary>
[Trait("Category", "Integration")]
public sealed class RealDefinitionTests : IAsyncDisposable
{
    // A machine type with hot-plug slots.
    private const string SparePorts = "s|</devices>|<controller type='pci' model='pcie-root-port'/><controller type='pci' model='pcie-root-port'/></devices>|";
    private const string Mac = "52:54:00:0e:d1:71";
    private readonly HypervisorGateway _gateway = new([new ConfiguredHost("local", "qemu:///system")], TimeProvider.System);
    private readonly OperationsRig _rig;
    private readonly DefinitionEditor _editor;

    public RealDefinitionTests()
    {
        _rig = new OperationsRig(gateway: _gateway, clock: TimeProvider.System);
        _editor = new DefinitionEditor(_gateway, new DefinitionVersions(new byte[32]), new MachineEdges());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EditOfARunningMachine_IsLiveWhereQemuCan_AndWaitsElsewhere()
    {
        await using var guest = await RealGuest.StartAsync("edit-live", SparePorts);

        var task = await ApplyAsync(guest, DefinitionEdit.OfMachine(guest.Id, machine =>
        {
            machine.Title = "Edited";
            machine.Tags.Replace("web");
            machine.CpuMode = "maximum";
            machine.Interfaces.Add(InterfaceXml.New(InterfaceSource.Network("default"))).MacAddress = Mac;
        }));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        var (live, inactive) = await BothAsync(guest);
        Assert.Equal(("Edited", "web", "Edited", "web"), (live.Title, live.Tags.Single(), inactive.Title, inactive.Tags.Single()));
        Assert.Contains(live.Interfaces, card => card.MacAddress == Mac);
        Assert.Contains(inactive.Interfaces, card => card.MacAddress == Mac);
        Assert.Equal("maximum", inactive.CpuMode);

        var unplugged = await ApplyAsync(guest, DefinitionEdit.OfMachine(guest.Id, machine => machine.Interfaces.Remove(machine.Interfaces.Single(card => card.MacAddress == Mac))));
        Assert.Equal((TaskState.Succeeded, null), (unplugged.State, unplugged.Error));
        Assert.Contains(unplugged.Steps, step => step is { Name: $"Unplug interface:{Mac}", State: TaskStepState.Done });
        Assert.DoesNotContain((await BothAsync(guest)).Inactive.Interfaces, card => card.MacAddress == Mac);
    }

    [Fact]
    public async Task LinkOfACard_IsChangedAndReadBack()
    {
        await using var guest = await RealGuest.StartAsync("edit-link", "s|</devices>|<interface type='user'><mac address='" + Mac + "'/><model type='virtio'/></interface></devices>|");

        var task = await ApplyAsync(guest, DefinitionEdit.OfMachine(guest.Id, machine => machine.Interfaces.Single(card => card.MacAddress == Mac).LinkState = "down")
            with
        { Reach = DefinitionReach.Running });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal("down", (await BothAsync(guest)).Live.Interfaces.Single(card => card.MacAddress == Mac).LinkState);
    }

    [Fact]
    public async Task FailureAfterwards_TakesBackDefinitionAndMachine()
    {
        await using var guest = await RealGuest.StartAsync("edit-undo");
        var before = await SecureAsync(guest);

        var task = await _rig.RunAsync(FakeOperation.Of("edit-undo") with
        {
            On = guest.Id,
            Steps = async context =>
            {
                await _editor.ApplyAsync(DefinitionEdit.OfMachine(guest.Id, machine =>
                {
                    machine.Title = "Edited";
                    machine.Tags.Replace("web");
                }) with
                { Reach = DefinitionReach.Running }, context);
                throw new HypervisorException("no");
            },
        });

        Assert.All(task.Steps, step => Assert.Equal(TaskStepState.Undone, step.State));
        Assert.Equal(before, await SecureAsync(guest));
        var (live, inactive) = await BothAsync(guest);
        Assert.Equal(inactive.Title, live.Title);
        Assert.Empty(live.Tags);
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Secrets_OfDisplayAndDisk_AreInNoTextOfOurs()
    {
        const string Password = "opensesa";
        const string Changed = "sesameop";
        const string Cookie = "cookie-of-the-disk";
        await using var guest = await RealGuest.StartAsync("edit-secret");
        await RealGuest.ShellAsync("virsh destroy edit-secret");
        var first = await ApplyAsync(guest, DefinitionEdit.OfMachine(guest.Id, machine =>
        {
            machine.Graphics[0].SetPassword(Password);
            var disk = machine.Devices.Add(DiskXml.New(DiskSource.Network("https", "/a.img", ("images.example.org", 443)), "vdz", "virtio", "raw"));
            disk.Element.Element("source")!.Add(new XElement("cookies", new XElement("cookie", new XAttribute("name", "session"), Cookie)));
        }));
        Assert.Equal((TaskState.Succeeded, null), (first.State, first.Error));
        Assert.Contains(Cookie, await SecureAsync(guest), StringComparison.Ordinal);

        var edit = DefinitionEdit.OfMachine(guest.Id, machine =>
        {
            machine.Graphics[0].SetPassword(Changed);
            machine.Element.Descendants("cookie").Single().Value = Cookie + "2";
        });
        var preview = await _editor.PrepareAsync(edit, Cancel);
        var second = await ApplyAsync(guest, edit with { Version = preview.Version });
        var late = await ApplyAsync(guest, edit with { Version = preview.Version });
        var refused = await ApplyAsync(guest, DefinitionEdit.OfMachine(guest.Id, machine => machine.Graphics[0].Element.SetAttributeValue("nonsense", Changed)));

        Assert.Equal((TaskState.Succeeded, TaskState.Failed, TaskState.Failed), (second.State, late.State, refused.State));
        Assert.Contains("schema", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, preview.Changes.Count(change => change.IsSecret));
        var texts = (string[])[JsonSerializer.Serialize((object[])[preview, first, second, late, refused]), .. _rig.Logs.Entries.Select(entry => entry.Text),
            (await _editor.ReadAsync(guest.Id, operates: true, Cancel)).Xml];
        Assert.All(texts, text => Assert.All((string[])[Password, Changed, Cookie], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _gateway.Dispose();
    }

    private Task<TaskRecord> ApplyAsync(RealGuest guest, DefinitionEdit edit) =>
        _rig.RunAsync(FakeOperation.Of("guest") with { On = guest.Id, Steps = context => _editor.ApplyAsync(edit, context) });

    private async Task<(DomainXml Live, DomainXml Inactive)> BothAsync(RealGuest guest) =>
        (DomainXml.Parse(await XmlAsync(guest, DomainXmlFlags.None)), DomainXml.Parse(await XmlAsync(guest, DomainXmlFlags.Inactive)));

    private Task<string> SecureAsync(RealGuest guest) => XmlAsync(guest, DomainXmlFlags.Inactive | DomainXmlFlags.Secure);

    private Task<string> XmlAsync(RealGuest guest, DomainXmlFlags flags) => _gateway.RunAsync(guest.Id, Lane.Inventory, domain => domain.GetXml(flags), Cancel);
}
