using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>
/// What libvirt's schema knows of a domain, held against the list in <c>domain-schema.txt</c> and against the views.
/// A line of the list is a path and the first of QEMU, LXC and Xen that uses it, or "other". What a view can't both read and
/// write has the reason after it.
/// </summary>
public sealed class DomainSchemaTests(ITestOutputHelper output)
{
    private const string ListedVersion = "# libvirt ";

    // Another version may have more, which is for whoever makes the list anew: they are printed.
    [Fact]
    public void SchemaOfThisMachine_HasNoPathThatTheListMisses()
    {
        var lines = Lines("domain-schema.txt");
        var listed = Listed.Select(line => line.Path);
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
        Assert.All(lines, line => Assert.Matches("^[^ ]+ (QEMU|LXC|Xen|other)(, (read|write)-only: .+)?$", line));
    }

    /// <summary>Paths of QEMU, LXC and Xen alone: this list is to become empty.</summary>
    [Fact]
    public void PathsWithoutView_AreExactlyThoseOfTheList()
    {
        var wanted = Listed.Where(line => line.User != "other").Select(line => line.Path).ToList();
        var oneWay = Listed.Where(line => line.OneWay).Select(line => line.Path);
        var missing = wanted.Except(SchemaWriter.Written(wanted)).Except(oneWay).ToList();
        if (!missing.SequenceEqual(Lines("domain-without-view.txt")))
            File.WriteAllLines(PathOf("domain-without-view.actual.txt"), missing);

        Assert.Equal(Lines("domain-without-view.txt"), missing);
    }

    /// <summary>What is only read or only written has no property that does both; a view says it all the same.</summary>
    [Fact]
    public void OneWayPath_IsToldAndNeverWrittenByAProperty()
    {
        var wanted = Listed.Where(line => line.User != "other").Select(line => line.Path).ToList();
        var written = SchemaWriter.Written(wanted);

        Assert.All(Listed.Where(line => line.OneWay), line =>
        {
            Assert.True(Told(wanted, line.Path), line.Path);
            Assert.DoesNotContain(line.Path, written);
        });
    }

    // Of a number, or yes or no, another value says something else than none.
    private static bool Told(IReadOnlyList<string> paths, string path)
    {
        var document = SchemaPath.Document(paths);
        var element = path.Split('@')[0].Split('/').Skip(1).Aggregate(document.Root!, (parent, name) => parent.Element(name)!);
        if (element.Attribute("unit") is { } unit)
            unit.Value = "b";
        return new[] { null, "2", "yes" }.Select(Say).Distinct().Skip(1).Any();

        string Say(string? value)
        {
            if (path.Split('@') is [_, var attribute])
                element.SetAttributeValue(attribute, value);
            else
                element.Value = value ?? "";
            return ViewReader.Describe(new DomainXml(document.Root!));
        }
    }

    internal static List<(string Path, string User, bool OneWay)> Listed => [.. Lines("domain-schema.txt").Skip(1)
        .Select(line => line.Split(' ')).Select(words => (words[0], words[1].TrimEnd(','), words.Length > 2))];

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Xml", file);

    private static string[] Lines(string file) => File.ReadAllLines(PathOf(file));
}
