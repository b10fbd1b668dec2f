using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

/// <summary>What is said of a limit is always accepted, and has one unit.</summary>
public sealed class SizeLimitTests
{
    [Theory]
    [InlineData(0L, "0 B", "0 B")]
    [InlineData(1023L, "1023 B", "1023 B")]
    [InlineData(64L << 20, "64 MiB", "64 MiB")]
    [InlineData(1536L << 20, "1.5 GiB", "1.5 GiB")]
    [InlineData(123_456_789L, "117.8 MiB", "117.7 MiB")]
    [InlineData(12_056_328L << 10, "11.5 GiB", "11.4 GiB")]
    [InlineData((1L << 30) - 1, "1 GiB", "1023.9 MiB")]
    [InlineData((1L << 30) + 1, "1.1 GiB", "1 GiB")]
    [InlineData(1L << 53, "8 PiB", "8 PiB")]
    [InlineData(long.MaxValue, "8 EiB", "7.9 EiB")]
    public void Limit_IsRoundedToItsOwnSide(long bytes, string least, string most) => Assert.Equal((least, most), (SizeLimit.Least(bytes), SizeLimit.Most(bytes)));
}
