using Bunit;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class LongNameTests : PageContext
{
    [Theory]
    [InlineData("debian-12.qcow2")]
    [InlineData("twenty-letters.qcow2")]
    // Its pieces would change places.
    [InlineData("\u0645\u0631\u062d\u0628\u0627-\u0628\u0627\u0644\u0639\u0627\u0644\u0645-\u0642\u0631\u0635-\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a.qcow2")]
    [InlineData("an-override-\u202egnp.2wocq-and-more-of-it")]
    public void ShortName_AndOneFromTheRight_IsInOnePiece(string name)
    {
        Assert.Equal((name, ""), LongName.Cut(name));
        Assert.Null(LongName.Label(name));
        Assert.Empty(Render(LongName.Draw(name)).FindAll("span"));
    }

    [Theory]
    [InlineData("production-data-volume-2026-03-17-weekly-a.qcow2", "ekly-a.qcow2")]
    [InlineData("<script>alert(1)</script>-and-more.img", "and-more.img")]
    // A letter of two parts, and one of an accent of its own, stay whole.
    [InlineData("a-name-that-is-long-enough-\U0001F427.qcow2-old", "-\U0001F427.qcow2-old")]
    [InlineData("a-name-that-is-long-enough-e\u0301.qcow2-old", "-e\u0301.qcow2-old")]
    public void LongName_KeepsItsLastTwelveLetters_AndReadsAsOne(string name, string end)
    {
        var drawn = Render(LongName.Draw(name));

        Assert.Equal(end, drawn.FindAll("span")[1].TextContent);
        Assert.Equal(name, drawn.Find("bdi").TextContent);
        Assert.Equal(name, LongName.Label(name));
    }
}
