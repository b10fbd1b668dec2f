using WebConsole.Text;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class TextMergeTests
{
    private const string Old = "a\nb\nc\nd\ne\nf\n";

    [Fact]
    public void ChangesInOtherPlaces_AreBothKept() => Assert.Equal("A\nb\nc\nd\nx\ny\nf", TextMerge.Of(Old, "A\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nx\ny\nf\n"));

    [Fact]
    public void ChangesOfTheSamePlace_AreNobodysToDecide() => Assert.Null(TextMerge.Of(Old, "a\nB\nc\nd\ne\nf\n", "a\nx\nc\nd\ne\nf\n"));

    [Fact]
    public void NeighbouringLines_AreTheSamePlace() => Assert.Null(TextMerge.Of(Old, "a\nB\nc\nd\ne\nf\n", "a\nb\nx\nd\ne\nf\n"));

    /// <summary>Where it is clear which comes first, they may be put together all the same.</summary>
    [Theory]
    [InlineData("a\nB\nc\nd\ne\nf", "a\nb\nx\nd\ne\nf", "a\nB\nx\nd\ne\nf")]
    [InlineData("a\nb\nnew\nc\nd\ne\nf", "a\nx\nc\nd\ne\nf", "a\nx\nnew\nc\nd\ne\nf")]
    [InlineData("a\nnew\nb\nc\nd\ne\nf", "a\nx\nc\nd\ne\nf", "a\nnew\nx\nc\nd\ne\nf")]
    [InlineData("a\nsame\nb\nc\nd\ne\nf", "a\nsame\nb\nc\nd\ne\ng", "a\nsame\nb\nc\nd\ne\ng")]
    [InlineData("a\nB\nc\nd\ne\nf", "a\nx\nc\nd\ne\nf", null)]
    [InlineData("a\nnew\nb\nc\nd\ne\nf", "a\nother\nb\nc\nd\ne\nf", null)]
    public void Neighbours_ArePutTogetherOnRequest(string mine, string theirs, string? both) => Assert.Equal(both, TextMerge.Of(Old, mine, theirs, neighbours: true));

    [Fact]
    public void OneChange_IsTakenAsItIs()
    {
        Assert.Equal("mine", TextMerge.Of(Old, "mine", Old));
        Assert.Equal("same", TextMerge.Of(Old, "same", "same"));
    }
}
