using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Downloads by the server, from a web server on loopback, into a pool of a real libvirt.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealFetchTests : RealFetches
{
    [Fact]
    public async Task File_BecomesAVolume_AndItsQueryIsNowhere()
    {
        var file = RandomNumberGenerator.GetBytes(9_000_001);
        Server.Answer = context => FileServer.SendAsync(context, file, null);

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/images/disk.img?signature=k0nfidential"), sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        Assert.Equal("disk.img", task.GetProperty("target").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
        await UntilAsync(() => IsThereAsync($"{Pool}/volumes/disk.img"));
        Assert.Equal(["/images/disk.img?signature=k0nfidential"], Server.Asked);
        Assert.DoesNotContain("k0nfidential", task.ToString(), StringComparison.Ordinal);
        var logs = await ShellAsync($"cat {App.StateDirectory}/logs/*");
        Assert.Contains($"url={Server.Url("/images/disk.img?")}", logs, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync($"grep -rl k0nfidential {App.StateDirectory} || true"));
    }

    [Fact]
    public async Task PackedFileOfUnknownLength_IsUnpackedOnTheWay()
    {
        await ShellAsync($"cd {Root} && head -c 5000000 /dev/urandom > a && head -c 50000000 /dev/zero >> a && xz -0 -c a > a.xz");
        var file = await File.ReadAllBytesAsync($"{Root}/a.xz", Cancel);
        // Some servers call what is packed an encoding.
        Server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "x-xz";
            return context.Response.Body.WriteAsync(file).AsTask();
        };

        await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/disk.img.xz"), unpack = "xz", format = "raw", sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        await ShellAsync($"cmp {Root}/a {Root}/inbox/disk.img");
    }

    [Fact]
    public async Task Cut_IsGoneOnAfter_WhereTheFileIsTheSame()
    {
        var file = RandomNumberGenerator.GetBytes(5_000_000);
        var cuts = 0;
        Server.Answer = context => FileServer.SendAsync(context, file, "\"one\"", ++cuts <= 2 ? 1_500_000 : int.MaxValue);

        var task = await DoAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/disk.img"), sha256 = Convert.ToHexString(SHA256.HashData(file)) });

        Assert.Equal(3, Server.Asked.Count);
        Assert.StartsWith("/disk.img bytes=", Server.Asked[2], StringComparison.Ordinal);
        Assert.Contains("to go on.", task.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"changes\"")]
    public async Task Cut_EndsIt_WhereTheFileMayBeAnother(string? tag)
    {
        var file = RandomNumberGenerator.GetBytes(2_000_000);
        var cuts = 0;
        Server.Answer = context => FileServer.SendAsync(context, file, tag is null ? null : $"\"{cuts++}\"", 1_000_000);

        Assert.Contains("The connection broke after", await FailAsync(new { url = Server.Url("/disk.img") }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheFileIs_IsChecked()
    {
        await ShellAsync($"qemu-img create -q -f qcow2 -u -b /etc/shadow -F raw {Root}/image 1M");
        var image = await File.ReadAllBytesAsync($"{Root}/image", Cancel);
        Server.Answer = context => FileServer.SendAsync(context, image, null);

        Assert.Equal("It rests on a backing file, which would be a file of this host.", await FailAsync(new { url = Server.Url("/a.img") }));
        Assert.Equal("It is a qcow2 image, and not raw.", await FailAsync(new { url = Server.Url("/a.img"), format = "raw" }));
        Server.Answer = context => FileServer.SendAsync(context, new byte[1_000], null);
        Assert.StartsWith("Its SHA-256 is ", await FailAsync(new { url = Server.Url("/a.img"), sha256 = new string('0', 64) }), StringComparison.Ordinal);
        Assert.Equal("The file is not packed with zstd.", await FailAsync(new { url = Server.Url("/a.img"), unpack = "zst" }));
        var free = (await GetAsync(Pool)).GetProperty("available").GetInt64();
        Server.Answer = context =>
        {
            context.Response.ContentLength = free * 2;
            return context.Response.StartAsync(Cancel);
        };
        Assert.Contains("and the pool has", await FailAsync(new { url = Server.Url("/a.img") }), StringComparison.Ordinal);
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
            using var answer = await browser.PostAsJsonAsync($"{Pool}/fetch", new { url = Server.Url("/a") }, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty(Server.Asked);
    }

    [Fact]
    public async Task Cancel_RemovesTheVolume_AndASilentServerIsLeft()
    {
        Server.Answer = async context =>
        {
            context.Response.ContentLength = 5_000_000;
            // No zeros: libvirt cuts a file at each hole that is written, until what follows it has come.
            await context.Response.Body.WriteAsync(Enumerable.Repeat((byte)7, 1_000_000).ToArray(), Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        foreach (var cancels in new[] { true, false })
        {
            var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/half.img") });
            JsonElement ended = default;
            // Three pieces of 256 KiB are written: it waits for the server, and for no call to libvirt, whose patience would end too.
            await UntilAsync(async () => await ShellAsync($"test $(stat -c %b {Root}/inbox/half.img 2> /dev/null || echo 0) -lt $((3 * 512)) || echo waits") == "waits" || (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
            Assert.True(ended.ValueKind is JsonValueKind.Undefined || ended.GetProperty("endedAt").ValueKind is JsonValueKind.Null, ended.ToString());
            if (cancels)
                Assert.True((await Client.PostAsync($"{task}/cancel", null, Cancel)).IsSuccessStatusCode);
            else
                Time.Skip(TimeSpan.FromMinutes(2));
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
        Server.Answer = context => hold.Task;
        for (var number = 1; number <= 15; number++)
            await CreateAsync($"{number}.img", "raw", 1_000, null);
        var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", new { url = Server.Url("/one.img") });
        await UntilAsync(() => Task.FromResult(Server.Asked.Count == 1));

        using var answer = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("more.img", "raw", 1_000, null));
        Assert.Contains("You have 16 unfinished uploads on local already.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("You have 16 unfinished uploads on local already.", await FailAsync(new { url = Server.Url("/two.img") }, left: null));
        hold.SetResult();
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
    }
}
