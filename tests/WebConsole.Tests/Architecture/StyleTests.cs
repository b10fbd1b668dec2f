using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>The style rules (docs/development.md, "How it looks") that can be checked by reading style sheets.</summary>
public sealed partial class StyleTests
{
    private static readonly string[] TextColours = ["text", "text-muted", "accent", "green", "amber", "red", "grey", "pending", "code-tag", "code-name", "code-value"];
    private static readonly string[] Grounds = ["bg", "surface", "hover", "selected"];

    /// <summary>The files that may use the colours of metrics: their definition, and those of cells and charts.</summary>
    private static readonly string[] OfMetrics = ["app.css", "metrics.css", "MetricChart.razor"];

    public static TheoryData<string, string> TextOnGrounds => new(
        from theme in (string[])["dark", "light"]
        from colour in TextColours
        select (theme, colour));

    [Fact]
    public void Type_HasSixSizes()
    {
        var others = from file in Sheets().Concat(Markup())
                     from Match size in FontSize().Matches(File.ReadAllText(file))
                     where size.Groups[1].Value is not ("11px" or "12px" or "13px" or "14px" or "16px" or "20px" or "inherit")
                     where !size.Groups[1].Value.StartsWith("var(--wc-size", StringComparison.Ordinal)
                     select $"{Path.GetFileName(file)}: {size.Value}";

        Assert.Empty(others);
    }

    [Fact]
    public void MetricColours_AreForMetricsAlone()
    {
        var leaks = from file in Sheets().Concat(Markup())
                    where !OfMetrics.Contains(Path.GetFileName(file))
                    from Match use in MetricColour().Matches(File.ReadAllText(file))
                    select $"{Path.GetFileName(file)}: {use.Value}";

        Assert.Empty(leaks);
    }

    /// <summary>
    /// A colour that is not a token does not change with the theme. Exceptions: shadows and the console are black in
    /// both themes.
    /// </summary>
    [Fact]
    public void Colours_AreTokens()
    {
        var others = from file in Sheets()
                     where Path.GetFileName(file) is not "app.css"
                     from line in File.ReadLines(file)
                     where !line.TrimStart().StartsWith("--", StringComparison.Ordinal)
                     where !line.Contains("box-shadow:", StringComparison.Ordinal)
                     from Match colour in RawColour().Matches(line)
                     where (Path.GetFileName(file), colour.Value) is not ("console.css", "#000")
                     select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(others);
    }

    [Fact]
    public void TabularFigures_AreForNumbersAlone()
    {
        var rules = Sheets().SelectMany(file => Rule().Matches(File.ReadAllText(file)))
            .Where(rule => rule.Groups[2].Value.Contains("tabular-nums", StringComparison.Ordinal)).Select(rule => rule.Groups[1].Value.Trim());

        Assert.Equal([".wc-number, .wc-metric, time, .wc-nav-count, .wc-chip-count, .wc-right, input[inputmode=\"numeric\"]", ".console-link"], rules);
    }

    [Theory, MemberData(nameof(TextOnGrounds))]
    public void TextColour_CanBeReadOnEveryGround(string theme, string colour)
    {
        var tokens = Theme(theme);

        Assert.All(Grounds, ground => Assert.True(Contrast(tokens[colour], tokens[ground]) >= 4.5,
            $"--wc-{colour} on --wc-{ground}: {Contrast(tokens[colour], tokens[ground]):0.00}"));
    }

    [Theory]
    [InlineData("dark", 1.9)]
    [InlineData("light", 1.6)]
    public void Disk_IsNotTakenForAttention(string theme, double least)
    {
        var tokens = Theme(theme);

        Assert.True(Contrast(tokens["disk"], tokens["amber"]) >= least);
        // Lines and dots need a contrast of three; text on a soft background needs the normal contrast of text.
        Assert.All(["disk", "amber-fill"], colour => Assert.True(Contrast(tokens[colour], tokens["surface"]) >= 3));
        Assert.All(["text", "text-muted", "amber"], colour => Assert.True(Contrast(tokens[colour], tokens["amber-soft"]) >= 4.5));
        Assert.All(["text", "text-muted"], colour => Assert.True(Contrast(tokens[colour], tokens["grey-soft"]) >= 4.5));
        Assert.All(["diff-add", "diff-remove"], ground => Assert.True(Contrast(tokens["text"], tokens[ground]) >= 4.5));
    }

    private static Dictionary<string, string> Theme(string theme)
    {
        var css = File.ReadAllText(Path.Combine(Root(), "wwwroot", "app.css"));
        var block = Rule().Matches(css).Last(rule => rule.Groups[1].Value.Contains($"[data-theme=\"{theme}\"]", StringComparison.Ordinal)).Groups[2].Value;
        return Token().Matches(block).ToDictionary(token => token.Groups[1].Value, token => token.Groups[2].Value);
    }

    /// <summary>As WCAG 2 defines it.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(part => int.Parse(colour.AsSpan(part * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static IEnumerable<string> Sheets() =>
        [Path.Combine(Root(), "wwwroot", "app.css"), .. Directory.EnumerateFiles(Path.Combine(Root(), "wwwroot", "css"), "*.css")];

    private static IEnumerable<string> Markup() => Directory.EnumerateFiles(Path.Combine(Root(), "src", "WebConsole"), "*.razor", SearchOption.AllDirectories);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex(@"(?:font-size:|font:(?= *[0-9]))\s*([^;\s/""]+)")]
    private static partial Regex FontSize();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")]
    private static partial Regex RawColour();

    [GeneratedRegex("--wc-(?:cpu|memory|disk|network)\\b")]
    private static partial Regex MetricColour();

    [GeneratedRegex(@"([^{}/]+)\{([^{}]*)\}")]
    private static partial Regex Rule();

    [GeneratedRegex("--wc-([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Token();
}
