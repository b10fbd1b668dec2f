using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>Definitions that a user has edited as a text.</summary>
public sealed class EditTextTests : DefinitionEditing
{
    [Fact]
    public async Task WholeText_ReplacesTheDefinition_AndMasksStandForTheSecretsThatWereThere()
    {
        var text = await Editor.ReadAsync(Id, operates: true, Cancel);
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
        var error = await Assert.ThrowsAsync<DefinitionException>(() => Editor.PrepareAsync(DefinitionEdit.OfText(Id, text), Cancel));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextThatXmlCannotHold_IsRefused() => await Assert.ThrowsAsync<DefinitionException>(
        () => Editor.PrepareAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "a\0b"), Cancel));
}
