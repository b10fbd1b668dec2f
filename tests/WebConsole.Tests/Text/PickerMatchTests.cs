using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.Tests.Text;

public sealed class PickerMatchTests
{
    [Theory]
    [InlineData("debian12", 3)]
    [InlineData("DEBIAN 12", 3)]
    [InlineData("bookworm", 3)]
    [InlineData("book", 2)]
    [InlineData("Deb", 2)]
    [InlineData("12", 3)]
    [InlineData("1", 2)]
    [InlineData("worm", 0)]
    [InlineData(" ", 0)]
    public void BestMatch_CountsMost(string search, int rank) => Assert.Equal(rank, PickerMatch.Of("Debian 12", "debian12 Bookworm 12", search));

    [Fact]
    public void WordOfTheText_CountsMoreThanAPartOfOne() => Assert.True(PickerMatch.Of("Microsoft Windows 11", null, "win") > PickerMatch.Of("Darwin", null, "win"));
}
