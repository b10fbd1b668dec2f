using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Uploads of packed files into a pool of a real libvirt, which are unpacked on the way.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealUnpackTests : RealUploads
{
    [Theory]
    [InlineData("gz", "gzip -c")]
    [InlineData("xz", "xz -c")]
    [InlineData("zst", "zstd -qc")]
    public async Task PackedFile_IsUnpacked_OverACut_AndZerosTakeNoSpace(string packing, string program)
    {
        // Two members, with many zeros between.
        var file = await PackAsync($"head -c 5000000 /dev/urandom > a; head -c 300000000 /dev/zero > b; cat a b a > disk; {program} a > one; cat b a | {program} > two; cat one two > packed");
        var upload = await CreateAsync("disk.img", "raw", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)), unpack: packing);

        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..1_000_000]));
        await CutAsync(upload, 1_000_000, file[1_000_000..], after: 3_000_000);
        await UntilAsync(async () =>
        {
            var offset = await OffsetAsync(upload);
            Assert.InRange(offset, 1_000_000, 4_000_000);
            return await PatchAsync(upload, offset, file[offset..]) is HttpStatusCode.NoContent;
        });

        await ShellAsync($"cmp {Root}/disk {Root}/inbox/disk.img");
        Assert.InRange(int.Parse(await ShellAsync($"du -k {Root}/inbox/disk.img | cut -f1"), CultureInfo.InvariantCulture), 9_000, 12_000);
        await UntilAsync(() => IsThereAsync($"{Pool}/volumes/disk.img"));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Client, HttpMethod.Head, upload)).StatusCode);
    }

    [Theory]
    [InlineData("head -c 2000000 /dev/urandom | gzip -c | head -c 1500000 > packed", "gz", "The packed file is damaged, or ends too early.")]
    [InlineData("head -c 2000000 /dev/urandom | xz -c > packed; echo more >> packed", "xz", "Something else follows the end of the packed file.")]
    [InlineData("head -c 2000000 /dev/urandom | gzip -c > packed; printf xxx | dd of=packed bs=1 seek=900000 conv=notrunc status=none", "gz", "The packed file is damaged, or ends too early.")]
    [InlineData("head -c 2000000 /dev/urandom > packed", "xz", "The file is not packed with xz.")]
    [InlineData("qemu-img create -q -f qcow2 -u -b /etc/shadow -F raw image 1M; gzip -c image > packed", "gz", "It rests on a backing file, which would be a file of this host.")]
    [InlineData("qemu-img create -q -f vmdk image 1M; xz -c image > packed", "xz", "It is a VMDK image. Convert it first: qemu-img convert -O qcow2")]
    [InlineData("gzip -c < /dev/null > packed", "gz", "The file is empty.")]
    [Trait("Attack", "F1")]
    public async Task BrokenOrHostileFile_IsNamedSo_AndNotKept(string make, string packing, string mistake)
    {
        var file = await PackAsync(make);
        // What is in it is seen by its bytes.
        var upload = await CreateAsync("disk.img", "", file.Length, null, unpack: packing);
        using var answer = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(0, file));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(mistake, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
    }

    [Fact]
    public async Task HashIsOfThePackedFile_AndAnotherOneIsNotKept()
    {
        var file = await PackAsync("head -c 2000000 /dev/urandom > a; gzip -c a > packed");
        var upload = await CreateAsync("disk.img", "raw", file.Length, (await ShellAsync($"sha256sum {Root}/a"))[..64], unpack: "gz");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PatchAsync(upload, 0, file));
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task Bomb_IsStoppedAtTheFreeSpace()
    {
        await ShellAsync($"mkdir -p {Root}/small && mount -t tmpfs -o size=64m tmpfs {Root}/small");
        try
        {
            var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "small", path = $"{Root}/small" });
            var pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
            await UntilAsync(() => IsThereAsync(pool));
            var file = await PackAsync("head -c 4000000000 /dev/zero | gzip -1 -c > packed");
            var upload = await CreateAsync("bomb.img", "raw", file.Length, null, pool: pool, unpack: "gz");

            using var answer = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(0, file));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("that the pool has left", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
            await UntilAsync(async () => await ShellAsync($"ls {Root}/small") == "");
        }
        finally
        {
            await ShellAsync($"virsh pool-destroy small; virsh pool-undefine small; umount {Root}/small; true");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_EndsIt_SoThatTheClientBeginsAnew(bool clientAsks)
    {
        var (state, time) = (Directory.CreateTempSubdirectory("webconsole-test-").FullName, new SkippedTime());
        var file = await PackAsync("head -c 3000000 /dev/urandom > a; gzip -c a > packed");
        string upload;
        await using (var first = await StartAsync(state, time))
        {
            using var browser = await BrowserAsync(first);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            upload = await CreateAsync("disk.img", "raw", file.Length, null, browser, unpack: "gz");
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..2_000_000], browser));
            await UntilAsync(async () => (await ShellAsync($"cat {state}/uploads/*.json")).Contains("\"Physical\":262144", StringComparison.Ordinal));
        }
        Assert.Equal("disk.img", await ShellAsync($"ls {Root}/inbox"));
        await using (var second = await StartAsync(state, time))
        {
            using var browser = await BrowserAsync(second);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            if (clientAsks)
            {
                Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(browser, HttpMethod.Head, upload)).StatusCode);
                Assert.Equal("", await ShellAsync($"ls {Root}/inbox"));
                upload = await CreateAsync("disk.img", "raw", file.Length, null, browser, unpack: "gz");
                Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file, browser));
                await ShellAsync($"cmp {Root}/a {Root}/inbox/disk.img");
            }
            else
            {
                time.Skip(TimeSpan.FromMinutes(1));
                await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
            }
        }
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task PackedFiles_HaveALimit_AndEndAfterAnHour()
    {
        for (var number = 1; number <= 4; number++)
            await CreateAsync($"{number}.img", "raw", 1_000, null, unpack: "xz");
        using var answer = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("5.img", "raw", 1_000, null, "xz"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("4 packed files are being unpacked already.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await CreateAsync("plain.img", "raw", 1_000, null);
        using var unknown = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("6.img", "raw", 1_000, null, "rar"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);

        _time.Skip(TimeSpan.FromHours(1));

        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "plain.img");
    }

    private readonly SkippedTime _time = new();

    private protected override void Adjust(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(_time);

    private static async Task<byte[]> PackAsync(string make)
    {
        await ShellAsync($"cd {Root} && {make}");
        return await File.ReadAllBytesAsync($"{Root}/packed", Cancel);
    }

    private static Task<TestApplication> StartAsync(string state, TimeProvider time) =>
        TestApplication.StartAsync(builder => builder.Services.AddSingleton(time), state, "--host", "local=qemu:///system");
}
