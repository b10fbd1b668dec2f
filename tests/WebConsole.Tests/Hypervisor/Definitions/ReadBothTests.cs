using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>A definition is read twice, and someone may edit it in between.</summary>
public sealed class ReadBothTests
{
    [Fact]
    public void EditInBetween_IsReadAgain()
    {
        var version = 1;
        var read = DefinitionEditor.ReadBoth(secrets =>
        {
            var text = $"{version} {(secrets ? "secret" : "masked")}";
            version = secrets ? 2 : version;
            return text;
        });

        Assert.Equal(("2 secret", "2 masked"), read);
    }

    [Fact]
    public void EditsWithoutEnd_AreSaid()
    {
        var version = 1;
        Assert.Throws<DefinitionException>(() => DefinitionEditor.ReadBoth(_ => $"{version++}"));
    }
}
