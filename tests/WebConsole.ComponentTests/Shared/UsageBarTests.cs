using Bunit;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class UsageBarTests : PageContext
{
    [Theory]
    [InlineData(20, "normal")]
    [InlineData(84, "normal")]
    [InlineData(85, "amber")]
    [InlineData(94, "amber")]
    [InlineData(95, "red")]
    [InlineData(100, "red")]
    public void Level_RisesAt85And95(long used, string level)
    {
        var bar = Render<UsageBar>(parameters => parameters.Add(component => component.Used, used).Add(component => component.Total, 100L));

        Assert.Equal(level, bar.Find(".wc-usage").GetAttribute("data-level"));
    }
}
