using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("web", true)]
    [InlineData("שרת", true)]
    [InlineData("🎉", true)]
    [InlineData("two\nlines", false)]
    [InlineData("a\u202egnp.exe", false)]
    [InlineData("a\u2067b", false)]
    [InlineData("bell\a", false)]
    public void Label_IsReadAsItIsWritten(string text, bool isLabel) => Assert.Equal(isLabel, PlainText.IsLabel(text));
}
