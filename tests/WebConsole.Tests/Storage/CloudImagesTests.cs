using WebConsole.Storage.Fetching;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Images that are offered to hosts without one.</summary>
public sealed class CloudImagesTests
{
    /// <summary>Whoever fetches one gets a volume whose name tells what it is, over a connection that nobody reads or changes.</summary>
    [Theory]
    [InlineData("x86_64")]
    [InlineData("aarch64")]
    public void Images_HaveAddressesAndNames(string architecture)
    {
        var images = CloudImages.For(architecture);

        Assert.Equal(["Debian 13", "Debian 12", "Ubuntu 24.04", "AlmaLinux 9", "CentOS Stream 9"], images.Select(image => image.System));
        Assert.All(images, image => Assert.Equal(("https", null, ImageFormats.Qcow2), (FetchUrl.Parse(image.Url)!.Scheme, ObjectName.Mistake(image.Name), ImageFormats.OfName(image.Name))));
    }

    [Fact]
    public void OtherArchitectures_HaveNone() => Assert.Empty(CloudImages.For("s390x"));
}
