using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

/// <summary>The one meaning of an address of a card, of the name of a host's network device, and of a choice.</summary>
public sealed class NameRulesTests
{
    [Theory]
    [InlineData("52:54:00:12:34:56", true)]
    [InlineData("52:54:00:AB:cd:EF", true)]
    [InlineData("53:54:00:12:34:56", false)]
    [InlineData("ff:ff:ff:ff:ff:ff", false)]
    [InlineData("52-54-00-12-34-56", false)]
    [InlineData("52:54:00:12:34", false)]
    [InlineData("52:54:00:12:34:56\n", false)]
    [InlineData("52:54:00:12:34:5６", false)]
    [InlineData("", false)]
    public void MacAddress_IsOfOneCard(string text, bool isTaken) => Assert.Equal(isTaken, MacAddress.Mistake(text) is null);

    [Theory]
    [InlineData("br0", true)]
    [InlineData("eth0.100", true)]
    [InlineData("veth1@if2", true)]
    [InlineData("br-lan_very-15x", true)]
    [InlineData("br-lan_very-16xx", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("eth0:1", false)]
    [InlineData("br 0", false)]
    [InlineData("-br0", false)]
    [InlineData("br0\n", false)]
    [InlineData("brücke", false)]
    public void NetworkDevice_HasANameOfLinux(string name, bool isTaken) => Assert.Equal(isTaken, NetworkDeviceName.Mistake(name) is null);

    [Fact]
    public void Choice_IsOneOfTheWords()
    {
        Assert.Null(OneOf.Mistake(null, ["a", "b"]));
        Assert.Null(OneOf.Mistake("b", ["a", "b"]));
        Assert.Null(OneOf.MistakeUnlessEmpty("", ["a", "b"]));
        Assert.Equal("One of a, b.", OneOf.Mistake("", ["a", "b"]));
        Assert.Equal("There are none for this machine.", OneOf.Mistake("a", ["none"]));
        Assert.Equal("There are none for this machine.", OneOf.MistakeUnlessEmpty("a", []));
    }
}
