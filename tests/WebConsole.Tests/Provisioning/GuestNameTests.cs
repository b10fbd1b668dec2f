using WebConsole.CloudInit;
using WebConsole.Features.Provisioning;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class GuestNameTests
{
    [Theory]
    [InlineData("web-01", "web-01")]
    [InlineData("web_01", "web-01")]
    [InlineData("My VM", "My-VM")]
    [InlineData("app-24.04", "app-24-04")]
    [InlineData("web.example.org", "web.example.org")]
    [InlineData("-x-", "x")]
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    [InlineData("机器", null)]
    public void MachineName_BecomesAHostName(string machine, string? host)
    {
        Assert.Equal(host, GuestName.Of(machine));
        Assert.DoesNotContain("hostname", CloudInitRules.Mistakes(new CloudInitSettings(host)).Keys);
    }

    [Fact]
    public void LongName_IsCut()
    {
        var name = GuestName.Of(new string('n', 62) + "-" + new string('m', 100));

        Assert.Equal(new string('n', 62), name);
    }

    [Theory]
    [InlineData("windows-server-2022", "windows-server")]
    [InlineData("windows-server-01", "windows-serv-01")]
    [InlineData("windows-server-20", "windows-serv-20")]
    [InlineData("win.lab.local", "win")]
    [InlineData("机器", null)]
    public void NameForWindows_IsShortAndHasNoDot(string machine, string? host) => Assert.Equal(host, GuestName.OfWindows(machine));
}
