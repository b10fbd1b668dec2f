using WebConsole.Hosting;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class AppUrlsTests
{
    private static readonly Guid Uuid = Guid.Parse("0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55");

    public static TheoryData<string> Objects => [.. new[]
    {
        new MachineId("local", Uuid), ObjectId.Pool("b.example", Uuid), ObjectId.Network("local", Uuid), ObjectId.OfHost("local"),
    }.Select(id => id.ToString())];

    [Theory, MemberData(nameof(Objects))]
    public void AddressOfAnObject_IsReadBack(string text)
    {
        Assert.True(ObjectId.TryParse(text, out var id));
        var address = AppUrls.Of(id)!;

        Assert.Equal(id, AppUrls.ObjectAt(address[1..]));
        Assert.Equal(id, AppUrls.ObjectAt(address[1..] + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "tab=xml#content"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("machines")]
    [InlineData("machines?host=local")]
    [InlineData("machines/local/web")]
    [InlineData("machines//0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55")]
    [InlineData("accounts/local/0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55")]
    [InlineData("host")]
    [InlineData("host?host=")]
    public void OtherPage_IsOfNoObject(string path) => Assert.Null(AppUrls.ObjectAt(path));
}
