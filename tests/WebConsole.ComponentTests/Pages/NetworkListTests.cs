using System.Collections.Immutable;
using Bunit;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The list of networks.</summary>
public sealed class NetworkListTests : PageContext
{
    /// <summary>Which networks need a restart is seen without opening each.</summary>
    [Theory]
    [InlineData("<network><name>office</name><domain name='later'/></network>", "1")]
    [InlineData("<network><name>office</name></network>", null)]
    public void ChangesThatWait_AreMarked(string next, string? count)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []) is var snapshot
            ? snapshot with { Networks = snapshot.Networks.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Name = "office", Active = true, Xml = "<network><name>office</name></network>", InactiveXml = next }) } : null!);

        var row = Open("/networks").WaitForElement("[data-testid=network-row]");

        Assert.Equal(count, row.QuerySelector("[data-testid=waiting]")?.TextContent);
    }
}
