using WebConsole.CloudInit;
using Xunit;

namespace WebConsole.Tests.CloudInit;

public sealed class IgnitionConfigTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("""{"ignition": {"version": "3.4.0"}, "passwd": {}}""", null)]
    [InlineData("{\n  \"ignition\": {\n", "Line 3, column 1: no JSON.")]
    [InlineData("{\n  secret: 1}", "Line 2, column 3: no JSON.")]
    [InlineData("[]", "An object with ignition.version")]
    [InlineData("""{"ignition": {"version": 3}}""", "An object with ignition.version")]
    public void Text_IsCheckedWithItsPlace(string? text, string? mistake)
    {
        if (mistake is null)
            Assert.Null(IgnitionConfig.Mistake(text));
        else
            Assert.StartsWith(mistake, IgnitionConfig.Mistake(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://fedoraproject.org/coreos/stable", "opt/com.coreos/config")]
    [InlineData("http://flatcar.org/flatcar/stable", "opt/org.flatcar-linux/config")]
    [InlineData(null, "opt/com.coreos/config")]
    public void Name_IsWhereTheSystemLooks(string? os, string name) => Assert.Equal(name, IgnitionConfig.NameFor(os));
}
