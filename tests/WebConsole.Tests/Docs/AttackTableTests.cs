using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Docs;

/// <summary>The table of <c>docs/security.md</c> lists the tests of each attack. Both directions are checked.</summary>
public sealed partial class AttackTableTests
{
    [Fact]
    public void EveryAttackThatIsTested_StandsInTheTable_AndNoOther()
    {
        var tested = Tests().Select(test => test.Id).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(tested, Rows().Select(row => row.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTestThatTheTableNames_MakesThatAttack()
    {
        var tests = Tests().ToHashSet();

        Assert.All(Rows(), row => Assert.NotEmpty(row.Classes));
        Assert.All(Rows().SelectMany(row => row.Classes.Select(name => (row.Id, name))), named => Assert.Contains(named, tests));
    }

    private static List<(string Id, IReadOnlyList<string> Classes)> Rows() =>
        [.. File.ReadLines(Path.Combine(Repository(), "docs", "security.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups["id"].Value, (IReadOnlyList<string>)[.. ClassName().Matches(row.Groups["tests"].Value).Select(name => name.Value)]))];

    /// <summary>Each attack of each test class, a pair for each.</summary>
    private static IEnumerable<(string Id, string Class)> Tests() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
        from attack in Attack().Matches(File.ReadAllText(file))
        select (attack.Groups["id"].Value, Path.GetFileNameWithoutExtension(file));

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return directory.FullName;
    }

    [GeneratedRegex("""Trait\("Attack", "(?<id>[A-Z]+[0-9]+)"\)""")]
    private static partial Regex Attack();

    [GeneratedRegex(@"^\| (?<id>[A-Z]+[0-9]+) \|.*\| (?<tests>[^|]*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=`)\w+Tests(?=`)")]
    private static partial Regex ClassName();
}
