using WebConsole.Components.Shared.Forms;
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

    [Fact]
    public void OneChange_IsTakenAsItIs()
    {
        Assert.Equal("mine", TextMerge.Of(Old, "mine", Old));
        Assert.Equal("same", TextMerge.Of(Old, "same", "same"));
    }
}
