using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>Uploads into a pool of a real libvirt, as a tus client makes them.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealUploadTests : RealUploads
{
    [Fact]
    public async Task UploadThatIsCut_GoesOnWhereItWas_AndIsWhatWasSent()
    {
        var file = RandomNumberGenerator.GetBytes(9_000_001);
        var upload = await CreateAsync("disk.img", "raw", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));

        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..3_000_000]));
        await CutAsync(upload, 3_000_000, file[3_000_000..], after: 2_000_000);
        // The request that was cut may arrive after this one; then a client asks again, as tus-js-client does.
        await UntilAsync(async () =>
        {
            var offset = await OffsetAsync(upload);
            Assert.InRange(offset, 3_000_000, 5_000_000);
            Assert.Equal(HttpStatusCode.Conflict, await PatchAsync(upload, offset - 1, file[(offset - 1)..]));
            return await PatchAsync(upload, offset, file[offset..]) is HttpStatusCode.NoContent;
        });

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/disk.img | cut -d' ' -f1"));
        Assert.Equal($"{file.Length}", await ShellAsync($"stat -c %s {Root}/inbox/disk.img"));
        // The last answer comes when the volume is known, and can be used.
        Assert.True(await IsThereAsync($"{Pool}/volumes/disk.img"));
        await DoAsync(HttpMethod.Delete, $"{Pool}/volumes/disk.img", null);
    }

    /// <summary>The last answer may be lost: then a client asks again, and must not bring the whole file once more.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndOfAnUpload_IsToldAgain(bool isRight)
    {
        var upload = await CreateAsync("disk.img", "raw", 1_000, isRight ? null : new string('0', 64));
        Assert.Equal(isRight ? HttpStatusCode.NoContent : HttpStatusCode.UnprocessableEntity, await PatchAsync(upload, 0, new byte[1_000]));

        using (var asked = await SendAsync(Client, HttpMethod.Head, upload))
        {
            Assert.Equal(isRight ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, asked.StatusCode);
            Assert.Equal(["1000", "1000"], new[] { "Upload-Offset", "Upload-Length" }.Select(header => asked.Headers.GetValues(header).Single()));
            Assert.Equal(isRight ? "succeeded" : "failed", (await GetAsync(asked.Headers.Location!.ToString())).GetProperty("state").GetString());
        }
        using (var again = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(1_000, [])))
        {
            Assert.Equal(isRight ? HttpStatusCode.NoContent : HttpStatusCode.UnprocessableEntity, again.StatusCode);
            if (!isRight)
                Assert.StartsWith("Its SHA-256 is ", (await again.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Conflict, await PatchAsync(upload, 0, new byte[1_000]));
        // Nobody learns of it who may not upload, and there is nothing to give up.
        using var other = await BrowserAsync(App, Role.Operator, "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(other, HttpMethod.Head, upload)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(Client, HttpMethod.Delete, upload)).StatusCode);
        Assert.Equal(isRight ? "disk.img" : "", await ShellAsync($"ls {Root}/inbox"));
    }

    [Fact]
    public async Task Restart_LosesNothingThatLibvirtConfirmed()
    {
        var state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
        var file = RandomNumberGenerator.GetBytes(2_000_000);
        string upload;
        await using (var first = await TestApplication.StartAsync(null, state, "--host", "local=qemu:///system"))
        {
            using var browser = await BrowserAsync(first);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            upload = await CreateAsync("kept.img", "raw", file.Length, null, browser);
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..1_000_000], browser));
        }
        await using (var second = await TestApplication.StartAsync(null, state, "--host", "local=qemu:///system"))
        {
            using var browser = await BrowserAsync(second);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            Assert.Equal(1_000_000, await OffsetAsync(upload, browser));
            Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 1_000_000, file[1_000_000..], browser));
        }
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), await ShellAsync($"sha256sum {Root}/inbox/kept.img | cut -d' ' -f1"));
        Directory.Delete(state, recursive: true);
    }

    /// <summary>While WebConsole did not run, somebody made a volume of the same name and length.</summary>
    [Theory]
    [Trait("Attack", "F2")]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task Restart_TouchesNoVolumeOfSomeoneElse(int arrived)
    {
        var state = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
        var file = RandomNumberGenerator.GetBytes(2_000_000);
        string upload;
        await using (var first = await TestApplication.StartAsync(null, state, "--host", "local=qemu:///system"))
        {
            using var browser = await BrowserAsync(first);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            upload = await CreateAsync("theirs.img", "raw", file.Length, null, browser);
            if (arrived > 0)
                Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..arrived], browser));
        }
        await ShellAsync($"virsh vol-delete theirs.img inbox && virsh vol-create-as inbox theirs.img {file.Length} --format raw && head -c {file.Length} /dev/urandom > {Root}/inbox/theirs.img");
        var theirs = await ShellAsync($"sha256sum {Root}/inbox/theirs.img");

        await using (var second = await TestApplication.StartAsync(null, state, "--host", "local=qemu:///system"))
        {
            using var browser = await BrowserAsync(second);
            await UntilAsync(async () => (await browser.GetAsync(Pool, Cancel)).IsSuccessStatusCode);
            Assert.NotEqual(HttpStatusCode.NoContent, await PatchAsync(upload, arrived, file[arrived..], browser));
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(browser, HttpMethod.Delete, upload)).StatusCode);
        }

        Assert.Equal(theirs, await ShellAsync($"sha256sum {Root}/inbox/theirs.img"));
        Directory.Delete(state, recursive: true);
    }

    /// <summary>The page of the pool in another tab asks for the offset of one that runs.</summary>
    [Fact]
    public async Task QuestionAboutAnUpload_DoesNotStopIt()
    {
        var (file, rest) = (RandomNumberGenerator.GetBytes(2_000_000), new TaskCompletionSource());
        var upload = await CreateAsync("disk.img", "raw", file.Length, null);
        var running = SendAsync(Client, HttpMethod.Patch, upload, Holding(file, 0, 1_000_000, rest.Task));
        await UntilAsync(async () => await ShellAsync($"stat -c %b {Root}/inbox/disk.img") != "0");

        var question = SendAsync(Client, HttpMethod.Head, upload);
        // By now it would have stopped the other.
        await Task.WhenAny(running, Task.Delay(500, Cancel));
        rest.SetResult();

        using var answer = await running;
        Assert.Equal($"{file.Length}", answer.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal(HttpStatusCode.OK, (await question).StatusCode);
    }

    /// <summary>Someone copied it there, and the pool has not been refreshed since.</summary>
    [Fact]
    public async Task FileThatLibvirtHasNotSeen_HasItsNameTaken()
    {
        await ShellAsync($"echo theirs > {Root}/inbox/disk.img");
        const string advice = "A file of that name lies there already, though the list may not show it yet: refresh the pool, or take another name.";

        using (var answer = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("disk.img", "raw", 1_000, null)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(advice, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("filename")[0].GetString());
        }
        var task = await StartAsync(HttpMethod.Post, $"{Pool}/volumes", new { name = "disk.img", capacity = 1 << 20, format = "raw" });
        await UntilAsync(async () => (await GetAsync(task)).GetProperty("state").GetString() == "failed");
        Assert.Equal(advice, (await GetAsync(task)).GetProperty("advice").GetString());
        Assert.Equal("theirs", await ShellAsync($"cat {Root}/inbox/disk.img"));
    }

    [Fact]
    public async Task Uploads_BeginAtOnce()
    {
        var uploads = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => CreateAsync($"many-{number}.img", "raw", 1_000, null)));

        Assert.All(await Task.WhenAll(uploads.Select(PatchWholeAsync)), answer => Assert.Equal((HttpStatusCode.NoContent, ""), answer));

        async Task<(HttpStatusCode, string)> PatchWholeAsync(string upload)
        {
            using var answer = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(0, new byte[1_000]));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Theory]
    [InlineData("../x", "raw", HttpStatusCode.BadRequest)]
    [InlineData("/etc/x", "raw", HttpStatusCode.BadRequest)]
    [InlineData("..", "raw", HttpStatusCode.BadRequest)]
    [InlineData("a\0b", "raw", HttpStatusCode.BadRequest)]
    [InlineData("-rf", "raw", HttpStatusCode.BadRequest)]
    [InlineData("", "raw", HttpStatusCode.BadRequest)]
    [InlineData("x", "vmdk", HttpStatusCode.BadRequest)]
    [InlineData("x", "", HttpStatusCode.BadRequest)]
    [Trait("Attack", "F2")]
    public async Task NameOrFormatThatIsNone_MakesNothing(string name, string format, HttpStatusCode expected)
    {
        using var answer = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation(name, format, 1000, null));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("", await ShellAsync($"ls {Root}/inbox"));
    }

    [Fact]
    [Trait("Attack", "F6")]
    public async Task FilesBeyondTheFreeSpace_AreRefused_AlsoTogether()
    {
        var free = (await GetAsync(Pool)).GetProperty("available").GetInt64();

        using var tooLarge = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("big.img", "raw", free + 1, null));
        Assert.Equal(HttpStatusCode.Conflict, tooLarge.StatusCode);
        await CreateAsync("half.img", "raw", (free / 2) + 1, null);
        using var second = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("other.img", "raw", (free / 2) + 1, null));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        using var same = await SendAsync(Client, HttpMethod.Post, $"{Pool}/uploads", Creation("half.img", "raw", 1, null));
        Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
    }

    [Theory]
    [InlineData("raw", "qemu-img create -q -f qcow2 FILE 1M", "It is a qcow2 image, and not raw.")]
    [InlineData("iso", "qemu-img create -q -f vmdk FILE 1M", "It is a VMDK image. Convert it first: qemu-img convert -O qcow2")]
    [InlineData("raw", "qemu-img create -q -f vdi FILE 1M", "It is a VDI image. Convert it first: qemu-img convert -O qcow2")]
    [InlineData("raw", "qemu-img create -q -f qed FILE 1M", "It is a QED image. Convert it first: qemu-img convert -O qcow2")]
    [InlineData("raw", "printf '# Disk DescriptorFile\\nRW 1 FLAT \"/etc/shadow\" 0\\n' > FILE", "It is a VMDK image. Convert it first: qemu-img convert -O qcow2")]
    [InlineData("qcow2", "qemu-img create -q -f qcow2 -u -b /etc/shadow -F raw FILE 1M", "It rests on a backing file, which would be a file of this host.")]
    [InlineData("qcow2", "qemu-img create -q -f qcow2 -o data_file=/run/lab/storage/other,data_file_raw=on FILE 1M", "It keeps its data in another file, which would be a file of this host.")]
    [InlineData("qcow2", "head -c 100000 /dev/zero > FILE", "It is no qcow2 image.")]
    [InlineData("iso", "head -c 100000 /dev/zero > FILE", "It is no ISO image.")]
    [InlineData("qcow2", "qemu-img create -q -f qcow2 FILE 1M", null)]
    [Trait("Attack", "F1")]
    public async Task ImageThatIsNotWhatItIsSaidToBe_IsNotKept(string format, string make, string? mistake)
    {
        await ShellAsync(make.Replace("FILE", $"{Root}/image", StringComparison.Ordinal));
        var file = await File.ReadAllBytesAsync($"{Root}/image", Cancel);
        var upload = await CreateAsync("image", format, file.Length, null);

        // In small pieces, so that only the check at the end can see it.
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, file[..10]));
        using var last = await SendAsync(Client, HttpMethod.Patch, upload, Bytes(10, file[10..]));

        Assert.Equal(mistake is null ? HttpStatusCode.NoContent : HttpStatusCode.UnprocessableEntity, last.StatusCode);
        if (mistake is not null)
            Assert.Equal(mistake, (await last.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString());
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == (mistake is null ? "image" : ""));
    }

    [Fact]
    public async Task FileOfAnotherHash_IsNotKept()
    {
        var upload = await CreateAsync("wrong.img", "raw", 1000, new string('0', 64));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PatchAsync(upload, 0, new byte[1000]));
        await UntilAsync(async () => await ShellAsync($"ls {Root}/inbox") == "");
    }

    [Fact]
    [Trait("Attack", "Z2")]
    public async Task UploadThatIsLeft_IsContinuedByAnyAdministrator_AndByNobodyElse()
    {
        var upload = await CreateAsync("mine.img", "raw", 1000, null);
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 0, new byte[400]));
        using var other = await BrowserAsync(App, Role.Administrator, "other");
        using var operators = await BrowserAsync(App, Role.Operator, "tester");

        Assert.Equal(HttpStatusCode.Forbidden, await PatchAsync(upload, 400, new byte[600], operators));
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(operators, HttpMethod.Head, upload)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(operators, HttpMethod.Delete, upload)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(operators, HttpMethod.Get, $"{Pool}/uploads")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(operators, HttpMethod.Post, $"{Pool}/uploads", Creation("x", "raw", 10, null))).StatusCode);
        using var forged = App.SignedIn();
        Assert.Equal(HttpStatusCode.BadRequest, await PatchAsync(upload, 400, new byte[600], forged));

        JsonElement left = default;
        await UntilAsync(async () => (left = await other.GetFromJsonAsync<JsonElement>($"{Pool}/uploads", Cancel)).GetProperty("items").GetArrayLength() == 1);
        Assert.Equal((upload, "mine.img", "raw", 1000, 400), left.GetProperty("items")[0] is var one
            ? ($"{Pool}/uploads/{one.GetProperty("id").GetString()}", one.GetProperty("volume").GetString(), one.GetProperty("format").GetString(), one.GetProperty("length").GetInt32(), one.GetProperty("offset").GetInt32()) : default);
        Assert.Equal(HttpStatusCode.NoContent, await PatchAsync(upload, 400, new byte[600], other));
        Assert.Equal(0, (await other.GetFromJsonAsync<JsonElement>($"{Pool}/uploads", Cancel)).GetProperty("items").GetArrayLength());
        Assert.Equal("1000", await ShellAsync($"stat -c %s {Root}/inbox/mine.img"));
    }
}
