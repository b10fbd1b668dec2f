using WebConsole.Components.Shared;
using Xunit;

namespace WebConsole.Tests.Machines.Hardware;

public sealed class WordsTests
{
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("a\r\nb\tc\0d", "a��b�c�d")]
    [InlineData("\u202egnp.exe", "�gnp.exe")]
    [InlineData("zero\u200bwidth\u2066", "zero�width�")]
    [InlineData("line\u2028end", "line�end")]
    [InlineData("🎉 Größe", "🎉 Größe")]
    [InlineData("", "")]
    public void Name_OfOthers_ShowsWhatItIs(string name, string shown) => Assert.Equal(shown, Words.Name(name));

    [Fact]
    [Trait("Attack", "J1")]
    public void Name_FromRightToLeft_KeepsToItself() => Assert.Equal("\u2068\u0645\u0631\u062d\u0628\u0627 1\u2069", Words.Name("\u0645\u0631\u062d\u0628\u0627 1"));

    [Fact]
    [Trait("Attack", "J1")]
    public void Name_OfAMegabyte_IsCut() => Assert.Equal(new string('a', 256) + "…", Words.Name(new string('a', 1_000_000)));

    [Fact]
    public void List_LeavesOutWhatIsMissing()
    {
        Assert.Equal("a, b", Words.List(null, "a", "", "b"));
        Assert.Null(Words.List(null, ""));
    }
}
