using System.Text.Json;
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
public sealed class DefinitionEditorTests : IAsyncLifetime
{
    private const string Password = "sesame-1";
    private const string NewPassword = "sesame-2";
    private static readonly MachineId Id = new("local", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));

    private readonly TestHostFile _host = new(("test", Id));
    private readonly HypervisorGateway _gateway;
    private readonly OperationsRig _rig;
    private readonly DefinitionEditor _editor;

    public DefinitionEditorTests()
    {
        _gateway = new HypervisorGateway([new ConfiguredHost("local", _host.Uri)], TimeProvider.System);
        _rig = new OperationsRig(gateway: _gateway);
        _editor = new DefinitionEditor(_gateway, new DefinitionVersions(new byte[32]), new MachineEdges());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await DefineAsync(view =>
    {
        view.Graphics.Add(new GraphicsXml(new XElement("graphics", new XAttribute("type", "vnc")))).SetPassword(Password);
        view.Devices.Add(DiskXml.New(DiskSource.File("/srv/a.img"), "vda", "virtio", "raw"));
    });

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _gateway.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Prepared_SaysWhatWouldChange_AndChangesNothing()
    {
        var before = await ReadAsync();

        var preview = await _editor.PrepareAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.MemoryBytes = 1L << 30;
            machine.Disks[0].SetSource(DiskSource.File("/srv/b.img"));
            machine.Tags.Add("web");
        }), Cancel);

        Assert.Contains(new DefinitionChange("memory", DefinitionChangeKind.Changed, "524288", "1048576"), preview.Changes);
        Assert.Contains(new DefinitionChange("devices/disk[vda]/source@file", DefinitionChangeKind.Changed, "/srv/a.img", "/srv/b.img"), preview.Changes);
        Assert.Contains(new DefinitionChange("metadata", DefinitionChangeKind.Added, null, null), preview.Changes);
        Assert.Equal(3, preview.Changes.Count);
        Assert.Contains("/srv/b.img", preview.After, StringComparison.Ordinal);
        Assert.DoesNotContain("/srv/b.img", preview.Before, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Applied_IsInTheDefinition_AndInTheMachineThatRuns()
    {
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            (machine.Title, machine.Description, machine.Notes) = ("A <title>", "text", "notes");
            machine.Tags.Replace("web", "blue");
        }));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition Done", "Change the title Done", "Change the description Done", "Change tags and notes Done"], Told(task));
        foreach (var flags in (DomainXmlFlags[])[DomainXmlFlags.None, DomainXmlFlags.Inactive])
        {
            var view = DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml(flags)));
            Assert.Equal(("A <title>", "text", "notes", "web blue"), (view.Title, view.Description, view.Notes, string.Join(' ', view.Tags)));
        }
    }

    [Fact]
    public async Task NextStart_LeavesTheMachineThatRunsAlone()
    {
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "later") with { Reach = DefinitionReach.NextStart });

        Assert.Equal(["Save the definition Done"], Told(task));
        Assert.Null(DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml())).Title);
        Assert.Equal("later", DomainXml.Parse(await ReadAsync()).Title);
    }

    [Fact]
    public async Task WhatTheHypervisorCannotDoNow_WaitsOrFailsAsWasAsked()
    {
        var edit = DefinitionEdit.OfMachine(Id, machine => machine.Interfaces.Add(InterfaceXml.New(InterfaceSource.User())).MacAddress = "52:54:00:00:00:09");

        var failed = await ApplyAsync(edit with { Reach = DefinitionReach.Running });
        Assert.Equal((TaskState.Failed, "Save the definition Undone"), (failed.State, Told(failed)[0]));
        Assert.DoesNotContain("52:54:00:00:00:09", await ReadAsync(), StringComparison.Ordinal);

        var waits = await ApplyAsync(edit);
        Assert.Equal((TaskState.Succeeded, null), (waits.State, waits.Error));
        Assert.Contains(waits.Log, line => line.StartsWith("Plug in interface:52:54:00:00:00:09: takes effect at the next start.", StringComparison.Ordinal));
        Assert.Contains("52:54:00:00:00:09", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task Secrets_AreInNoPreviewNoTaskAndNoLog()
    {
        var edit = DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.Graphics[0].SetPassword(NewPassword);
            machine.Disks[0].Serial = Password;
        });

        var preview = await _editor.PrepareAsync(edit, Cancel);
        var task = await ApplyAsync(edit);

        var change = Assert.Single(preview.Changes, change => change.Path == "devices/graphics[#1]@passwd");
        Assert.Equal((DefinitionChangeKind.Changed, true, "••••", "••••"), (change.Kind, change.IsSecret, change.Old, change.New));
        AssertNoSecret(JsonSerializer.Serialize(preview));
        AssertNoSecret(JsonSerializer.Serialize(task));
        Assert.All(_rig.Logs.Entries, entry => AssertNoSecret(entry.Text));
        foreach (var operates in (bool[])[false, true])
            Assert.DoesNotContain(NewPassword, (await _editor.ReadAsync(Id, operates, Cancel)).Xml, StringComparison.Ordinal);
        Assert.Contains(NewPassword, await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task ErrorsOfLibvirt_QuoteNoSecret()
    {
        // libvirt quotes the rejected file name, into which a user may have typed a password by mistake.
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.Graphics[0].SetPassword(NewPassword);
            machine.Graphics[0].Element.SetAttributeValue("passwdValidTo", NewPassword);
        }) with
        { AgainstSchema = true });

        Assert.Equal(TaskState.Failed, task.State);
        Assert.All(_rig.Logs.Entries, entry => AssertNoSecret(entry.Text));
        AssertNoSecret(JsonSerializer.Serialize(task));
    }

    [Fact]
    public async Task TwoEditors_TheSecondIsToldWhatTheFirstChanged()
    {
        var jane = await _editor.ReadAsync(Id, operates: true, Cancel);
        var john = await _editor.ReadAsync(Id, operates: true, Cancel);
        Assert.Equal(jane.Version, john.Version);
        var first = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.MemoryBytes = 1L << 30;
            machine.Graphics[0].SetPassword(NewPassword);
        }) with
        { Version = jane.Version });
        Assert.Equal(TaskState.Succeeded, first.State);
        var late = DefinitionEdit.OfMachine(Id, machine => machine.VirtualCpus = 3) with { Version = john.Version };

        var refused = await Assert.ThrowsAsync<DefinitionChangedException>(() => _editor.PrepareAsync(late, Cancel));
        var second = await ApplyAsync(late);

        Assert.Contains(new DefinitionChange("memory", DefinitionChangeKind.Changed, "524288", "1048576"), refused.Since!);
        Assert.Contains(new DefinitionChange("devices/graphics[#1]@passwd", DefinitionChangeKind.Changed, "••••", "••••"), refused.Since!);
        Assert.StartsWith("Its definition was changed by someone else meanwhile (", second.Error, StringComparison.Ordinal);
        Assert.Contains("memory", second.Error, StringComparison.Ordinal);
        Assert.Equal("Look at what changed, and make your change anew.", second.Advice);
        AssertNoSecret(second.Error!);
        Assert.Equal(2, DomainXml.Parse(await ReadAsync()).VirtualCpus);

        // Applied again to the current definition.
        var anew = await ApplyAsync(late with { Version = refused.Version });
        Assert.Equal(TaskState.Succeeded, anew.State);
        var both = DomainXml.Parse(await ReadAsync());
        Assert.Equal((3, 1L << 30), (both.VirtualCpus, both.MemoryBytes));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task ChangedPassword_IsAnotherVersion_ThatNobodyCanTryPasswordsAgainst()
    {
        var first = await _editor.ReadAsync(Id, operates: false, Cancel);
        await DefineAsync(view => view.Graphics[0].SetPassword(NewPassword));
        var second = await _editor.ReadAsync(Id, operates: false, Cancel);
        var elsewhere = await new DefinitionEditor(_gateway, new DefinitionVersions([.. Enumerable.Repeat((byte)1, 32)]), new MachineEdges()).ReadAsync(Id, operates: false, Cancel);

        Assert.Equal(first.Xml, second.Xml);
        Assert.NotEqual(first.Version, second.Version);
        Assert.NotEqual(second.Version, elsewhere.Version);
        Assert.Equal(second.Version, (await _editor.ReadAsync(Id, operates: true, Cancel)).Version);
    }

    [Fact]
    public async Task FailureOfALaterStep_PutsBackTheDefinitionThatStood()
    {
        var before = await ReadAsync();
        var task = await _rig.RunAsync(FakeOperation.Of("test") with
        {
            On = Id,
            Steps = async context =>
            {
                await _editor.ApplyAsync(DefinitionEdit.OfMachine(Id, machine => (machine.Title, machine.VirtualCpus) = ("gone", 4)), context);
                throw new HypervisorException("no");
            },
        });

        Assert.Equal((TaskState.Failed, "no"), (task.State, task.Error));
        Assert.Equal(["Save the definition Undone", "Change the title Undone"], Told(task));
        Assert.Equal(before, await ReadAsync());
        Assert.Null(DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml())).Title);
    }

    [Fact]
    public async Task EditThatChangesNothing_WritesNothing()
    {
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Name = machine.Name));

        Assert.Equal((TaskState.Succeeded, "Save the definition Done"), (task.State, Assert.Single(Told(task))));
        Assert.Empty(task.Log);
    }

    [Fact]
    public async Task AgainstTheSchema_IsRefusedByNameOfTheElement_AndSavedAfterAWarning()
    {
        var edit = DefinitionEdit.OfMachine(Id, machine => machine.Element.Add(new XElement("nonsense", new XElement("inner", "x"))));

        DefinitionSchemaException? refused = null;
        await _rig.RunAsync(FakeOperation.Of("test") with
        {
            On = Id,
            Steps = async context => refused = await Assert.ThrowsAsync<DefinitionSchemaException>(() => _editor.ApplyAsync(edit, context)),
        });

        Assert.NotNull(refused?.Element);
        Assert.Contains("schema", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TaskState.Succeeded, (await ApplyAsync(edit with { AgainstSchema = true })).State);
    }

    [Fact]
    public async Task WholeText_ReplacesTheDefinition_AndMasksStandForTheSecretsThatWereThere()
    {
        var text = await _editor.ReadAsync(Id, operates: true, Cancel);
        Assert.Contains("passwd=\"••••\"", text.Xml, StringComparison.Ordinal);

        var task = await ApplyAsync(DefinitionEdit.OfText(Id, text.Xml.Replace("/srv/a.img", "/srv/c.img", StringComparison.Ordinal)) with { Version = text.Version });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Contains("/srv/c.img", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains(Password, await ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<domain><name>test", "Line 1, column ")]
    [InlineData("<!DOCTYPE domain []><domain/>", "DTD")]
    [InlineData("<network/>", "not a <domain>")]
    [InlineData("<domain><name>test</name></domain>", "another UUID, or none")]
    [InlineData("<domain><name>test</name><uuid>00000000-0000-0000-0000-000000000001</uuid></domain>", "another UUID, or none")]
    [InlineData("<domain><name>test</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid><title>••••</title></domain>", "no secret stood there before")]
    public async Task TextThatMakesNoSense_IsRefusedWithTheReason(string text, string reason)
    {
        var error = await Assert.ThrowsAsync<DefinitionException>(() => _editor.PrepareAsync(DefinitionEdit.OfText(Id, text), Cancel));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextThatXmlCannotHold_IsRefused() => await Assert.ThrowsAsync<DefinitionException>(
        () => _editor.PrepareAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "a\0b"), Cancel));

    [Fact]
    public async Task MachineThatIsNotPersistent_IsNotMadeSo()
    {
        var id = new MachineId("local", await OnHostAsync(connection =>
        {
            using var made = connection.CreateDomain("<domain type='test'><name>passing</name><memory>65536</memory><os><type>hvm</type></os></domain>");
            return made.Uuid;
        }));
        var task = await ApplyAsync(DefinitionEdit.OfMachine(id, machine => machine.Title = "x"));

        Assert.Equal("The machine exists only while it runs: it has no definition to edit.", task.Error);
    }

    [Fact]
    public async Task Network_IsEditedTheSameWay()
    {
        var uuid = await OnHostAsync(connection =>
        {
            var view = NetworkXml.New("lab");
            view.Bridge = "virbr7";
            using var network = connection.DefineNetwork(view.ToXml());
            return network.Uuid;
        });
        var text = await _editor.ReadAsync(ObjectId.Network("local", uuid), operates: true, Cancel);

        var task = await ApplyAsync(DefinitionEdit.OfNetwork("local", uuid, network => network.DomainName = "lab.example.org") with { Version = text.Version });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Added: domain"], task.Log);
        Assert.NotEqual(text.Version, (await _editor.ReadAsync(ObjectId.Network("local", uuid), operates: true, Cancel)).Version);
    }

    [Fact]
    public async Task Pool_IsEditedTheSameWay_AndItsFiguresAreNoVersion()
    {
        var uuid = await OnHostAsync(connection =>
        {
            using var pool = connection.DefineStoragePool(StoragePoolXml.New("lab", new StoragePoolSource("dir"), "/srv/lab").ToXml());
            pool.Start();
            return pool.Uuid;
        });
        var text = await _editor.ReadAsync(ObjectId.Pool("local", uuid), operates: true, Cancel);
        await OnHostAsync(connection =>
        {
            using var pool = connection.LookupStoragePool(uuid);
            pool.CreateVolume(StorageVolumeXml.New("a.img", 1 << 20, "raw").ToXml()).Dispose();
            pool.Stop();
            return true;
        });

        var task = await ApplyAsync(DefinitionEdit.OfPool("local", uuid, pool => pool.TargetPath = "/srv/other") with { Version = text.Version });

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Changed: target/path"], task.Log);
    }

    [Fact]
    public async Task Volume_HasNoDefinitionToEdit() => await Assert.ThrowsAsync<DefinitionException>(
        () => _editor.ReadAsync(ObjectId.Volume("local", Guid.NewGuid(), "a.img"), operates: true, Cancel));

    private static string[] Told(TaskRecord task) => [.. task.Steps.Select(step => $"{step.Name} {step.State}")];

    private static void AssertNoSecret(string text)
    {
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain(NewPassword, text, StringComparison.Ordinal);
    }

    private Task<TaskRecord> ApplyAsync(DefinitionEdit edit) =>
        _rig.RunAsync(FakeOperation.Of("test") with { On = edit.Id, Steps = context => _editor.ApplyAsync(edit, context) });

    private Task<string> ReadAsync() => OnMachineAsync(domain => domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));

    private Task<T> OnMachineAsync<T>(Func<Domain, T> call) => _gateway.RunAsync(Id, Lane.Inventory, call, Cancel);

    private Task<T> OnHostAsync<T>(Func<LibvirtConnection, T> call) => _gateway.RunAsync("local", Lane.Inventory, call, Cancel);

    /// <summary>As virsh would.</summary>
    private Task<bool> DefineAsync(Action<DomainXml> change) => OnHostAsync(connection =>
    {
        using var domain = connection.LookupDomain(Id.Uuid);
        var view = DomainXml.Parse(domain.GetXml(DomainXmlFlags.Inactive | DomainXmlFlags.Secure));
        change(view);
        connection.DefineDomain(view.ToXml()).Dispose();
        return true;
    });
}
