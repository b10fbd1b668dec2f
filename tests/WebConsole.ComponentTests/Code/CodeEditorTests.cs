using Bunit;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Code;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Code;

public sealed class CodeEditorTests : PageContext
{
    private readonly List<string> _reported = [];

    [Fact]
    public async Task Pieces_BecomeTheTextThatIsReportedOnce()
    {
        var editor = Show("<a>\r\n</a>");

        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 3, 0, "\n  <b/>"));
        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 1, 1, "c"));
        Assert.Empty(_reported);
        await editor.InvokeAsync(editor.Instance.ReportAsync);
        await editor.InvokeAsync(editor.Instance.ReportAsync);

        Assert.Equal(["<c>\n  <b/>\n</a>"], _reported);
    }

    [Fact]
    public async Task WholeText_TakesThePlaceOfAll()
    {
        var editor = Show("<a/>");

        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 0, -1, "<b"));
        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 2, 0, "/>"));
        await editor.InvokeAsync(editor.Instance.ReportAsync);

        Assert.Equal(["<b/>"], _reported);
    }

    [Fact]
    public async Task WhatWasTypedIntoAReplacedText_IsLeftOut()
    {
        var editor = Show("<a/>");

        editor.Render(p => p.Add(it => it.Value, "<other/>"));
        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 0, 4, "<mine/>"));
        await editor.InvokeAsync(editor.Instance.ReportAsync);

        Assert.Equal([], _reported.Where(text => text.Contains("mine", StringComparison.Ordinal)));
    }

    /// <summary>A page that draws itself again with the text that it knows takes nothing back that is on its way.</summary>
    [Fact]
    public async Task RenderingWithTheKnownText_KeepsWhatIsTyped()
    {
        var editor = Show("<a/>");

        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 1, 1, "b"));
        editor.Render(p => p.Add(it => it.Lines, 30));
        await editor.InvokeAsync(editor.Instance.ReportAsync);

        Assert.Equal(["<b/>"], _reported);
    }

    [Theory]
    [InlineData(-1, 0, "x")]
    [InlineData(2, 9, "x")]
    [InlineData(9, 0, "x")]
    [InlineData(0, int.MaxValue, "x")]
    [InlineData(0, 0, "12345678901234567")]
    [Trait("Attack", "D2")]
    public void ForgedPlaces_AreRefused(int from, int deleted, string inserted)
    {
        var editor = Show("<a/>", most: 20);

        Assert.Throws<ArgumentException>(() => editor.Instance.TypeAsync(1, from, deleted, inserted));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task TextToRead_TakesNothing()
    {
        var editor = Show("<a/>", readOnly: true);

        await editor.InvokeAsync(() => editor.Instance.TypeAsync(1, 0, -1, "<b/>"));
        await editor.InvokeAsync(editor.Instance.ReportAsync);

        Assert.Empty(_reported);
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void Marks_AreSaidAsText()
    {
        var editor = Render<CodeEditor>(p => p.Add(it => it.Value, "<a/>").Add(it => it.Label, "Definition")
            .Add(it => it.Marks, [new CodeMark(1, 2, "<script>alert(1)</script>"), new CodeMark(3, 0, "unusual", IsWarning: true)]));

        Assert.Equal(["Line 1 <script>alert(1)</script>", "Line 3 unusual"], editor.FindAll("[data-testid=code-marks] li").Select(mark => string.Join(' ', mark.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Empty(editor.FindAll("script"));
    }

    private IRenderedComponent<CodeEditor> Show(string text, int most = CodeEditor.Longest, bool readOnly = false) =>
        Render<CodeEditor>(p => p.Add(it => it.Value, text).Add(it => it.Label, "Definition").Add(it => it.MaxLength, most).Add(it => it.ReadOnly, readOnly)
            .Add(it => it.ValueChanged, EventCallback.Factory.Create<string>(this, _reported.Add)));
}
