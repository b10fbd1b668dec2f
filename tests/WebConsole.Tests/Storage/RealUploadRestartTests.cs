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
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        var offset = await OffsetAsync(upload);
        Assert.Equal(1_000_000, offset);
        await UntilAsync(async () => await PatchAsync(upload, offset, file[offset..]) is HttpStatusCode.NoContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
    }
}

[CollectionDefinition(nameof(RealUploadRestartTests), DisableParallelization = true)]
public sealed class RestartsOfTheDaemon;
