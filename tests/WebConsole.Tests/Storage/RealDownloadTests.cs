using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>The bytes of a volume of a real libvirt, as a browser saves them.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealDownloadTests : RealStorage
{
    private string _pool = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "shelf", path = $"{Root}/shelf" });
        _pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await ShellAsync($"head -c 3000001 /dev/urandom > '{Root}/shelf/a \"ü\"; x=.img' && cp {Root}/shelf/a* {Root}/shelf/plain.img");
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{_pool}/volumes")).GetProperty("items").GetArrayLength() == 2);
    }

    public override async ValueTask DisposeAsync()
    {
        // A download that was given up ends a moment later.
        await UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().All(task => task.GetProperty("endedAt").ValueKind is not System.Text.Json.JsonValueKind.Null));
        await DoAsync(HttpMethod.Delete, _pool, new { contents = true });
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK, 0, 3000001)]
    [InlineData("bytes=0-0", HttpStatusCode.PartialContent, 0, 1)]
    [InlineData("bytes=1000-2000999", HttpStatusCode.PartialContent, 1000, 2000000)]
    [InlineData("bytes=3000000-", HttpStatusCode.PartialContent, 3000000, 1)]
    [InlineData("bytes=2999990-99999999", HttpStatusCode.PartialContent, 2999990, 11)]
    [InlineData("bytes=-5", HttpStatusCode.PartialContent, 2999996, 5)]
    [InlineData("bytes=0-1,5-6", HttpStatusCode.OK, 0, 3000001)]
    [InlineData("bytes=3000001-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    public async Task Range_IsSentAsItLiesOnTheHost(string? range, HttpStatusCode expected, int first, int length)
    {
        using var answer = await AskAsync("plain.img", range);

        Assert.Equal(expected, answer.StatusCode);
        if (length == 0)
        {
            Assert.Equal("bytes */3000001", answer.Content.Headers.ContentRange?.ToString());
            return;
        }
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        var file = await File.ReadAllBytesAsync($"{Root}/shelf/plain.img", Cancel);
        Assert.Equal(SHA256.HashData(file.AsSpan(first, length)), SHA256.HashData(await answer.Content.ReadAsByteArrayAsync(Cancel)));
        if (expected is HttpStatusCode.PartialContent)
            Assert.Equal($"bytes {first}-{first + length - 1}/3000001", answer.Content.Headers.ContentRange?.ToString());
    }

    /// <summary>It is read in windows of 8 MiB: whole ones, begun ones, and ranges over their edges.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData((8 << 20) - 1, 2)]
    [InlineData((4 << 20) + 7, 8 << 20)]
    public async Task LargeVolume_ComesWholeOverAllWindows(int more, int first)
    {
        var length = (16 << 20) + more;
        await ShellAsync($"head -c {length} /dev/urandom > {Root}/shelf/large.img");
        await DoAsync(HttpMethod.Post, $"{_pool}/refresh", null);
        await UntilAsync(async () => (await GetAsync($"{_pool}/volumes")).GetProperty("items").GetArrayLength() == 3);

        using var answer = await AskAsync("large.img", first > 0 ? $"bytes={first}-" : null);

        var file = await File.ReadAllBytesAsync($"{Root}/shelf/large.img", Cancel);
        Assert.Equal(SHA256.HashData(file.AsSpan(first)), SHA256.HashData(await answer.Content.ReadAsByteArrayAsync(Cancel)));
    }

    /// <summary>As a download manager asks: several parts at once.</summary>
    [Fact]
    public async Task SeveralParts_AreSentAtOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(part => AskAsync("plain.img", $"bytes={part * 300_000}-{(part * 300_000) + 299_999}")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode));
        foreach (var answer in answers)
            answer.Dispose();
    }

    /// <summary>A script downloads a volume, and deletes it.</summary>
    [Fact]
    public async Task WhoHasTheLastByte_MayDeleteTheVolume()
    {
        using (var answer = await AskAsync("plain.img", null))
            Assert.Equal(3_000_001, (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length);

        await DoAsync(HttpMethod.Delete, $"{_pool}/volumes/plain.img", null);
    }

    [Fact]
    [Trait("Attack", "X5")]
    public async Task NameOfTheFile_EndsNoHeader()
    {
        using var answer = await AskAsync("a \"ü\"; x=.img", null);

        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", "a \"ü\"; x=.img"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.DoesNotContain(disposition.Parameters, parameter => parameter.Name == "x");
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.OK)]
    public async Task Bytes_AreForWhoMayOperate(Role role, HttpStatusCode expected)
    {
        using var browser = App.SignedIn(role, "someone");

        using var answer = await browser.GetAsync($"{_pool}/volumes/plain.img/content", Cancel);

        Assert.Equal(expected, answer.StatusCode);
        var task = App.Services.GetRequiredService<TaskStore>().Recent.FirstOrDefault(task => task.Action == "download");
        Assert.Equal(expected is HttpStatusCode.OK ? "someone" : null, task?.User);
    }

    [Theory]
    [InlineData("..%2F..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [Trait("Attack", "F2")]
    public async Task PathOutOfThePool_IsNoVolume(string name)
    {
        using var answer = await Client.GetAsync($"{_pool}/volumes/{name}/content", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string name, string? range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_pool}/volumes/{Uri.EscapeDataString(name)}/content");
        if (range is not null)
            request.Headers.Range = RangeHeaderValue.Parse(range);
        return await Client.SendAsync(request, Cancel);
    }
}
