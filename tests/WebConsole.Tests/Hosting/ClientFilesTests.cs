using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>Files of the browser's part that have gone from the disk since the build.</summary>
public sealed partial class ClientFilesTests
{
    [Theory]
    [InlineData(".gz")]
    [InlineData(".br")]
    public async Task CompressedFileThatIsMissing_ComesUncompressed(string missing)
    {
        await using var app = await TestApplication.StartAsync(builder => Lose(builder, missing));

        using var answer = await GetAsync(app, "/app.css", "br, gzip");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/css", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(missing == ".gz" ? "gzip" : "br", answer.Content.Headers.ContentEncoding);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FileThatIsMissing_IsNotFound()
    {
        await using var app = await TestApplication.StartAsync(builder => Lose(builder, ""));

        using var answer = await GetAsync(app, "/app.css", "gzip");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>A browser that has them asks nobody whether they have changed: then they have another address.</summary>
    [Fact]
    public async Task OwnStyleSheets_AreKeptByBrowsers()
    {
        await using var app = await TestApplication.StartAsync();
        using var browser = app.SignedIn();
        var page = await browser.GetStringAsync("/tasks", TestContext.Current.CancellationToken);
        var sheets = OwnSheet().Matches(page).Select(sheet => sheet.Groups[1].Value).ToArray();

        Assert.True(sheets.Length > 10, page);
        foreach (var sheet in sheets)
        {
            using var answer = await GetAsync(app, $"/{sheet}", "gzip");
            Assert.Equal((HttpStatusCode.OK, "max-age=31536000, immutable"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
            Assert.Contains("gzip", answer.Content.Headers.ContentEncoding);
        }
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"((?:app|css/)[^\"]+)\"")]
    private static partial Regex OwnSheet();

    private static void Lose(WebApplicationBuilder builder, string end) =>
        builder.Environment.WebRootFileProvider = new Losing(builder.Environment.WebRootFileProvider, end);

    private static async Task<HttpResponseMessage> GetAsync(TestApplication app, string path, string encodings)
    {
        using var browser = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", encodings);
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A directory in which no file has a name that ends so.</summary>
    private sealed class Losing(IFileProvider files, string end) : IFileProvider
    {
        public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

        public IFileInfo GetFileInfo(string subpath) => subpath.EndsWith(end, StringComparison.Ordinal) ? new NotFoundFileInfo(subpath) : files.GetFileInfo(subpath);

        public IChangeToken Watch(string filter) => files.Watch(filter);
    }
}
