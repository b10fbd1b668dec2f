using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>A change of the stored definition, made in the one in force: all of it, and nothing else.</summary>
public sealed class DefinitionMergeTests
{
    private const int Trees = 300;

    private static readonly string[] Names = ["a", "b", "c", "vcpu"], Attributes = ["id", "unit", "x", "vcpu"], Values = ["1", "2", "3"];

    [Theory]
    [InlineData("an element that waits as a whole gets only the change", "<cputune><shares>9</shares><quota>1</quota></cputune>", "<cputune><shares>9</shares><quota>2</quota></cputune>", "", "<cputune><quota>2</quota></cputune>")]
    [InlineData("what is changed in none is not made", "<cputune><shares>9</shares><quota>1</quota></cputune>", "<cputune><shares>9</shares></cputune>", "", "")]
    [InlineData("a removal that waits, and a new value", "", "<title>B</title>", "<title>A</title>", "<title>B</title>")]
    [InlineData("another value in force, and the removal", "<title>B</title>", "", "<title>A</title>", "")]
    [InlineData("an element whose removal waits, and a part of it", "", "<cputune><quota>2</quota></cputune>", "<cputune><shares>9</shares></cputune>", "<cputune><shares>9</shares><quota>2</quota></cputune>")]
    [InlineData("the last part is removed, and another's removal waits", "<cputune><quota>2</quota></cputune>", "", "<cputune><shares>9</shares><quota>2</quota></cputune>", "<cputune><shares>9</shares></cputune>")]
    [InlineData("one limit of another's", "<memtune><hard_limit unit='KiB'>5</hard_limit></memtune>", "<memtune><hard_limit unit='KiB'>6</hard_limit></memtune>", "<memtune><soft_limit unit='KiB'>3</soft_limit></memtune>", "<memtune><soft_limit unit='KiB'>3</soft_limit><hard_limit unit='KiB'>6</hard_limit></memtune>")]
    [InlineData("a number has its unit", "<memory unit='KiB'>1024</memory>", "<memory unit='MiB'>3</memory>", "<memory unit='KiB'>2048</memory>", "<memory unit='MiB'>3</memory>")]
    [InlineData("a pin that the running one lacks", "<cputune><vcpupin vcpu='0' cpuset='1'/></cputune>", "<cputune><vcpupin vcpu='0' cpuset='2'/></cputune>", "", "<cputune><vcpupin vcpu='0' cpuset='2'/></cputune>")]
    [InlineData("another pin in place of one", "<cputune><vcpupin vcpu='0' cpuset='1'/></cputune>", "<cputune><vcpupin vcpu='1' cpuset='1'/></cputune>", "<cputune><vcpupin vcpu='2' cpuset='1'/></cputune>", "<cputune><vcpupin vcpu='2' cpuset='1'/><vcpupin vcpu='1' cpuset='1'/></cputune>")]
    [InlineData("one pin of several, whatever the order of attributes", "<cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='1' cpuset='1'/></cputune>", "<cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin cpuset='2' vcpu='1'/></cputune>", "<cputune><vcpupin vcpu='0' cpuset='3'/><vcpupin vcpu='1' cpuset='3'/></cputune>", "<cputune><vcpupin vcpu='0' cpuset='3'/><vcpupin vcpu='1' cpuset='2'/></cputune>")]
    [InlineData("another order", "<os><boot dev='hd'/><boot dev='network'/></os>", "<os><boot dev='network'/><boot dev='hd'/></os>", "<os><type>hvm</type><boot dev='hd'/><boot dev='network'/></os>", "<os><type>hvm</type><boot dev='network'/><boot dev='hd'/></os>")]
    public void Change_IsMade_AndNothingElse(string why, string before, string after, string running, string merged) => Assert.True(Normal(Domain(merged)) == Normal(Merged(Domain(before), Domain(after), Domain(running))), why);

