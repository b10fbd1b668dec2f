using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>Two siblings with the same key end the circuit, so keys must not be display texts.</summary>
public sealed partial class KeyTests
{
    // Unique names: configured hosts, libvirt's host devices, keys of the inventory, actions.
    private static readonly string[] Identities = ["host.Name", "_host.Name", "containers.Name", "_charted.Name", "row.Name", "action.Word"];

    [Fact]
    public void Key_IsNoTextThatIsShown()
    {
        var keys = Directory.EnumerateFiles(Path.Combine(Root(), "src", "WebConsole"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToArray();

        Assert.True(keys.Length > 30);
        Assert.DoesNotContain(keys, key => Shown().IsMatch(key) && !Identities.Any(identity => key.Contains(identity, StringComparison.Ordinal)));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "WebConsole.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }

    [GeneratedRegex("""@key="([^"]*(?:"[a-z]+"[^"]*)?)["]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\b(name|title|word|label|text|path|address|value)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Shown();
}
