using System.Net;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.OsInfo;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>The library of ISO images of a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealImagesTests : RealUploads
{
    [Fact]
    public async Task UploadedImage_IsRecognised_AndShownWhereItIsInserted()
    {
        var file = DiscImage.Bootable(DiscImage.Iso("Debian 11.5.0 amd64 n"));
        var upload = await CreateAsync("netinst.iso", "iso", file.Length, null);
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file));

        var image = await ImageAsync("netinst.iso", found => Read(found));
        Assert.Equal(("Debian 11.5.0 amd64 n", "x86_64", "inbox"), (Text(image, "label"), Text(image, "architecture"), Text(image, "poolName")));
        Assert.Equal(("http://debian.org/debian/11", "Debian 11", false), (Text(image.GetProperty("os"), "id"), Text(image.GetProperty("os"), "name"), image.GetProperty("os").GetProperty("isNearest").GetBoolean()));
        Assert.True(image.GetProperty("bootsBios").GetBoolean() && image.GetProperty("bootsUefi").GetBoolean());
        Assert.Empty(image.GetProperty("insertedIn").EnumerateArray());

        var guest = await InsertAsync("netinst.iso");
        try
        {
            image = await ImageAsync("netinst.iso", found => found.GetProperty("insertedIn").GetArrayLength() == 1);
            Assert.Equal(("reader", "shut-off"), (Text(image.GetProperty("insertedIn")[0], "name"), Text(image.GetProperty("insertedIn")[0], "state")));
        }
        finally
        {
            await ShellAsync($"virsh undefine {guest}; true");
        }
        await ImageAsync("netinst.iso", found => found.GetProperty("insertedIn").GetArrayLength() == 0);
    }

    [Fact]
    public async Task ImagesThatAreNone_SaySo_AndOneThatIsReplacedIsReadAgain()
    {
        await File.WriteAllBytesAsync($"{Root}/inbox/small.iso", new byte[2048], Cancel);
        await File.WriteAllBytesAsync($"{Root}/inbox/windows.iso", DiscImage.Udf("CCCOMA_X64FRE_EN-US_DV9"), Cancel);
        await File.WriteAllBytesAsync($"{Root}/inbox/cut.iso", DiscImage.Iso("Debian 11.5.0 amd64 n")[..(17 * 2048)], Cancel);
        await File.WriteAllBytesAsync($"{Root}/inbox/hostile.iso", DiscImage.Iso("<script>alert(1)</script>"), Cancel);
        await DoAsync(HttpMethod.Post, $"{Pool}/refresh", null);

        Assert.Null(Text(await ImageAsync("small.iso", Read), "label"));
        Assert.Equal("CCCOMA_X64FRE_EN-US_DV9", Text(await ImageAsync("windows.iso", Read), "label"));
        Assert.Equal("Debian 11", Text((await ImageAsync("cut.iso", Read)).GetProperty("os"), "name"));
        Assert.Equal("<script>alert(1)</script>", Text(await ImageAsync("hostile.iso", Read), "label"));

        await File.WriteAllBytesAsync($"{Root}/inbox/hostile.iso", DiscImage.Iso("Debian 11.5.0 arm64 n"), Cancel);
        await DoAsync(HttpMethod.Post, $"{Pool}/refresh", null);
        await ImageAsync("hostile.iso", found => Text(found, "architecture") == "aarch64");
    }

    /// <summary>Of three hundred images some ten kilobytes each are read, and the pool still answers.</summary>
    [Fact]
    public async Task LargeLibrary_IsReadInAMoment()
    {
        const int count = 300;
        await File.WriteAllBytesAsync($"{Root}/inbox/1.iso", DiscImage.Iso("Debian 11.5.0 amd64 n"), Cancel);
        await ShellAsync($"cd {Root}/inbox && for n in $(seq 2 {count}); do cp 1.iso $n.iso; done");
        await DoAsync(HttpMethod.Post, $"{Pool}/refresh", null);
        var began = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => (await GetAsync("/api/v1/images")).GetProperty("items").EnumerateArray().Count(item => Read(item)) == count);
        TestContext.Current.SendDiagnosticMessage("{0} images in {1:0.0} s", count, TimeProvider.System.GetElapsedTime(began).TotalSeconds);

        Assert.All((await GetAsync("/api/v1/images?host=local")).GetProperty("items").EnumerateArray(), item => Assert.Equal("debian11", Text(item.GetProperty("os"), "shortId")));
    }

    [Fact]
    [Trait("Attack", "Z1")]
    public async Task Library_IsForWhoMaySeePools()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await BrowserAsync(App, role);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/images", Cancel)).StatusCode);
        }
        using var nobody = App.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/images", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("/api/v1/images?host=nowhere", Cancel)).StatusCode);
    }

    /// <summary>A machine that is off, with the image in its drive by pool and name.</summary>
    private static async Task<string> InsertAsync(string image)
    {
        var drive = $"<disk type='volume' device='cdrom'><source pool='inbox' volume='{image}'/><target dev='sda' bus='sata'/><readonly/></disk>";
        await ShellAsync($"{RealGuest.Lab}/define-guest.sh reader > /dev/null && virsh dumpxml --inactive reader | sed \"s|</devices>|{drive}</devices>|\" > /run/lab/reader.xml && virsh define /run/lab/reader.xml");
        return "reader";
    }

    private async Task<JsonElement> ImageAsync(string name, Func<JsonElement, bool> holds)
    {
        JsonElement found = default;
        await UntilAsync(async () => (found = (await GetAsync("/api/v1/images")).GetProperty("items").EnumerateArray().FirstOrDefault(item => Text(item, "name") == name)).ValueKind is JsonValueKind.Object && holds(found));
        return found;
    }

    private static bool Read(JsonElement item) => item.GetProperty("isRead").GetBoolean();

    private static string? Text(JsonElement item, string property) => item.GetProperty(property) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