    /// <summary>One of two is removed, and the other one, which waits, must not take its place: that would open its port.</summary>
    [Theory]
    [InlineData("80 90", "90", "80", "")]
    [InlineData("80 90", "80 91", "80", "80 91")]
    [InlineData("80", "81", "70", "70 81")]
    [InlineData("80 90", "80", "80 90", "80")]
    public void PortForward_IsAnotherOneWithAnotherPort(string before, string after, string running, string merged)
    {
        Assert.Equal(merged, string.Join(' ', Merged(Forwards(before), Forwards(after), Forwards(running)).Descendants().Where(element => element.Name.LocalName is "forward").Select(forward => forward.Attribute("port")!.Value)));

        static XElement Forwards(string ports) => Domain($"<metadata><wc:machine xmlns:wc='{DomainXml.WebConsoleNamespace}'>{string.Concat(ports.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(port => $"<wc:forward protocol='tcp' port='{port}' card='52:54:00:00:00:01'/>"))}</wc:machine></metadata>");
    }

    [Fact]
    public void NoChange_ChangesNothing() => ForTrees((before, _, running) => Assert.Equal(running.ToString(), Merged(before, before, running).ToString()));

    [Fact]
    public void ChangeOfWhatIsInForce_IsMadeWhole() => ForTrees((before, after, _) => Assert.Equal(Normal(after), Normal(Merged(before, after, before))));

    /// <summary>Each of the five has its own place: some differ in what runs, and others are changed.</summary>
    [Fact]
    public void ChangeElsewhere_NeverMoves() => ForTrees((one, other, third) =>
    {
        var (before, running) = (Domain(""), Domain(""));
        foreach (var (at, name) in new[] { "p", "q", "r", "s", "t" }.Index())
        {
            before.Add(new XElement(name, Renamed(one, name), Renamed(other, "z")));
            running.Add(at < 3 ? new XElement(name, Renamed(third, name), Renamed(other, "y")) : new XElement(before.Elements().Last()));
        }
        var (after, wanted) = (new XElement(before), new XElement(running));
        after.Element("s")!.ReplaceWith(new XElement("s", Renamed(third, "s")));
        wanted.Element("s")!.ReplaceWith(new XElement("s", Renamed(third, "s")));
        after.Element("t")!.Remove();
        wanted.Element("t")!.Remove();

        Assert.Equal(Normal(wanted), Normal(Merged(before, after, running)));
    });

    /// <summary>Each with each, it would take minutes.</summary>
    [Fact]
    public void ThousandsOfElements_AreEachLookedAtOnce()
    {
        XElement Pins(string first) => Domain($"<cputune>{string.Concat(Enumerable.Range(0, 20_000).Select(vcpu => $"<vcpupin vcpu='{vcpu}' cpuset='{(vcpu == 0 ? first : "1")}'/>"))}</cputune>");

        Assert.Equal("2", Merged(Pins("1"), Pins("2"), Pins("3")).Element("cputune")!.Element("vcpupin")!.Attribute("cpuset")!.Value);
    }

    private static void ForTrees(Action<XElement, XElement, XElement> check)
    {
        var random = new Random(17);
        for (var at = 0; at < Trees; at++)
            check(Tree(random, "domain", 3), Tree(random, "domain", 3), Tree(random, "domain", 3));
    }

    private static XElement Tree(Random random, string name, int depth)
    {
        var element = new XElement(name, Attributes.Where(_ => depth < 3 && random.Next(3) == 0).Select(attribute => new XAttribute(attribute, Values[random.Next(Values.Length)])));
        if (depth == 0 || random.Next(4) == 0)
            element.Add(random.Next(3) == 0 ? null : new XText(Values[random.Next(Values.Length)]));
        else
            element.Add(Enumerable.Range(0, random.Next(5)).Select(_ => Tree(random, Names[random.Next(Names.Length)], depth - 1)));
        return element;
    }

    private static XElement Renamed(XElement element, string name) => new(element) { Name = name };

    private static XElement Domain(string inner) => XElement.Parse($"<domain>{inner}</domain>");

    private static XElement Merged(XElement before, XElement after, XElement running) => DefinitionMerge.Of(before, after, running);

    /// <summary>In libvirt's eyes neither attributes have an order nor elements of different names.</summary>
    private static string Normal(XElement element)
    {
        var copy = new XElement(element.Name, element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal), DefinitionOutline.ValueOf(element) is { } value ? new XText(value) : null,
            element.Elements().OrderBy(child => child.Name.LocalName, StringComparer.Ordinal).Select(child => XElement.Parse(Normal(child))));
        return copy.ToString(SaveOptions.DisableFormatting);
    }
}
