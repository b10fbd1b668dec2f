using WebConsole.CloudInit.Yaml;
using Xunit;

namespace WebConsole.Tests.CloudInit;

public sealed class NetworkConfigCheckTests
{
    [Theory]
    [InlineData("")]
    [InlineData("version: 2\nethernets: {eth0: {dhcp4: true}}\n")]
    [InlineData("network:\n  version: 2\n  ethernets: {}\n")]
    [InlineData("version: 1\nconfig:\n- type: physical\n  name: eth0\n")]
    [InlineData("{\"version\": 2}")]
    public void KnownVersion_IsTaken(string text) => Assert.Empty(NetworkConfigCheck.Of(text));

    [Theory]
    [InlineData("ethernets: {}\n", 1, 1)]
    [InlineData("# nothing\n", 1, 1)]
    [InlineData("version: 3\n", 1, 10)]
    [InlineData("version: \"2\"\n", 1, 10)]
    [InlineData("version: [2]\n", 1, 10)]
    [InlineData("version: 1\n", 1, 1)]
    [InlineData("network:\n  version: two\n", 2, 12)]
    [InlineData("a: {version: 2}\n", 1, 1)]
    [InlineData("- version: 2\n", 1, 1)]
    [InlineData("version: 2\n ethernets: {}\n", 2, 11)]
    public void OtherText_IsRefusedAtItsPlace(string text, int line, int column)
    {
        var mistake = Assert.Single(NetworkConfigCheck.Of(text));

        Assert.Equal((line, column, false), (mistake.Line, mistake.Column, mistake.IsWarning));
    }
}
