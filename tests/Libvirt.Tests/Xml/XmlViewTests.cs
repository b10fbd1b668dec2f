using System.Reflection;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>What holds for every view, proved on all fixtures.</summary>
public sealed class XmlViewTests
{
    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void Fixture_ReadThroughItsView_SaysWhatStandsBesideIt(string name)
    {
        var said = ViewReader.Describe(Fixture.Open(name));
        var file = Fixture.PathOf(name + ".view.txt");
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (said != expected)
            File.WriteAllText(Fixture.PathOf(name + ".view.actual.txt"), said);
        Assert.Equal(expected, said);
    }

    [Fact]
    public void EveryProperty_SaysSomethingInSomeFixture()
    {
        var speaking = Fixture.Names
            .SelectMany(row => ViewReader.Reach(Fixture.Open(row.Data)))
            .SelectMany(reached => ViewReader.PropertiesOf(reached.View.GetType())
                .Where(p => ViewReader.Speaks(p, reached.View))
                .Select(NameOf))
            .ToHashSet();
        var all = ViewReader.ViewTypes.Where(t => !t.IsAbstract).SelectMany(ViewReader.PropertiesOf).Select(NameOf);

        Assert.Empty(all.Distinct().Except(speaking).Order());
    }

    [Fact]
    public void EverySettableProperty_WrittenAndRestored_LeavesNoTrace()
    {
        var written = new HashSet<string>();
        foreach (var row in Fixture.Regular)
        {
            var root = Fixture.Open(row.Data);
            foreach (var (path, view) in ViewReader.Reach(root).ToList())
            {
                foreach (var property in ViewReader.PropertiesOf(view.GetType()).Where(p => p.CanWrite))
                {
                    if (WriteAndRestore(root, view, property, $"{row.Data}: {path}.{property.Name}"))
                        written.Add(NameOf(property));
                }
            }
        }
        var settable = ViewReader.ViewTypes.Where(t => !t.IsAbstract)
            .SelectMany(ViewReader.PropertiesOf).Where(p => p.CanWrite).Select(NameOf);

        Assert.Empty(settable.Distinct().Except(written).Order());
    }

    private static bool WriteAndRestore(XmlView root, XmlView view, PropertyInfo property, string where)
    {
        var before = Fixture.Document(root);
        var old = property.GetValue(view);
        // Restored, a removed element stands at the end of its parent; so only adding is tried.
        if (old is true && property.PropertyType == typeof(bool))
            return false;
        var sample = Sample(property.PropertyType, old);
        property.SetValue(view, sample);
        Assert.Equal((where, sample), (where, property.GetValue(view)));
        property.SetValue(view, old);
        Assert.Equal((where, before), (where, Fixture.Document(root)));
        return true;
    }

    private static object Sample(Type type, object? old) => old switch
    {
        string text => text + " \"changed\" <&> '",
        int number => number + 1,
        long bytes => bytes * 2,
        bool truth => !truth,
        Guid => Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        _ when type == typeof(string) => "<new> & 'made'",
        _ when type == typeof(int?) => -7,
        _ when type == typeof(long?) => 123_456_789L,
        _ when type == typeof(bool?) => true,
        _ when type == typeof(Guid?) => Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        _ => throw new InvalidOperationException($"No sample of {type}."),
    };

    private static string NameOf(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
