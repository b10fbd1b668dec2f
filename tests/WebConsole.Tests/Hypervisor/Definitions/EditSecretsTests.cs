using System.Text.Json;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Secrets in definitions, which no preview, task, log or version tells.</summary>
public sealed class EditSecretsTests : DefinitionEditing
{
    [Fact]
    [Trait("Attack", "V2")]
    public async Task Secrets_AreInNoPreviewNoTaskAndNoLog()
    {
        var edit = DefinitionEdit.OfMachine(Id, machine =>
        {
            machine.Graphics[0].SetPassword(NewPassword);
            machine.Disks[0].Serial = Password;
        });

        var preview = await Editor.PrepareAsync(edit, Cancel);
        var task = await ApplyAsync(edit);

        var change = Assert.Single(preview.Changes, change => change.Path == "devices/graphics[vnc]@passwd");
        Assert.Equal((DefinitionChangeKind.Changed, true, "••••", "••••"), (change.Kind, change.IsSecret, change.Old, change.New));
        AssertNoSecret(JsonSerializer.Serialize(preview));
        AssertNoSecret(JsonSerializer.Serialize(task));
        Assert.All(Rig.Logs.Entries, entry => AssertNoSecret(entry.Text));
        foreach (var operates in (bool[])[false, true])
            Assert.DoesNotContain(NewPassword, (await Editor.ReadAsync(Id, operates, Cancel)).Xml, StringComparison.Ordinal);
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
        Assert.All(Rig.Logs.Entries, entry => AssertNoSecret(entry.Text));
        AssertNoSecret(JsonSerializer.Serialize(task));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public async Task ChangedPassword_IsAnotherVersion_ThatNobodyCanTryPasswordsAgainst()
    {
        var first = await Editor.ReadAsync(Id, operates: false, Cancel);
        await DefineAsync(view => view.Graphics[0].SetPassword(NewPassword));
        var second = await Editor.ReadAsync(Id, operates: false, Cancel);
        var elsewhere = await new DefinitionEditor(Gateway, new DefinitionVersions([.. Enumerable.Repeat((byte)1, 32)]), new MachineEdges()).ReadAsync(Id, operates: false, Cancel);

        Assert.Equal(first.Xml, second.Xml);
        Assert.NotEqual(first.Version, second.Version);
        Assert.NotEqual(second.Version, elsewhere.Version);
        Assert.Equal(second.Version, (await Editor.ReadAsync(Id, operates: true, Cancel)).Version);
    }
}
