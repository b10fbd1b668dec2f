using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Yes and no in the words that libvirt's schema has for them, which are <c>on</c> and <c>off</c> in places.</summary>
public sealed class SchemaWordsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void YesOrNo_IsWrittenInTheWordsOfItsPath(bool value)
    {
        var words = DomainSchema.Words();
        var document = SchemaPath.Document([.. DomainSchemaTests.Listed.Select(line => line.Path)]);
        var properties = ViewReader.Reach(new DomainXml(document.Root!))
            .SelectMany(reached => ViewReader.PropertiesOf(reached.View.GetType()).Where(property => property.CanWrite && property.PropertyType == typeof(bool?)).Select(property => (reached.View, property)))
            .ToList();
        var strange = new SortedSet<string>();
        document.Changed += Note;
        foreach (var (view, property) in properties)
            property.SetValue(view, value);

        Assert.NotEmpty(properties);
        Assert.Empty(strange);

        void Note(object? sender, XObjectChangeEventArgs change)
        {
            if (sender is XAttribute attribute && words.TryGetValue(SchemaPath.Of(attribute) ?? "", out var known) && !known.Contains(attribute.Value))
                strange.Add($"{SchemaPath.Of(attribute)} = {attribute.Value}, known: {string.Join(' ', known)}");
        }
    }
}
