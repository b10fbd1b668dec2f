using System.Reflection;
using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>
/// What libvirt's schema knows of a domain, held against the list in <c>domain-schema.txt</c> and against the views.
/// A line of the list is a path and the first of QEMU, LXC and Xen that uses it, or "other".
/// </summary>
public sealed class DomainSchemaTests(ITestOutputHelper output)
{
    private const string ListedVersion = "# libvirt ";

    // Another version may have more, which is for whoever makes the list anew: they are printed.
    [Fact]
    public void SchemaOfThisMachine_HasNoPathThatTheListMisses()
    {
        var lines = Lines("domain-schema.txt");
        var listed = lines.Skip(1).Select(line => line.Split(' ')[0]);
        var paths = DomainSchema.Paths();
        if (lines[0] == ListedVersion + LibvirtLibrary.Version)
            Assert.Equal(listed, paths);
        else
            output.WriteLine(string.Join('\n', paths.Except(listed).Prepend($"Not in the list of {lines[0]}:")));
    }

    [Fact]
    public void List_IsSortedAndSaysOfEachPathWhoUsesIt()
    {
        var lines = Lines("domain-schema.txt").Skip(1).ToList();

        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.All(lines, line => Assert.Matches("^[^ ]+ (QEMU|LXC|Xen|other)$", line));
    }

    /// <summary>Paths of QEMU, LXC and Xen alone: this list is to become empty.</summary>
    [Fact]
    public void PathsWithoutView_AreExactlyThoseOfTheList()
    {
        var wanted = Lines("domain-schema.txt").Skip(1).Select(line => line.Split(' '))
            .Where(line => line[1] != "other").Select(line => line[0]).ToList();
        var missing = wanted.Except(Written(SchemaPath.Document(wanted))).ToList();
        if (!missing.SequenceEqual(Lines("domain-without-view.txt")))
            File.WriteAllLines(PathOf("domain-without-view.actual.txt"), missing);

        Assert.Equal(Lines("domain-without-view.txt"), missing);
    }

    /// <summary>The paths that some property of some view writes; what it reads is then the same (<see cref="XmlViewTests"/>).</summary>
    private static HashSet<string> Written(XDocument document)
    {
        var written = new HashSet<string>();
        // A node is somewhere before it goes and after it came.
        document.Changing += Note;
        document.Changed += Note;
        var properties = ViewReader.Reach(new DomainXml(document.Root!))
            .SelectMany(reached => ViewReader.PropertiesOf(reached.View.GetType()).Select(property => (reached.View, Property: property)))
            .ToList();
        // A flag takes away what other views stand on.
        foreach (var (view, property) in properties.OrderBy(each => each.Property.PropertyType == typeof(bool)))
            Write(view, property, written);
        return written;

        void Note(object? sender, XObjectChangeEventArgs change)
        {
            if (sender is XObject node && SchemaPath.Of(node) is { } path)
                written.Add(path);
            if (sender is XElement element && change.ObjectChange == XObjectChange.Add)
                written.UnionWith(element.Attributes().Select(attribute => SchemaPath.Of(attribute)!));
        }
    }

    private static void Write(XmlView view, PropertyInfo property, HashSet<string> written)
    {
        var value = property.GetValue(view);
        if (property.CanWrite)
            property.SetValue(view, XmlViewTests.Sample(property.PropertyType, value));
        else if (value is XmlTexts texts)
            texts.Replace("other");
        else if (value is IEnumerable<XmlView> list)
            written.UnionWith(list.Where(SaysByBeingThere).Select(item => SchemaPath.Of(item.Element)!));
    }

    // A list adds and removes elements; of one with attributes, that is not all.
    private static bool SaysByBeingThere(XmlView item) => !item.Element.HasAttributes && !item.Element.HasElements;

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Xml", file);

    private static string[] Lines(string file) => File.ReadAllLines(PathOf(file));
}
