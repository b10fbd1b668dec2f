using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>What nobody edits stays as it is: in a definition that is only read, and where a value is written that stands there.</summary>
public sealed class UntouchedDefinitionTests
{
    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void EverySettableProperty_WrittenWithWhatItReads_ChangesNoByte(string name)
    {
        var root = Fixture.Open(name);
        var before = Fixture.Document(root);
        foreach (var (path, view) in ViewReader.Reach(root).ToList())
        {
            foreach (var property in ViewReader.PropertiesOf(view.GetType()).Where(p => p.CanWrite))
            {
                property.SetValue(view, property.GetValue(view));
                Assert.Equal((path, property.Name, before), (path, property.Name, Fixture.Document(root)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void DefinitionThatIsOnlyRead_ComesOutAsItWentIn_ButForBlanks(string name)
    {
        var root = Fixture.Open(name);

        ViewReader.Describe(root);

        Assert.Equal(Tokens(Fixture.Text(name)), Tokens(Fixture.Document(root)));
    }

    /// <summary>All that an XML text says, blanks between elements left out: they are the layout.</summary>
    internal static List<string> Tokens(string xml)
    {
        var tokens = new List<string>();
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { IgnoreWhitespace = true });
        while (reader.Read())
        {
            tokens.Add($"{reader.NodeType} {reader.Name} {reader.Value}");
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                tokens.Add($"{reader.NodeType} {reader.Name} {reader.Value}");
        }
        return tokens;
    }

    /// <summary>All values are "1" here, so that most are none that their properties know.</summary>
    [Fact]
    public void PathsOfTheSchema_WrittenWithWhatTheyRead_DoNotChange()
    {
        var document = SchemaPath.Document([.. DomainSchemaTests.Listed.Select(line => line.Path)]);
        var properties = ViewReader.Reach(new DomainXml(document.Root!))
            .SelectMany(reached => ViewReader.PropertiesOf(reached.View.GetType()).Where(property => property.CanWrite).Select(property => (reached.Path, reached.View, Property: property)))
            .ToList();
        var changed = new List<string>();
        foreach (var (path, view, property) in properties)
        {
            document.Changing += Note;
            property.SetValue(view, property.GetValue(view));
            document.Changing -= Note;

            void Note(object? sender, XObjectChangeEventArgs change) => changed.Add($"{path}.{property.Name}");
        }

        Assert.Empty(changed);
    }
}
