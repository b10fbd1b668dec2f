using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>The browser is told at once of all modules of a page; else it finds each only when it has read the one that imports it.</summary>
public sealed partial class ImportedModulesTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "src", "WebConsole", "Components", "App.razor"));

    [Fact]
    public void PagePreloads_WhatItsModulesImport()
    {
        var (roots, known) = (Roots().Matches(Page).Select(match => match.Groups[1].Value).ToList(), new SortedSet<string>());
        Assert.NotEmpty(roots);
        var open = new Queue<string>(roots);
        while (open.TryDequeue(out var module))
        {
            foreach (var imported in ImportsOf(module).Where(known.Add))
                open.Enqueue(imported);
        }

        Assert.Equal(known, Names().Matches(Preloaded().Match(Page).Groups[1].Value).Select(match => match.Groups[1].Value).Order());
    }

    private static IEnumerable<string> ImportsOf(string module) =>
        Imports().Matches(File.ReadAllText(Path.Combine(Root(), "wwwroot", "js", $"{module}.js"))).Select(match => match.Groups[1].Value);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex("""<script src="js/([\w-]+)\.js" type="module">""")]
    private static partial Regex Roots();

    [GeneratedRegex(@"Imported = \[([^\]]*)\]")]
    private static partial Regex Preloaded();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Names();

    [GeneratedRegex(@"^import [^;]*?'\./([\w-]+)\.js'", RegexOptions.Multiline)]
    private static partial Regex Imports();
}
