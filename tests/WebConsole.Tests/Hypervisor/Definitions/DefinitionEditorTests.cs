using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>What an edit says before it is made, what it refuses, and what it leaves alone.</summary>
public sealed class DefinitionEditorTests : DefinitionEditing
{
    [Fact]
    public async Task Prepared_SaysWhatWouldChange_AndChangesNothing()
    {
        var before = await ReadAsync();

        var preview = await Editor.PrepareAsync(DefinitionEdit.OfMachine(Id, machine =>
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
    public async Task TwoEditors_TheSecondIsToldWhatTheFirstChanged()
    {
        var jane = await Editor.ReadAsync(Id, operates: true, Cancel);
        var john = await Editor.ReadAsync(Id, operates: true, Cancel);
        Assert.Equal(jane.Version, john.Version);
        var first = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.MemoryBytes = 1L << 30;
            machine.Graphics[0].SetPassword(NewPassword);
        }) with
        { Version = jane.Version });
        Assert.Equal(TaskState.Succeeded, first.State);
        var late = DefinitionEdit.OfMachine(Id, machine => machine.VirtualCpus = 3) with { Version = john.Version };

        var refused = await Assert.ThrowsAsync<DefinitionChangedException>(() => Editor.PrepareAsync(late, Cancel));
        var second = await ApplyAsync(late);

        Assert.Contains(new DefinitionChange("memory", DefinitionChangeKind.Changed, "524288", "1048576"), refused.Since!);
        Assert.Contains(new DefinitionChange("devices/graphics[vnc]@passwd", DefinitionChangeKind.Changed, "••••", "••••"), refused.Since!);
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
        await Rig.RunAsync(FakeOperation.Of("test") with
        {
            On = Id,
            Steps = async context => refused = await Assert.ThrowsAsync<DefinitionSchemaException>(() => Editor.ApplyAsync(edit, context)),
        });

        Assert.NotNull(refused?.Element);
        Assert.Contains("schema", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TaskState.Succeeded, (await ApplyAsync(edit with { AgainstSchema = true })).State);
    }
}
