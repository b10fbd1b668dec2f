using WebConsole.Text;
using Xunit;

namespace WebConsole.Tests.Text;

public sealed class FormatTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0 B")]
    [InlineData(1023L, "1023 B")]
    [InlineData(1024L, "1 KiB")]
    [InlineData(1536L, "1.5 KiB")]
    [InlineData(512L << 20, "512 MiB")]
    [InlineData((1L << 30) - 1, "1.0 GiB")]
    [InlineData(2L << 30, "2 GiB")]
    [InlineData(123_456_789_012L, "115 GiB")]
    [InlineData(-1536L, "-1.5 KiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Bytes_AreInIecUnits(long? bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));

    [Theory]
    [InlineData(100L << 20, 12_670_153_523L, "0.1")]
    [InlineData(0L, 2L << 40, "0")]
    [InlineData(512L << 30, 2L << 40, "0.5")]
    [InlineData(300L << 30, 300L << 30, "300")]
    [InlineData(5L, 1000L, "5")]
    public void Part_IsInTheUnitOfTheWhole(long part, long whole, string expected) => Assert.Equal(expected, Format.InUnitOf(whole, part));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0d, "0 B/s")]
    [InlineData(999d, "999 B/s")]
    [InlineData(410_000d, "410 kB/s")]
    [InlineData(999_999d, "1.0 MB/s")]
    [InlineData(3_141_592d, "3.1 MB/s")]
    public void Rates_AreInDecimalUnits(double? rate, string expected) => Assert.Equal(expected, Format.Rate(rate));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0d, "0 %")]
    [InlineData(0.04, "< 1 %")]
    [InlineData(0.97, "< 1 %")]
    [InlineData(1.2, "1 %")]
    [InlineData(12.4, "12 %")]
    [InlineData(100d, "100 %")]
    public void Percent_IsWhole_AndLittleIsNotNothing(double? percent, string expected) => Assert.Equal(expected, Format.Percent(percent));

    [Theory]
    [InlineData("00:00:08", "8 s")]
    [InlineData("00:12:40", "12 min")]
    [InlineData("03:00:10", "3 h")]
    [InlineData("03:04:00", "3 h 4 min")]
    [InlineData("4.03:10:00", "4 d 3 h")]
    [InlineData("40.03:10:00", "40 d")]
    [InlineData("-00:00:08", "0 s")]
    public void Duration_HasItsTwoLargestUnits(string span, string expected) =>
        Assert.Equal(expected, Format.Duration(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));
}
