using Bunit;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class DiffTests : PageContext
{
    [Fact]
    public async Task UnchangedLines_AreFoldedButForThree_AndUnfold()
    {
        var before = Enumerable.Range(1, 40).Select(line => $"line {line}").ToArray();
        var after = before.Select((line, index) => index == 19 ? "new" : line);
        var diff = Show(string.Join('\n', before), string.Join('\n', after));

        Assert.Equal(["16 lines that stay the same", "17 lines that stay the same"], diff.FindAll("[data-testid=diff-fold]").Select(fold => fold.TextContent));
        Assert.Equal(["−removed line 20"], Lines(diff, ".wc-diff-old"));
        Assert.Equal(["+added new"], Lines(diff, ".wc-diff-new"));
        Assert.Equal(["line 17", "line 18", "line 19", "line 21", "line 22", "line 23"], Lines(diff, ".wc-diff-same:not(.wc-diff-twin)"));

        await diff.FindAll("[data-testid=diff-fold]")[0].ClickAsync(new());
        Assert.Contains("line 1", Lines(diff, ".wc-diff-same:not(.wc-diff-twin)"));
    }

    [Fact]
    public void NoDifference_IsSaid() => Assert.Contains("The XML stays the same.", Show("<a/>", "<a/>").Markup, StringComparison.Ordinal);

    [Fact]
    public void NewObject_IsAllAdded()
    {
        var diff = Show("", "<a>\n</a>");
        Assert.Equal(["+added <a>", "+added </a>"], Lines(diff, ".wc-diff-new"));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void Secrets_AreMaskedOnBothSides_AlsoWhereTheyAreWhatChanged()
    {
        var diff = Show("<g passwd='old-secret'/>\n<secret><passphrase>deep-secret</passphrase></secret>", "<g passwd=\"new-secret\"/>\n<secret><passphrase>other-secret</passphrase></secret>");

        Assert.DoesNotContain("-secret", diff.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeTexts_StayBounded()
    {
        var before = string.Join('\n', Enumerable.Range(0, 30_000).Select(line => $"a{line}"));
        var after = string.Join('\n', Enumerable.Range(0, 30_000).Select(line => $"b{line}"));

        var diff = Show(before, after);

        Assert.True(diff.FindAll(".wc-diff-line").Count < 1000);
        Assert.Contains("and 29600 more lines", diff.Markup, StringComparison.Ordinal);
    }

    private static string[] Lines(IRenderedComponent<Diff> diff, string side) =>
        [.. diff.FindAll(side + " .wc-diff-line").Select(line => line.TextContent.Trim())];

    private IRenderedComponent<Diff> Show(string before, string after) => Render<Diff>(p => p.Add(diff => diff.Before, before).Add(diff => diff.After, after));
}
