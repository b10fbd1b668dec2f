using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What goes wrong in the middle of an upload, and how many there may be.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealUploadFaultTests : RealUploads
{
    [Fact]
    [Trait("Attack", "F6")]
    public async Task PoolThatIsFull_EndsTheUpload_AndKeepsNoHalf()
    {
        await ShellAsync($"mkdir -p {Root}/small && mount -t tmpfs -o size=16m tmpfs {Root}/small");
        try
        {
            var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "small", path = $"{Root}/small" });
            var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
            await UntilAsync(() => IsThereAsync(pool));
            var upload = await CreateAsync("disk.img", "raw", 8_000_000, null, pool: pool);
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, new byte[1_000_000]));

            await ShellAsync($"head -c 13000000 /dev/urandom > {Root}/small/others");
            using var last = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(1_000_000, RandomNumberGenerator.GetBytes(7_000_000)));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
            Assert.Contains("No space left on device", (await last.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
            await UntilAsync(async () => await ShellAsync($"ls {Root}/small") == "others");
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(Client, HttpMethod.Head, upload)).StatusCode);
        }
        finally
        {
            await ShellAsync($"virsh pool-destroy small; virsh pool-undefine small; umount {Root}/small; true");
        }
    }

    [Fact]
    public async Task PoolThatVirshStopsInTheMiddle_CostsNothingOfTheFile()
    {
        var file = RandomNumberGenerator.GetBytes(3_000_000);
        var upload = await CreateAsync("disk.img", "raw", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..1_000_000]));

        await ShellAsync("virsh pool-destroy inbox");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PatchAsync(upload, 1_000_000, file[1_000_000..]));
        await ShellAsync("virsh pool-start inbox");

        await UntilAsync(async () => await PatchAsync(upload, 1_000_000, file[1_000_000..]) is HttpStatusCode.NoContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
    }

    /// <summary>Nothing of the only request has ended, yet its volume is recognised.</summary>
    [Fact]
    public async Task RestartInTheFirstRequest_KeepsItsBeginning()
    {
        var state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
        var file = RandomNumberGenerator.GetBytes(4_000_000);
        string upload;
        await using (var first = await StartAsync(state, TimeProvider.System))
        {
            using var browser = await BrowserAsync(first);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            upload = await CreateAsync("disk.img", "raw", file.Length, null, browser);
            var held = new TaskCompletionSource();
            _ = SendAsync(browser, HttpMethod.Patch, upload, Holding(file, 0, 3_000_000, held.Task));
            await UntilAsync(async () => (await ShellAsync($"cat {state}/uploads/*.json")).Contains("\"Offset\":262144", StringComparison.Ordinal));
        }
        await using (var second = await StartAsync(state, TimeProvider.System))
        {
            using var browser = await BrowserAsync(second);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            var offset = await OffsetAsync(upload, browser);
            Assert.InRange(offset, 256 << 10, 3_000_000);
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, offset, file[offset..], browser));
        }
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
        Directory.Delete(state, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadThatNobodyContinues_IsRemovedAfterADay(bool restarted)
    {
        var (state, time) = (Directory.CreateTempSubdirectory("webconsole-test-").FullName, new SkippedTime());
        await using (var first = await StartAsync(state, time))
        {
            using var browser = await BrowserAsync(first);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            var upload = await CreateAsync("half.img", "raw", 2_000_000, null, browser);
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, new byte[1_000_000], browser));
            if (!restarted)
            {
                time.Skip(TimeSpan.FromHours(23));
                Assert.Equal("half.img", await ShellAsync($"ls {Root}/inbox"));
                time.Skip(TimeSpan.FromHours(24));
                await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
                // Sessions end in two days, too.
                using var later = await BrowserAsync(first);
                Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(later, HttpMethod.Head, upload)).StatusCode);
                Assert.Contains("Nothing has arrived for 24 hours.", await later.GetStringAsync("/api/v1/tasks", Cancel), StringComparison.Ordinal);
            }
        }
        if (restarted)
        {
            await using var second = await StartAsync(state, time);
            using var browser = await BrowserAsync(second);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            time.Skip(TimeSpan.FromHours(24));
            await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
        }
        await UntilAsync(async () => await ShellAsync($"ls {state}/uploads") == "");
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task Uploads_HaveALimitForAPerson_AndForAHost()
    {
        for (var person = 1; person <= 4; person++)
        {
            using var browser = await BrowserAsync(App, Role.Administrator, $"person-{person}");
            for (var number = 1; number <= 16; number++)
                await CreateAsync($"{person}-{number}.img", "raw", 1_000, null, browser);
            Assert.Contains(person < 4 ? "You have 16 unfinished uploads on local already." : "unfinished uploads on local already.", await RefusedAsync(browser), StringComparison.Ordinal);
        }
        using var another = await BrowserAsync(App, Role.Administrator, "another");
        Assert.Contains("There are 64 unfinished uploads on local already.", await RefusedAsync(another), StringComparison.Ordinal);
    }

    /// <summary>A client that hears 404 begins anew; and after a restart it takes a moment until the pools are known.</summary>
    [Fact]
    public async Task PoolsThatAreNotReadYet_HaveNoAnswerAboutUploads()
    {
        await using var early = await TestApplication.StartAsync(null, null, "--host", "local=qemu+unix:///system?socket=/nonexistent");
        using var browser = await BrowserAsync(early);

        Assert.Equal(HttpStatusCode.Locked, (await SendAsync(browser, HttpMethod.Head, $"{Pool}/uploads/{Guid.NewGuid():D}")).StatusCode);
    }

    private static Task<TestApplication> StartAsync(string state, TimeProvider time) =>
        TestApplication.StartAsync(builder => builder.Services.AddSingleton(time), state, "--host", "local=qemu:///system");

    private async Task<string> RefusedAsync(HttpClient browser)
    {
        using var answer = await SendAsync(browser, HttpMethod.Post, $"{Pool}/uploads", Creation("more.img", "raw", 1_000, null));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
