using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Security;

[Trait("Attack", "J4")]
public sealed class AuditTextTests
{
    [Theory]
    [InlineData("web-01", "web-01")]
    [InlineData("Büro 💻", "Büro 💻")]
    [InlineData("a\nb", @"a\u{000A}b")]
    [InlineData("a\0\u001b\u0085b", @"a\u{0000}\u{001B}\u{0085}b")]
    [InlineData("\u202egpj.exe", @"\u{202E}gpj.exe")]
    [InlineData("\u2028\u2029", @"\u{2028}\u{2029}")]
    [InlineData("say \"yes\"", @"say \u{0022}yes\u{0022}")]
    public void Text_IsOneHarmlessLine(string text, string line) => Assert.Equal(line, AuditText.OneLine(text));

    [Fact]
    public void BrokenSurrogates_AreWrittenOut() => Assert.Equal(@"\u{DC00}x\u{D800}", AuditText.OneLine("\udc00x\ud800"));

    [Fact]
    public void LongText_IsCut() => Assert.Equal(new string('x', 256) + "…", AuditText.OneLine(new string('x', 100_000)));
}
