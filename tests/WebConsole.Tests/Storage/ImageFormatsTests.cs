using System.Text;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What a file is by its first bytes; what images are is shown with real ones in <see cref="RealUploadTests"/>.</summary>
public sealed class ImageFormatsTests
{
    [Theory]
    [InlineData("<html>", null, "It is a web page, and no image.")]
    [InlineData("\uFEFF\r\n <!DOCTYPE HTML PUBLIC>", "raw", "It is a web page, and no image.")]
    [InlineData("<htm", null, null)]
    [InlineData("", null, null)]
    [InlineData("a <html>", "raw", null)]
    public void WebPage_IsNoImage(string text, string? format, string? mistake) => Assert.Equal(mistake, ImageFormats.Mistake(Encoding.UTF8.GetBytes(text), format));
}
