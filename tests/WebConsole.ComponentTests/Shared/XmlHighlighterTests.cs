using WebConsole.Components.Shared;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class XmlHighlighterTests
{
    [Fact]
    public void Pieces_NameWhatTheyAre()
    {
        var pieces = XmlHighlighter.Cut("""<a b='c'><!-- d --></a>""").Where(piece => piece.Kind is not XmlTokenKind.Punctuation).ToArray();

        Assert.Equal(
            [(XmlTokenKind.Element, "a"), (XmlTokenKind.Text, " "), (XmlTokenKind.Attribute, "b"), (XmlTokenKind.Value, "'c'"), (XmlTokenKind.Comment, "<!-- d -->"), (XmlTokenKind.Element, "a")],
            pieces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a b='")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[ <x> ")]
    [InlineData("<?xml")]
    [InlineData("<!DOCTYPE x [<!ENTITY y 'z'>]>")]
    [InlineData("a < b > c \" ' = / <<>>")]
    [InlineData("<a\n\tb = \"c<d\" /e>f</a >")]
    [InlineData("<a=/>\0\u202E𠜎")]
    public void Pieces_PutTogether_AreTheText(string xml) =>
        Assert.Equal(xml, string.Concat(XmlHighlighter.Cut(xml).Select(piece => piece.Text)));

    [Fact]
    public void Pieces_OfNoise_AreTheText()
    {
        var random = new Random(1);
        const string Letters = "<>/='\"!-[]?& ab\n";
        for (var round = 0; round < 2_000; round++)
        {
            var xml = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Letters[random.Next(Letters.Length)]));
            Assert.Equal(xml, string.Concat(XmlHighlighter.Cut(xml).Select(piece => piece.Text)));
        }
    }
}
