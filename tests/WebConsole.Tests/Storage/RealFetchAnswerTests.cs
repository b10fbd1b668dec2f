using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What web servers answer to a download, and where they and their names lead.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealFetchAnswerTests : RealFetches
{
    [Theory]
    [InlineData(404, "The server has no such file (404).")]
    [InlineData(403, "The server does not give the file to everyone (403).")]
    [InlineData(503, "The server can't give the file now (503 Service Unavailable).")]
    [InlineData(204, "The server answers 204 No Content, and not with the file.")]
    [InlineData(206, "The server answers 206 Partial Content, and not with the file.")]
    public async Task AnswerThatIsNotTheFile_IsSaid(int status, string said)
    {
        Server.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Assert.Equal(said, await FailAsync(new { url = Server.Url("/disk.img") }));
    }

    /// <summary>A page that asks for a password has the status 200 too.</summary>
    [Theory]
    [InlineData("/a.img", "text/html; charset=utf-8", null, "The server answers with a web page, and not with the file: perhaps one has to sign in there.")]
    [InlineData("/a.img", "application/octet-stream", "gzip", "The server packs the file on the way, though it was asked not to.")]
    [InlineData("/a.img", "application/octet-stream", null, "It is a web page, and no image.")]
    [InlineData("/a.iso", "application/octet-stream", null, "It is no ISO image.")]
    [InlineData("/a.qcow2", null, null, "It is no qcow2 image.")]
    public async Task AnswerThatIsAnotherFile_IsSaid(string path, string? type, string? encoding, string said)
    {
        Server.Answer = context =>
        {
            (context.Response.ContentType, context.Response.Headers.ContentEncoding) = (type, encoding);
            return context.Response.WriteAsync("<html>Sign in</html>", Cancel);
        };

        Assert.Equal(said, await FailAsync(new { url = Server.Url(path) }));
        Assert.Equal("", await ShellAsync($"ls {Root}/inbox"));
    }

    [Theory]
    [InlineData("/latest", null, "/pool/disk-12.img", null, "disk-12.img")]
    [InlineData("/disk.img", null, "/keys/0b1c.blob", null, "disk.img")]
    [InlineData("/latest", null, "/keys/0b1c", null, "latest")]
    [InlineData("/download", "attachment; filename=\"disk 12.img.xz\"", null, null, "disk 12.img")]
    [InlineData("/download", "attachment; filename*=UTF-8''d%C3%ADsk.img", "/other.img", null, "dísk.img")]
    [InlineData("/download", "attachment; filename=\"../../disk.img\"", null, null, "download")]
    [InlineData("/download", "attachment; filename=\"disk.img\"", null, "mine", "mine")]
    [Trait("Attack", "F2")]
    public async Task Name_IsTheServers_WhereNobodyGaveOne(string path, string? disposition, string? to, string? given, string name)
    {
        Server.Answer = context =>
        {
            if (to is not null && context.Request.Path != to)
                context.Response.Redirect(to);
            else if (disposition is not null)
                context.Response.Headers.ContentDisposition = disposition;
            return context.Response.StatusCode is 302 ? Task.CompletedTask : FileServer.SendAsync(context, RandomNumberGenerator.GetBytes(1_000), null);
        };

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url(path), name = given });

        Assert.Equal(name, task.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal(name, await ShellAsync($"ls {Root}/inbox"));
    }

    /// <summary>A name that becomes known only when the server answers is claimed as one that was given.</summary>
    [Fact]
    public async Task NameOfTheServer_IsTakenOnce()
    {
        var rest = new TaskCompletionSource();
        Server.Answer = async context =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=disk.img";
            context.Response.ContentLength = 600_000;
            await context.Response.Body.WriteAsync(new byte[300_000], Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await rest.Task;
            await context.Response.Body.WriteAsync(new byte[300_000], Cancel);
        };
        var first = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/one") });
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "disk.img");

        Assert.Equal("disk.img is already being fetched.", await FailAsync(new { url = Server.Url("/two") }, left: "disk.img"));
        using (var upload = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("disk.img", "raw", 1_000, null)))
            Assert.NotEqual(HttpStatusCode.Created, upload.StatusCode);
        // Its first name is free.
        Assert.StartsWith("/api/v1/pools", await CreateAsync("one", "raw", 1_000, null), StringComparison.Ordinal);
        rest.SetResult();
        await UntilAsync(async () => (await GetAsync(first)).GetProperty("state").GetString() == "succeeded");
        Assert.StartsWith("The server calls the file disk.img, and there is a volume", await FailAsync(new { url = Server.Url("/two") }, left: null), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "R1")]
    public async Task Redirects_AreFollowedOnlyToWhereOneMayGo()
    {
        var file = RandomNumberGenerator.GetBytes(1_000);
        var to = "";
        Server.Answer = context =>
        {
            if (context.Request.Path == "/file.img")
                return FileServer.SendAsync(context, file, null);
            context.Response.Redirect(context.Request.Path == "/loop" ? "/loop" : to);
            return Task.CompletedTask;
        };

        to = "/file.img";
        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/a.img") });
        Assert.Equal("1000", await ShellAsync($"stat -c %s {Root}/inbox/a.img && rm {Root}/inbox/a.img && virsh pool-refresh inbox > /dev/null"));
        Assert.Equal("It is redirected more than 10 times.", await FailAsync(new { url = Server.Url("/loop") }));
        foreach (var refused in new[] { $"http://127.0.0.2:{Server.Port}/file.img", $"http://[::1]:{Server.Port}/file.img", "http://169.254.169.254/latest", "file:///etc/shadow", "ftp://127.0.0.1/x", $"http://u:p@127.0.0.1:{Server.Port}/file.img" })
        {
            to = refused;
            Assert.StartsWith("127.0.0.1 redirects to where the server does not download from.", await FailAsync(new { url = Server.Url("/b") }), StringComparison.Ordinal);
        }
        Assert.Single(Server.Asked, asked => asked == "/file.img");
    }

    /// <summary>A name that leads elsewhere when it is asked again, and one that has a good and a bad address.</summary>
    [Fact]
    [Trait("Attack", "R1")]
    public async Task Name_IsCheckedWhereTheConnectionIsMade()
    {
        var (file, asked) = (RandomNumberGenerator.GetBytes(1_000), 0);
        Names = name => name switch
        {
            "rebinding.example" => [IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "127.0.0.2")],
            "both.example" => [IPAddress.Loopback, IPAddress.Parse("10.0.0.1")],
            "mapped.example" => [IPAddress.Parse("::ffff:169.254.169.254")],
            "good.example" => [IPAddress.Loopback],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        };
        Server.Answer = context =>
        {
            if (context.Request.Path == "/file")
                return FileServer.SendAsync(context, file, null);
            context.Response.Redirect("/file");
            return Task.CompletedTask;
        };

        Assert.StartsWith("The server does not download from rebinding.example: 127.0.0.2 is a loopback address.", await FailAsync(new { url = $"http://rebinding.example:{Server.Port}/a" }), StringComparison.Ordinal);
        Assert.StartsWith("The server does not download from both.example: 10.0.0.1 is a private address.", await FailAsync(new { url = $"http://both.example:{Server.Port}/file" }), StringComparison.Ordinal);
        Assert.StartsWith("The server does not download from mapped.example: 169.254.169.254 is a link-local address.", await FailAsync(new { url = $"http://mapped.example:{Server.Port}/file" }), StringComparison.Ordinal);
        Assert.StartsWith("There is no address of the name unknown.example", await FailAsync(new { url = "http://unknown.example/file" }), StringComparison.Ordinal);
        Assert.Equal(["/a"], Server.Asked);
        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = $"http://good.example:{Server.Port}/file" });
    }
}
