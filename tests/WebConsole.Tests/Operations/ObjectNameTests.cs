using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class ObjectNameTests
{
    [Theory]
    [InlineData("web-01")]
    [InlineData("b\u00fcro 2")]
    [InlineData("\ud83d\udcbb")]
    [InlineData("$(reboot)")]
    [InlineData(@"C:\new")]
    [InlineData(@"a\x41")]
    public void Name_IsTaken(string name) => Assert.Null(ObjectName.Mistake(name));

    [Theory]
    [Trait("Attack", "J2")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(" a")]
    [InlineData("a\u00a0")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    [InlineData("\u202egpj")]
    [InlineData("a\u200bb")]
    [InlineData("a\u00adb")]
    [InlineData("a\U000e0061b")]
    [InlineData("a\ufffe")]
    [InlineData("a\uffff")]
    [InlineData("-rf")]
    public void OtherName_IsRefused(string name) => Assert.NotNull(ObjectName.Mistake(name));

    /// <summary>What libvirt reads back under another name, or as a character that is not seen.</summary>
    [Theory]
    [Trait("Attack", "J2")]
    [InlineData(@"caf\xe9")]
    [InlineData(@"a\x5cb")]
    [InlineData(@"a\u200bb")]
    [InlineData(@"a\U000e0061b")]
    public void Escape_IsRefused(string name) => Assert.NotNull(ObjectName.Mistake(name));

    // Not as arguments of a theory: the runner can't write them.
    [Fact]
    public void HalfACharacter_IsRefused()
    {
        Assert.NotNull(ObjectName.Mistake("a" + (char)0xd800));
        Assert.NotNull(ObjectName.Mistake((char)0xdc00 + "a"));
    }

    [Fact]
    public void Length_IsOfBytes()
    {
        Assert.Null(ObjectName.Mistake(new string('a', 200)));
        Assert.NotNull(ObjectName.Mistake(new string('a', 201)));
        Assert.NotNull(ObjectName.Mistake(new string('\u00fc', 101)));
    }
}
