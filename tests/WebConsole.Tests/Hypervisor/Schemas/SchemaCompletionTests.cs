using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Schemas;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Schemas;

public sealed class SchemaCompletionTests
{
    private static readonly DefinitionSchemas Schemas = new();

    [Fact]
    public void Elements_AreThoseOfTheElementAround()
    {
        Assert.Equal(["domain"], Offered(SchemaWanted.Elements));
        Assert.Superset(new HashSet<string> { "disk", "interface", "graphics", "tpm" }, Offered(SchemaWanted.Elements, "domain", "devices").ToHashSet());
        Assert.DoesNotContain("vcpu", Offered(SchemaWanted.Elements, "domain", "devices"));
    }

    /// <summary>A source of a disk by network names a protocol and hosts, one of a file a file.</summary>
    [Fact]
    public void Attributes_FollowFromThoseOfTheElementAround()
    {
        var network = Offered(SchemaWanted.Attributes, "domain", "devices", "disk type=network", "source");
        var file = Offered(SchemaWanted.Attributes, "domain", "devices", "disk type=file", "source");

        Assert.Contains("protocol", network);
        Assert.DoesNotContain("file", network);
        Assert.Contains("file", file);
        Assert.DoesNotContain("protocol", file);
    }

    [Fact]
    public void AttributesThatStandThere_AreNotOfferedAgain() =>
        Assert.Equal(["snapshot", "type"], Offered(SchemaWanted.Attributes, "domain", "devices", "disk device=cdrom").Intersect(["device", "type", "snapshot"]));

    [Fact]
    public void Values_AreTheSchemasWords()
    {
        Assert.Equal(["cdrom", "disk", "floppy", "lun"], Schemas.Complete(ObjectKind.Machine, Question(SchemaWanted.Values, "domain", "devices", "disk") with { Attribute = "device" }));
        Assert.Contains("nat", Schemas.Complete(ObjectKind.Network, Question(SchemaWanted.Values, "network", "forward") with { Attribute = "mode" }));
        Assert.Contains("rbd", Schemas.Complete(ObjectKind.Pool, Question(SchemaWanted.Values, "pool") with { Attribute = "type" }));
    }

    /// <summary>An attribute that somebody is about to change does not count.</summary>
    [Fact]
    public void ValueThatStandsThere_KeepsTheOthersOffered() =>
        Assert.Contains("block", Schemas.Complete(ObjectKind.Machine, Question(SchemaWanted.Values, "domain", "devices", "disk type=file") with { Attribute = "type" }));

    [Fact]
    public void Text_IsOfferedWhereItIsAWord() => Assert.Contains("destroy", Offered(SchemaWanted.Text, "domain", "on_poweroff"));

    [Theory]
    [InlineData("domain", "nonsense")]
    [InlineData("<", "&")]
    [Trait("Attack", "Z2")]
    public void UnknownPlaces_HaveNothing(params string[] path) => Assert.Empty(Offered(SchemaWanted.Elements, path));

    [Fact]
    [Trait("Attack", "D4")]
    public void EndlessPaths_HaveNothing() => Assert.Empty(Offered(SchemaWanted.Elements, [.. Enumerable.Repeat("domain", 1000)]));

    private static IReadOnlyList<string> Offered(SchemaWanted wanted, params string[] path) => Schemas.Complete(ObjectKind.Machine, Question(wanted, path));

    /// <summary>Elements with their attributes: <c>disk type=file</c>.</summary>
    private static SchemaQuestion Question(SchemaWanted wanted, params string[] path) => new(wanted, [.. path.Select(step => step.Split(' ')).Select(words =>
        (words[0], (IReadOnlyDictionary<string, string>)words.Skip(1).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1])))]);
}
