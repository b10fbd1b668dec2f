using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

/// <summary>Notes, which come from a definition that anybody may have written.</summary>
public sealed class MarkdownTests
{
    [Theory, Trait("Attack", "V5")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](/api/v1/tasks)")]
    [InlineData("[a](//elsewhere.example/)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("[a]\n\n[a]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![a](https://elsewhere.example/who-looks.png)")]
    [InlineData("[![a](https://elsewhere.example/x.png)](javascript:alert(1))")]
    [InlineData("a | b\n-|-\n<b onmouseover=alert(1)> | c")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    public void HostileText_BecomesNothingThatRunsOrLoads(string text)
    {
        var html = Markdown.ToHtml(text);

        Assert.DoesNotMatch(@"<(script|img|iframe|b )|href=""(?!https?://|mailto:)|\son\w+=(?![^<]*&gt;)", html);
    }

    [Fact]
    public void LinksLeadToTheWeb_WithoutSayingWhereFrom()
    {
        var html = Markdown.ToHtml("See [the wiki](https://wiki.example/db) or https://status.example, <https://rules.example>, <mailto:jane@example.com>");

        Assert.Contains("<a href=\"https://wiki.example/db\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">the wiki</a>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://status.example\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://rules.example\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">", html, StringComparison.Ordinal);
    }

    /// <summary>A class of the page's own would put the text where it may not be, or over the whole page.</summary>
    [Theory, Trait("Attack", "V5")]
    [InlineData("```x&#32;mud-overlay\ny\n```")]
    [InlineData("~~~x\u00a0mud-overlay\ny\n~~~")]
    [InlineData("> ```mud-overlay\n> y\n> ```")]
    public void Code_HasNoClass(string text) => Assert.Contains("<pre><code>y\n</code></pre>", Markdown.ToHtml(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("a")]
    [InlineData(">")]
    public void LongText_IsCut(string part) => Assert.InRange(Markdown.ToHtml(string.Concat(Enumerable.Repeat(part, 200_000))).Length, 1, 64 * 1024 * 6);

    [Fact]
    public void Headings_StandBelowThoseOfThePage() => Assert.Equal("<h3>Restart</h3>\n<h6>Deep</h6>\n", Markdown.ToHtml("# Restart\n###### Deep"));

    [Fact]
    public void TablesListsAndCode_AreWhatTheyAre()
    {
        var html = Markdown.ToHtml("1. one\n2. *two*\n\n- [x] done\n\n`a < b`\n\nport | use\n-|-\n22 | ssh");

        Assert.Contains("<em>two</em>", html, StringComparison.Ordinal);
        Assert.Contains("<code>a &lt; b</code>", html, StringComparison.Ordinal);
        Assert.Contains("<td>22</td>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("*a", 20_000)]
    [InlineData("- ", 5_000)]
    public void TextThatNestsForEver_IsShownAllTheSame(string part, int times) => Assert.NotEmpty(Markdown.ToHtml(string.Concat(Enumerable.Repeat(part, times))));
}
