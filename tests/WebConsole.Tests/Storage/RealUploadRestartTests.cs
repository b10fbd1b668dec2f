using System.Net;
using System.Security.Cryptography;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>libvirtd restarts in the middle of an upload. Alone, because all other classes use the same daemon.</summary>
[Trait("Category", "Integration")]
[Collection(nameof(RealUploadRestartTests))]
public sealed class RealUploadRestartTests : RealUploads
{
    [Fact]
    public async Task DaemonThatRestarts_LosesNothingThatItConfirmed()
    {
        var file = RandomNumberGenerator.GetBytes(4_000_000);
        var upload = await CreateAsync("disk.img", "raw", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..1_000_000]));

        var rest = new TaskCompletionSource();
        var running = SendAsync(Client, HttpMethod.Patch, upload, Holding(file, 1_000_000, 1_000_000, rest.Task));
        await ShellAsync($"{RealGuest.Lab}/daemon.sh restart libvirtd");
        rest.SetResult();
        using (var answer = await running)
            Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync(Cancel));

        var offset = await OffsetAsync(upload);
        Assert.Equal(1_000_000, offset);
        await UntilAsync(async () => await PatchAsync(upload, offset, file[offset..]) is HttpStatusCode.NoContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
    }

    /// <summary>All has arrived, and the check reads it back.</summary>
    [Fact]
    public async Task DaemonThatEndsInTheCheck_CostsNothingOfTheFile()
    {
        var file = RandomNumberGenerator.GetBytes(200_000_000);
        var upload = await CreateAsync("large.img", "raw", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        var last = SendAsync(Client, HttpMethod.Patch, upload, Bytes(0, file));
        await UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().Any(task => task.ToString().Contains("read back", StringComparison.Ordinal)));

        await ShellAsync($"{RealGuest.Lab}/daemon.sh kill libvirtd");
        await UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().Any(task => task.ToString().Contains("Waits for libvirt", StringComparison.Ordinal)));
        await ShellAsync($"{RealGuest.Lab}/daemon.sh start libvirtd");

        using (var answer = await last)
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NoContent, HttpStatusCode.Accepted });
        await UntilAsync(async () =>
        {
            using var asked = await SendAsync(Client, HttpMethod.Head, upload);
            return asked.Headers.Location is { } task && (await GetAsync(task.ToString())).GetProperty("state").GetString() == "succeeded";
        });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/large.img | cut -d' ' -f1"));
    }
}

[CollectionDefinition(nameof(RealUploadRestartTests), DisableParallelization = true)]
public sealed class RestartsOfTheDaemon;
