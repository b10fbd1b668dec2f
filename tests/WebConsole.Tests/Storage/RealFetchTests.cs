using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Features.Storage.Fetching;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Downloads by the server, from a web server on loopback, into a pool of a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealFetchTests : RealUploads
{
    private readonly SkippedTime _time = new();
    private FileServer _server = null!;

    /// <summary>What names resolve to; the names of the test alone.</summary>
    private Func<string, IPAddress[]> _names = _ => throw new SocketException((int)SocketError.HostNotFound);

    protected override string[] Settings => ["--WebConsole:Storage:FetchFrom:0=127.0.0.1"];

    public override async ValueTask InitializeAsync()
    {
        _server = await FileServer.StartAsync(Cancel);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task File_BecomesAVolume_AndItsQueryIsNowhere()
    {
        var file = RandomNumberGenerator.GetBytes(9_000_001);
        _server.Answer = context => FileServer.SendAsync(context, file, null);

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/images/disk.img?signature=k0nfidential"), sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        Assert.Equal("disk.img", task.GetProperty("target").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
        await UntilAsync(() => IsThereAsync($"{Pool}/volumes/disk.img"));
        Assert.Equal(["/images/disk.img?signature=k0nfidential"], _server.Asked);
        Assert.DoesNotContain("k0nfidential", task.ToString(), StringComparison.Ordinal);
        var logs = await ShellAsync($"cat {App.StateDirectory}/logs/*");
        Assert.Contains($"url={_server.Url("/images/disk.img?")}", logs, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"grep -rl k0nfidential {App.StateDirectory} || true"));
    }

    [Fact]
    public async Task PackedFileOfUnknownLength_IsUnpackedOnTheWay()
    {
        await ShellAsync($"cd {Root} && head -c 5000000 /dev/urandom > a && head -c 50000000 /dev/zero >> a && xz -0 -c a > a.xz");
        var file = await File.ReadAllBytesAsync($"{Root}/a.xz", Cancel);
        // Some servers call what is packed an encoding.
        _server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "x-xz";
            return context.Response.Body.WriteAsync(file).AsTask();
        };

        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/disk.img.xz"), unpack = "xz", format = "raw", sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        await ShellAsync($"cmp {Root}/a {Root}/inbox/disk.img");
    }

    [Fact]
    public async Task Cut_IsGoneOnAfter_WhereTheFileIsTheSame()
    {
        var file = RandomNumberGenerator.GetBytes(5_000_000);
        var cuts = 0;
        _server.Answer = context => FileServer.SendAsync(context, file, "\"one\"", ++cuts <= 2 ? 1_500_000 : int.MaxValue);

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/disk.img"), sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        Assert.Equal(3, _server.Asked.Count);
        Assert.StartsWith("/disk.img bytes=", _server.Asked[2], StringComparison.Ordinal);
        Assert.Contains("to go on.", task.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"changes\"")]
    public async Task Cut_EndsIt_WhereTheFileMayBeAnother(string? tag)
    {
        var file = RandomNumberGenerator.GetBytes(2_000_000);
        var cuts = 0;
        _server.Answer = context => FileServer.SendAsync(context, file, tag is null ? null : $"\"{cuts++}\"", 1_000_000);

        Assert.Contains("The connection broke after", await FailAsync(new { url = _server.Url("/disk.img") }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "The server has no such file (404).")]
    [InlineData(403, "The server does not give the file to everyone (403).")]
    [InlineData(503, "The server can't give the file now (503 Service Unavailable).")]
    [InlineData(204, "The server answers 204 No Content, and not with the file.")]
    [InlineData(206, "The server answers 206 Partial Content, and not with the file.")]
    public async Task AnswerThatIsNotTheFile_IsSaid(int status, string said)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Assert.Equal(said, await FailAsync(new { url = _server.Url("/disk.img") }));
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
        _server.Answer = context =>
        {
            (context.Response.ContentType, context.Response.Headers.ContentEncoding) = (type, encoding);
            return context.Response.WriteAsync("<html>Sign in</html>", Cancel);
        };

        Assert.Equal(said, await FailAsync(new { url = _server.Url(path) }));
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
        _server.Answer = context =>
        {
            if (to is not null && context.Request.Path != to)
                context.Response.Redirect(to);
            else if (disposition is not null)
                context.Response.Headers.ContentDisposition = disposition;
            return context.Response.StatusCode is 302 ? Task.CompletedTask : FileServer.SendAsync(context, RandomNumberGenerator.GetBytes(1_000), null);
        };

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url(path), name = given });

        Assert.Equal(name, task.GetProperty("result").GetProperty("name").GetString());
        Assert.Equal(name, await ShellAsync($"ls {Root}/inbox"));
    }

    /// <summary>A name that becomes known only when the server answers is claimed as one that was given.</summary>
    [Fact]
    public async Task NameOfTheServer_IsTakenOnce()
    {
        var rest = new TaskCompletionSource();
        _server.Answer = async context =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=disk.img";
            context.Response.ContentLength = 600_000;
            await context.Response.Body.WriteAsync(new byte[300_000], Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await rest.Task;
            await context.Response.Body.WriteAsync(new byte[300_000], Cancel);
        };
        var first = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/one") });
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "disk.img");

        Assert.Equal("disk.img is already being downloaded.", await FailAsync(new { url = _server.Url("/two") }, left: "disk.img"));
        using (var upload = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("disk.img", "raw", 1_000, null)))
            Assert.NotEqual(HttpStatusCode.Created, upload.StatusCode);
        // Its first name is free.
        Assert.StartsWith("/api/v1/pools", await CreateAsync("one", "raw", 1_000, null), StringComparison.Ordinal);
        rest.SetResult();
        await UntilAsync(async () => (await GetAsync(first)).GetProperty("state").GetString() == "succeeded");
        Assert.StartsWith("The server calls the file disk.img, and there is a volume", await FailAsync(new { url = _server.Url("/two") }, left: null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheFileIs_IsChecked()
    {
        await ShellAsync($"qemu-img create -q -f qcow2 -u -b /etc/shadow -F raw {Root}/image 1M");
        var image = await File.ReadAllBytesAsync($"{Root}/image", Cancel);
        _server.Answer = context => FileServer.SendAsync(context, image, null);

        Assert.Equal("It rests on a backing file, which would be a file of this host.", await FailAsync(new { url = _server.Url("/a.img") }));
        Assert.Equal("It is a qcow2 image, and not raw.", await FailAsync(new { url = _server.Url("/a.img"), format = "raw" }));
        _server.Answer = context => FileServer.SendAsync(context, new byte[1_000], null);
        Assert.StartsWith("Its SHA-256 is ", await FailAsync(new { url = _server.Url("/a.img"), sha256 = new string('0', 64) }), StringComparison.Ordinal);
        Assert.Equal("The file is not packed with zstd.", await FailAsync(new { url = _server.Url("/a.img"), unpack = "zst" }));
        var free = (await GetAsync(Pool)).GetProperty("available").GetInt64();
        _server.Answer = context =>
        {
            context.Response.ContentLength = free * 2;
            return context.Response.StartAsync(Cancel);
        };
        Assert.Contains("and the pool has", await FailAsync(new { url = _server.Url("/a.img") }), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "R1")]
    public async Task Redirects_AreFollowedOnlyToWhereOneMayGo()
    {
        var file = RandomNumberGenerator.GetBytes(1_000);
        var to = "";
        _server.Answer = context =>
        {
            if (context.Request.Path == "/file.img")
                return FileServer.SendAsync(context, file, null);
            context.Response.Redirect(context.Request.Path == "/loop" ? "/loop" : to);
            return Task.CompletedTask;
        };

        to = "/file.img";
        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/a.img") });
        Assert.Equal("1000", await ShellAsync($"stat -c %s {Root}/inbox/a.img && rm {Root}/inbox/a.img && virsh pool-refresh inbox > /dev/null"));
        Assert.Equal("It is redirected more than 10 times.", await FailAsync(new { url = _server.Url("/loop") }));
        foreach (var refused in new[] { $"http://127.0.0.2:{_server.Port}/file.img", $"http://[::1]:{_server.Port}/file.img", "http://169.254.169.254/latest", "file:///etc/shadow", "ftp://127.0.0.1/x", $"http://u:p@127.0.0.1:{_server.Port}/file.img" })
        {
            to = refused;
            Assert.StartsWith("127.0.0.1 redirects to where the server does not download from.", await FailAsync(new { url = _server.Url("/b") }), StringComparison.Ordinal);
        }
        Assert.Single(_server.Asked, asked => asked == "/file.img");
    }

    /// <summary>A name that leads elsewhere when it is asked again, and one that has a good and a bad address.</summary>
    [Fact]
    [Trait("Attack", "R1")]
    public async Task Name_IsCheckedWhereTheConnectionIsMade()
    {
        var (file, asked) = (RandomNumberGenerator.GetBytes(1_000), 0);
        _names = name => name switch
        {
            "rebinding.example" => [IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "127.0.0.2")],
            "both.example" => [IPAddress.Loopback, IPAddress.Parse("10.0.0.1")],
            "mapped.example" => [IPAddress.Parse("::ffff:169.254.169.254")],
            "good.example" => [IPAddress.Loopback],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        };
        _server.Answer = context =>
        {
            if (context.Request.Path == "/file")
                return FileServer.SendAsync(context, file, null);
            context.Response.Redirect("/file");
            return Task.CompletedTask;
        };

        Assert.StartsWith("The server does not download from rebinding.example: 127.0.0.2 is a loopback address.", await FailAsync(new { url = $"http://rebinding.example:{_server.Port}/a" }), StringComparison.Ordinal);
        Assert.StartsWith("The server does not download from both.example: 10.0.0.1 is a private address.", await FailAsync(new { url = $"http://both.example:{_server.Port}/file" }), StringComparison.Ordinal);
        Assert.StartsWith("The server does not download from mapped.example: 169.254.169.254 is a link-local address.", await FailAsync(new { url = $"http://mapped.example:{_server.Port}/file" }), StringComparison.Ordinal);
        Assert.StartsWith("There is no address of the name unknown.example", await FailAsync(new { url = "http://unknown.example/file" }), StringComparison.Ordinal);
        Assert.Equal(["/a"], _server.Asked);
        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = $"http://good.example:{_server.Port}/file" });
    }

    [Theory]
    [InlineData("url", """{ "url": "file:///etc/shadow", "name": "a" }""")]
    [InlineData("url", """{ "url": "http://user:word@example.org/a" }""")]
    [InlineData("url", """{ "url": "http://10.0.0.1/a" }""")]
    [InlineData("url", """{ "url": "http://[::ffff:192.168.0.1]/a" }""")]
    [InlineData("name", """{ "url": "http://example.org/a", "name": "../a" }""")]
    [InlineData("name", """{ "url": "http://example.org/" }""")]
    [InlineData("format", """{ "url": "http://example.org/a", "format": "vmdk" }""")]
    [InlineData("sha256", """{ "url": "http://example.org/a", "sha256": "12" }""")]
    [InlineData("unpack", """{ "url": "http://example.org/a", "unpack": "rar" }""")]
    [Trait("Attack", "R1")]
    public async Task BadInput_IsSaidAtItsField(string field, string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await Client.PostAsync($"{Pool}/fetch", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task OnlyAdministrators_Download()
    {
        foreach (var role in new[] { Role.Viewer, Role.Operator })
        {
            using var browser = await BrowserAsync(App, role);
            using var answer = await browser.PostAsJsonAsync($"{Pool}/fetch", new { url = _server.Url("/a") }, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task Cancel_RemovesTheVolume_AndASilentServerIsLeft()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentLength = 5_000_000;
            // No zeros: libvirt cuts a file at each hole that is written, until what follows it has come.
            await context.Response.Body.WriteAsync(Enumerable.Repeat((byte)7, 1_000_000).ToArray(), Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        foreach (var cancels in new[] { true, false })
        {
            var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/half.img") });
            JsonElement ended = default;
            // Three pieces of 256 KiB are written: it waits for the server, and for no call to libvirt, whose patience would end too.
            await UntilAsync(async () => await ShellAsync($"test $(stat -c %b {Root}/inbox/half.img 2> /dev/null || echo 0) -lt $((3 * 512)) || echo waits") == "waits" || (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
            Assert.True(ended.ValueKind is JsonValueKind.Undefined || ended.GetProperty("endedAt").ValueKind is JsonValueKind.Null, ended.ToString());
            if (cancels)
                Assert.True((await Client.PostAsync($"{task}/cancel", null, Cancel)).IsSuccessStatusCode);
            else
                _time.Skip(TimeSpan.FromMinutes(2));
            await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
            Assert.Equal(cancels ? "cancelled" : "failed", ended.GetProperty("state").GetString());
            Assert.Equal("", await ShellAsync($"ls {Root}/inbox"));
            if (!cancels)
                Assert.Contains("Nothing has arrived for 60 s.", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task Downloads_CountAsUploads()
    {
        var hold = new TaskCompletionSource();
        _server.Answer = context => hold.Task;
        for (var number = 1; number <= 15; number++)
            await CreateAsync($"{number}.img", "raw", 1_000, null);
        var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = _server.Url("/one.img") });
        await UntilAsync(() => Task.FromResult(_server.Asked.Count == 1));

        using var answer = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("more.img", "raw", 1_000, null));
        Assert.Contains("You have 16 unfinished uploads on local already.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("You have 16 unfinished uploads on local already.", await FailAsync(new { url = _server.Url("/two.img") }, left: null));
        hold.SetResult();
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
    }

    private protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<ResolveName>((name, _) => Task.FromResult(IPAddress.TryParse(name, out var address) ? [address] : _names(name)));
    }

    /// <summary>A download that fails, and leaves nothing.</summary>
    private async Task<string> FailAsync(object asked, string? left = "")
    {
        var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", asked);
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        if (left is not null)
            Assert.Equal(left, await ShellAsync($"ls {Root}/inbox"));
        return ended.GetProperty("error").GetString()!;
    }
}
