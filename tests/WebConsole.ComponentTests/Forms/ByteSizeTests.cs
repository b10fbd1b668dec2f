using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class ByteSizeTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData("20G", 20 * GiB)]
    [InlineData("20 GiB", 20 * GiB)]
    [InlineData("20480 MiB", 20 * GiB)]
    [InlineData(" 20 gib ", 20 * GiB)]
    [InlineData("20", 20 * GiB)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("1 KB", 1000)]
    [InlineData("7 B", 7)]
    [InlineData("0", 0)]
    [InlineData("1P", 1L << 50)]
    [InlineData("7 EiB", 7L << 60)]
    [InlineData("9223372036854775807 B", long.MaxValue)]
    public void Text_IsTheBytesThatItSays(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, otherwise: 3, out var read, out _));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-1 GiB")]
    [InlineData("+1")]
    [InlineData("1e9")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("8 EiB")]
    [InlineData("9223372036854775808 B")]
    [InlineData("999999999999999999 TiB")]
    [InlineData("9999999999999999999999999999999999999999")]
    [InlineData("1,5 GiB")]
    [InlineData("1..5")]
    [InlineData("٢٠ GiB")]
    [InlineData("20 GiBs")]
    [InlineData("20 Gi B")]
    [InlineData("2\n0")]
    [InlineData("\u202E20G")]
    [InlineData("1 GiB; reboot")]
    public void AnythingElse_IsNoSize(string? text) => Assert.False(ByteSize.TryParse(text, otherwise: 3, out _, out _));

    [Fact]
    public void LongText_IsNoSize() => Assert.False(ByteSize.TryParse(new string('1', 1_000_000), otherwise: 3, out _, out _));

    [Theory]
    [InlineData(20 * GiB, "20 GiB")]
    [InlineData(1536, "1536 B")]
    [InlineData(1536 * 1024, "1536 KiB")]
    [InlineData(0, "0 GiB")]
    [InlineData(long.MaxValue, "9223372036854775807 B")]
    public void Bytes_AreSaidExactly(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));
}
