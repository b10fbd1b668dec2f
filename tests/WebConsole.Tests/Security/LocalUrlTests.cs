using WebConsole.Security.SignIn;
using Xunit;

namespace WebConsole.Tests.Security;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/machines", "/machines")]
    [InlineData("/machines?host=a&state=running", "/machines?host=a&state=running")]
    [InlineData("/machines/local/0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55?tab=xml#top", "/machines/local/0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55?tab=xml#top")]
    [InlineData("/machines?q=über", "/machines?q=%C3%BCber")]
    [InlineData("/a//b", "/a//b")]
    public void OurOwn_IsKept(string url, string expected) => Assert.Equal(expected, LocalUrl.OrOverview(url));

    [Theory]
    [Trait("Attack", "X4")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("machines")]
    [InlineData("http://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("@evil.example")]
    [InlineData(".evil.example")]
    [InlineData(":80@evil.example")]
    [Trait("Attack", "X5")]
    [InlineData("/a\r\nSet-Cookie: evil=1")]
    public void AnythingElse_LeadsToTheOverview(string? url) => Assert.Equal("/", LocalUrl.OrOverview(url));

    [Fact]
    [Trait("Attack", "X4")]
    public void EndlessAddress_LeadsToTheOverview() => Assert.Equal("/", LocalUrl.OrOverview("/" + new string('a', 5000)));
}
