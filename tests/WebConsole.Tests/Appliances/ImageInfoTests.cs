using WebConsole.Appliances.Images;
using Xunit;

namespace WebConsole.Tests.Appliances;

public sealed class ImageInfoTests
{
    [Theory, Trait("Attack", "F1")]
    [InlineData("""{ "virtual-size": 5, "backing-filename": "/etc/passwd" }""", "backing file")]
    [InlineData("""{ "virtual-size": 5, "full-backing-filename": "/etc/passwd" }""", "backing file")]
    [InlineData("""{ "virtual-size": 5, "encrypted": true }""", "encrypted")]
    [InlineData("""{ "virtual-size": 5, "format-specific": { "data": { "data-file": "/etc/passwd" } } }""", "another file")]
    [InlineData("""{ "virtual-size": 5, "format-specific": { "data": { "extents": [{ "filename": "/etc/passwd" }] } } }""", "other files")]
    [InlineData("""{ "virtual-size": 5, "format-specific": { "data": { "extents": [{ "filename": "source" }, { "filename": "source" }] } } }""", "other files")]
    [InlineData("""{ "virtual-size": 5, "format-specific": { "data": { "extents": 7 } } }""", "understood")]
    [InlineData("""{ "virtual-size": 5, "format-specific": { "data": { "extents": [{}] } } }""", "understood")]
    [InlineData("""{ "virtual-size": -5 }""", "understood")]
    [InlineData("""{ "virtual-size": 1e99 }""", "understood")]
    [InlineData("""{}""", "understood")]
    [InlineData("""[]""", "understood")]
    [InlineData("""{""", "understood")]
    public void ImageThatDoesNotStandAlone_IsRefused(string json, string said)
    {
        Assert.Null(ImageInfo.VirtualBytes(json, "source", out var mistake));
        Assert.Contains(said, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "virtual-size": 5 }""")]
    [InlineData("""{ "virtual-size": 5, "encrypted": false, "format-specific": { "data": { "extents": [{ "filename": "source" }] } } }""")]
    public void ImageThatStandsAlone_IsTaken(string json) => Assert.Equal((5L, null), (ImageInfo.VirtualBytes(json, "source", out var mistake), mistake));
}
