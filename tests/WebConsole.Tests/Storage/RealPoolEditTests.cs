using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Pools that exist are edited and built, verified by virsh.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealPoolEditTests : RealStorage
{
    [Fact]
    public async Task RunningPool_TakesItsNewDirectoryWhenItStartsAgain()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "edited", path = $"{Root}/first" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        try
        {
            await DoAsync(HttpMethod.Patch, pool, new { path = $"{Root}/second" });
            Assert.Equal($"{Root}/first {Root}/second", await ShellAsync("echo $(for what in '' --inactive; do virsh pool-dumpxml edited $what | grep -oP '(?<=<path>).*(?=</path>)'; done)"));

            await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
            await UntilAsync(async () => (await GetAsync(pool)).GetProperty("actions").EnumerateArray().Any(action => action.GetString() == "build"));
            await DoAsync(HttpMethod.Post, $"{pool}/build", new { });
            await DoAsync(HttpMethod.Post, $"{pool}/start", null);
            Assert.Equal("yes", await ShellAsync($"test -d {Root}/second && echo yes"));
            await UntilAsync(async () => (await GetAsync(pool)).GetProperty("path").GetString() == $"{Root}/second");
        }
        finally
        {
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
        }
    }

    /// <summary>Two people edit one pool: the second is told, and nothing of the first is lost.</summary>
    [Fact]
    public async Task PoolThatSomebodyElseHasEdited_IsLeftAsItIs()
    {
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "shared", path = $"{Root}/first" });
        var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        try
        {
            using var read = await Client.GetAsync($"{pool}/xml?inactive=true", Cancel);
            var version = read.Headers.ETag!.ToString();
            await ShellAsync($"virsh pool-dumpxml shared --inactive | sed 's#{Root}/first#{Root}/theirs#' > {Root}/theirs.xml && virsh pool-define {Root}/theirs.xml");

            using var request = new HttpRequestMessage(HttpMethod.Patch, pool) { Content = JsonContent.Create(new { path = $"{Root}/mine" }) };
            request.Headers.TryAddWithoutValidation("If-Match", version);
            using var answer = await Client.SendAsync(request, Cancel);

            Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
            Assert.Contains($"{Root}/theirs", await ShellAsync("virsh pool-dumpxml shared --inactive"), StringComparison.Ordinal);
        }
        finally
        {
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
        }
    }

    [Fact]
    public async Task Device_IsFormattedOnlyWhenItIsNamed()
    {
        var disk = await ShellAsync($"truncate -s 64M {Root}/disk && losetup -f --show {Root}/disk");
        var pool = "";
        try
        {
            var uuid = await ShellAsync($"virsh pool-define-as built fs --source-dev {disk} --source-format ext4 --target {Root}/built > /dev/null && virsh pool-uuid built");
            pool = $"/api/v1/pools/local/{uuid}";
            await UntilAsync(() => IsThereAsync(pool));

            await DoAsync(HttpMethod.Post, $"{pool}/build", new { });
            Assert.Equal("blank", await ShellAsync($"blkid -p {disk} > /dev/null || echo blank"));
            await DoAsync(HttpMethod.Post, $"{pool}/build", new { erase = new[] { disk } });

            Assert.Equal("ext4", await ShellAsync($"blkid -p -o value -s TYPE {disk}"));
            await DoAsync(HttpMethod.Post, $"{pool}/start", null);
            await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
        }
        finally
        {
            await DoAsync(HttpMethod.Delete, pool, new { contents = false });
            await ShellAsync($"losetup -d {disk}");
        }
    }
}
