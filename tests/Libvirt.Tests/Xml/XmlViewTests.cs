using System.Reflection;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

/// <summary>Rules for every view, checked on all fixtures.</summary>
public sealed partial class XmlViewTests
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
                // A flag before what may leave its element there.
                foreach (var property in ViewReader.PropertiesOf(view.GetType()).Where(p => p.CanWrite).OrderByDescending(p => p.PropertyType == typeof(bool)))
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

    [Fact]
    public void EveryList_GrowsShrinksAndTurns_AndIsLaidOutAsItWas()
    {
        var tried = new HashSet<string>();
        foreach (var row in Fixture.Regular)
        {
            var root = Fixture.Open(row.Data);
            foreach (var (path, view) in ViewReader.Reach(root).ToList())
            {
                foreach (var property in ViewReader.PropertiesOf(view.GetType()).Where(IsList))
                {
                    var list = new AnyList(property.GetValue(view)!);
                    var where = $"{row.Data}: {path}.{property.Name}";
                    GrowAndShrink(root, list, where);
                    if (list.Count > 0)
                        tried.Add(NameOf(property));
                }
            }
        }
        var lists = ViewReader.ViewTypes.Where(t => !t.IsAbstract).SelectMany(ViewReader.PropertiesOf).Where(IsList).Select(NameOf);

        Assert.Empty(lists.Distinct().Except(tried).Order());
    }

    private static void GrowAndShrink(XmlView root, AnyList list, string where)
    {
        if (list.Count == 0)
            return;
        var before = Fixture.Document(root);
        var count = list.Count;
        var first = list.Same(0);
        list.Insert(0, first);
        Assert.Equal((where, count + 1), (where, list.Count));
        list.Move(0, count);
        list.Move(count, 0);
        list.RemoveAt(0);
        Assert.Equal((where, before), (where, Fixture.Document(root)));
        list.Insert(count, first);
        Assert.Equal((where, count + 1), (where, list.Count));
        Assert.Equal((where, list.Text(0)), (where, list.Text(count)));
        list.RemoveAt(count);
        Assert.Equal((where, before), (where, Fixture.Document(root)));
    }

    private static bool IsList(PropertyInfo property) =>
        property.PropertyType == typeof(XmlTexts) || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(XmlList<>));

    /// <summary>A list of either kind, by the names of its members.</summary>
    private sealed class AnyList(object list)
    {
        public int Count => (int)list.GetType().GetProperty("Count")!.GetValue(list)!;

        public object Same(int index) => Call("get_Item", index)!;

        public string Text(int index) => Same(index) is XmlView view ? view.ToXml() : (string)Same(index);

        public void Insert(int index, object item) => Call("Insert", index, item);

        public void Move(int from, int to) => Call("Move", from, to);

        public void RemoveAt(int index) => Call("RemoveAt", index);

        private object? Call(string method, params object[] arguments) => list.GetType().GetMethod(method)!.Invoke(list, arguments);
    }

    private static bool WriteAndRestore(XmlView root, XmlView view, PropertyInfo property, string where)
    {
        var before = Fixture.Document(root);
        var old = property.GetValue(view);
        // Restoring a removed element puts it at the end of its parent, so only adding is tested.
        if (old is true && property.PropertyType == typeof(bool))
            return false;
        var sample = Sample(property.PropertyType, old);
        property.SetValue(view, sample);
        Assert.Equal((where, sample), (where, property.GetValue(view)));
        property.SetValue(view, old);
        Assert.Equal((where, Said(before)), (where, Said(Fixture.Document(root))));
        return true;
    }

    // libvirt writes an empty source for a directory pool; removing an added child removes the empty source too.
    // A disk that has shared its backing images stays transient. Blanks alone in an element are no text.
    private static string Said(string document) => BlanksAlone().Replace(document, "<$1$2 />")
        .Replace("  <source />\n", "", StringComparison.Ordinal)
        .Replace("\n      <transient />", "", StringComparison.Ordinal);

    [GeneratedRegex(@"<([\w-]+)([^<>]*)>\s*</\1>")]
    private static partial Regex BlanksAlone();

    internal static object Sample(Type type, object? old) => old switch
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
