using WebConsole.Appliances.Images;
using WebConsole.Hosting.Files;
using Xunit;

namespace WebConsole.Tests.Appliances;

[Trait("Attack", "F6")]
public sealed class ConversionSpaceTests
{
    private readonly ConversionSpace _space;
    private long _available = 100;

    public ConversionSpaceTests() => _space = new(() => _available);

    /// <summary>Each would fit alone.</summary>
    [Fact]
    public void OfTwoReservations_TheSecondSeesWhatTheFirstLeaves()
    {
        using var first = _space.TryReserve(60, 10, Nothing);

        Assert.NotNull(first);
        Assert.Equal(40, _space.FreeBytes);
        Assert.Null(_space.TryReserve(40, 10, Nothing));
        Assert.NotNull(_space.TryReserve(30, 10, Nothing));
    }

    [Fact]
    public void Reservation_IsReturnedOnce()
    {
        var first = _space.TryReserve(60, 0, Nothing)!;
        using var second = _space.TryReserve(20, 0, Nothing);

        first.Dispose();
        first.Dispose();

        Assert.Equal(80, _space.FreeBytes);
    }

    /// <summary>What a conversion has written is gone from the file system, and is no longer to come.</summary>
    [Fact]
    public void WrittenBytes_AreCountedOnce()
    {
        var written = 0L;
        using var running = _space.TryReserve(60, 0, () => written);
        Assert.Equal(40, _space.FreeBytes);

        (written, _available) = (50, 50);
        Assert.Equal(40, _space.FreeBytes);

        // It may take more than it said.
        (written, _available) = (70, 30);
        Assert.Equal(30, _space.FreeBytes);
    }

    /// <summary>A raw result is as long as its disk, with holes.</summary>
    [Fact]
    public void FileWithHoles_TakesWhatIsWritten()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.OpenWrite(file))
            {
                stream.Write(new byte[1 << 16]);
                stream.SetLength(1L << 30);
                stream.Flush(flushToDisk: true);
            }

            Assert.InRange(FileFacts.TakenBytes(file), 1 << 16, 1 << 20);
            Assert.Equal(0, FileFacts.TakenBytes(file + "-gone"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long Nothing() => 0;
}
