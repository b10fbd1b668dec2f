using Libvirt;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Storage;

public sealed class EncryptionRetryTests
{
    private const string NotMeasured = "qemu-img: /srv/a.img: Unable to get accurate CPU usage";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    public void VolumeForWhichQemuCouldNotMeasure_IsTriedAgainUntilItIsMade(int failures, int attempts)
    {
        var tried = 0;

        EncryptionRetry.Run(() =>
        {
            if (tried++ < failures)
                throw Error(NotMeasured);
        });

        Assert.Equal(attempts, tried);
    }

    [Theory]
    [InlineData(NotMeasured, EncryptionRetry.Attempts)]
    [InlineData("qemu-img: /srv/a.img: No space left on device", 1)]
    public void OtherFailure_AndOneThatStays_IsSaid(string message, int attempts)
    {
        var tried = 0;

        var error = Assert.Throws<LibvirtException>(() => EncryptionRetry.Run(() =>
        {
            tried++;
            throw Error(message);
        }));

        Assert.Equal((attempts, message), (tried, error.Message));
    }

    private static LibvirtException Error(string message) => new(LibvirtErrorCode.InternalError, LibvirtErrorDomain.Storage, message);
}
