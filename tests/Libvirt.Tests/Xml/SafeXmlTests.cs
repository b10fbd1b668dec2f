using System.Globalization;
using System.Text;
using System.Xml;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

public sealed class SafeXmlTests
{
    [Theory]
    [Trait("Attack", "J3")]
    [InlineData("<!DOCTYPE domain [<!ENTITY e 'expanded'>]><domain><name>&e;</name></domain>")]
    [InlineData("<!DOCTYPE domain [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain><name>&e;</name></domain>")]
    [InlineData("<!DOCTYPE domain SYSTEM 'http://127.0.0.1:9/evil.dtd'><domain/>")]
    [InlineData("<!DOCTYPE domain PUBLIC '-//x//y' 'http://127.0.0.1:9/evil.dtd'><domain/>")]
    [InlineData("<!DOCTYPE domain [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/evil.dtd'> %p;]><domain/>")]
    [InlineData("<!DOCTYPE domain><domain/>")]
    public void Dtd_IsRefused(string xml) => Assert.Throws<XmlException>(() => SafeXml.Parse(xml));

    [Fact]
    [Trait("Attack", "J3")]
    public void UndeclaredEntity_IsRefused() =>
        Assert.Throws<XmlException>(() => SafeXml.Parse("<domain><name>&bold;</name></domain>"));

    [Fact]
    [Trait("Attack", "J3")]
    public void BillionLaughs_AreRefusedWithoutExpansion()
    {
        var laughs = new StringBuilder("<!DOCTYPE domain [<!ENTITY l0 'ha'>");
        for (var i = 1; i < 10; i++)
            laughs.Append(CultureInfo.InvariantCulture, $"<!ENTITY l{i} '{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}'>");
        laughs.Append("]><domain><name>&l9;</name></domain>");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<XmlException>(() => SafeXml.Parse(laughs.ToString()));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    [Trait("Attack", "J3")]
    public void TenMegabytes_AreRefusedUnread()
    {
        var xml = $"<domain><name>{new string('a', 10_000_000)}</name></domain>";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<XmlException>(() => SafeXml.Parse(xml));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void LongestText_IsRead()
    {
        var xml = $"<a>{new string('a', SafeXml.MaxLength - 7)}</a>";

        Assert.Equal(SafeXml.MaxLength, SafeXml.Format(SafeXml.Parse(xml)).Length);
        Assert.Throws<XmlException>(() => SafeXml.Parse(xml + " "));
    }

    [Theory]
    [Trait("Attack", "J3")]
    [InlineData(SafeXml.MaxDepth + 1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void TooDeep_IsRefused(int depth) => Assert.Throws<XmlException>(() => SafeXml.Parse(Nested(depth)));

    [Fact]
    public void DeepestText_IsReadAndWritten() =>
        Assert.Equal(Nested(SafeXml.MaxDepth), SafeXml.Format(SafeXml.Parse(Nested(SafeXml.MaxDepth))));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("domain")]
    [InlineData("<domain>")]
    [InlineData("<domain/><domain/>")]
    [InlineData("<domain>&#0;</domain>")]
    [InlineData("<domain>\u0001</domain>")]
    [InlineData("<network/>")]
    public void TextThatIsNoDomain_GivesNoViewAndNoOtherException(string xml)
    {
        Assert.Throws<XmlException>(() => DomainXml.Parse(xml));
        Assert.False(DomainXml.TryParse(xml, out _));
        Assert.False(DomainXml.TryParse(null, out _));
    }

    [Fact]
    public void RootOfAForeignNamespace_IsNotTaken() =>
        Assert.False(DomainXml.TryParse("<domain xmlns='urn:other'/>", out _));

    [Theory]
    [MemberData(nameof(Fixture.Regular), MemberType = typeof(Fixture))]
    public void RegularDocument_InAndOut_KeepsAllButQuoteStyle(string name)
    {
        var text = Fixture.Text(name);

        Assert.Equal(text.Replace('\'', '"'), SafeXml.Format(SafeXml.Parse(text)).Replace(" />", "/>", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Fixture.Names), MemberType = typeof(Fixture))]
    public void AnyDocument_InAndOut_KeepsEveryNode(string name)
    {
        var text = Fixture.Text(name);

        Assert.Equal(Nodes(text), Nodes(SafeXml.Format(SafeXml.Parse(text))));
    }

    // Parsed by .NET's reader directly, so that a loss in our reader is found.
    private static List<string> Nodes(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var nodes = new List<string>();
        while (reader.Read())
        {
            nodes.Add($"{reader.Depth} {reader.NodeType} {reader.Name} {reader.NamespaceURI} {reader.Value}");
            while (reader.MoveToNextAttribute())
                nodes.Add($"{reader.Depth} @{reader.Name} {reader.NamespaceURI} {reader.Value}");
        }
        return nodes;
    }

    private static string Nested(int depth) =>
        new StringBuilder().Insert(0, "<a>", depth).Append('x').Insert(depth * 3 + 1, "</a>", depth).ToString();
}
