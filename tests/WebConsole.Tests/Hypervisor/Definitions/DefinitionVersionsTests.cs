using System.Xml.Linq;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

public sealed class DefinitionVersionsTests : IDisposable
{
    private static readonly ObjectId Id = ObjectId.Network("local", Guid.Empty);
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    [Trait("Attack", "V2")]
    public void Key_IsKeptForThisServerAlone_AndOutlivesARestart()
    {
        var first = Open().Of(Id, "<network/>");

        var file = Path.Combine(StateDirectory.Keys(_directory["state"]), "definitions.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(first, Open().Of(Id, "<network/>"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
    }

    [Fact]
    public void KeyThatIsCutShort_IsReplaced()
    {
        var first = Open().Of(Id, "<network/>");
        File.WriteAllBytes(Path.Combine(StateDirectory.Keys(_directory["state"]), "definitions.key"), [1, 2, 3]);

        Assert.NotEqual(first, Open().Of(Id, "<network/>"));
    }

    [Fact]
    public void Version_IsOfTheObjectAndItsWholeDefinition()
    {
        var versions = Open();

        Assert.NotEqual(versions.Of(Id, "<network/>"), versions.Of(ObjectId.Network("other", Guid.Empty), "<network/>"));
        Assert.NotEqual(versions.Of(Id, "<network/>"), versions.Of(Id, "<network />"));
    }

    [Fact]
    public void WhatWasSeenLongAgo_IsForgotten()
    {
        var versions = Open();
        var root = new XElement("network");
        var outline = DefinitionOutline.Of(root, DefinitionSecrets.Of(root, root), versions.DigestOf);
        for (var number = 0; number < 1000; number++)
            versions.Remember(Id, $"{number}", outline);

        Assert.Null(versions.Recall(Id, "0"));
        Assert.NotNull(versions.Recall(Id, "999"));
        Assert.NotNull(versions.Recall(Id, "744"));
        Assert.Null(versions.Recall(Id, "743"));
        // Another object's user would read what changed from one object to the other.
        Assert.Null(versions.Recall(ObjectId.Network("other", Guid.Empty), "999"));
    }

    public void Dispose() => _directory.Dispose();

    private DefinitionVersions Open()
    {
        StateDirectory.Prepare(_directory["state"]);
        return new DefinitionVersions(new WebConsoleOptions { StateDirectory = _directory["state"] });
    }
}
