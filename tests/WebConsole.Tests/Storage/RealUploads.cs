using System.Globalization;
using System.Net;
using System.Text;
using WebConsole.Security;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>A pool of a real libvirt, and the requests that a tus client makes.</summary>
public abstract class RealUploads : RealStorage
{
    /// <summary>The address of a pool in a folder.</summary>
    protected string Pool { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "inbox", path = $"{Root}/inbox" });
        Pool = $"/api/v1/pools/local/{made.GetProperty("result").GetProperty("key").GetString()}";
        await UntilAsync(() => IsThereAsync(Pool));
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh pool-destroy inbox; virsh pool-undefine inbox; true");
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static Task<HttpClient> BrowserAsync(TestApplication app, Role role = Role.Administrator, string user = "tester") => app.WithTokenAsync(role, user);

    protected async Task<string> CreateAsync(string name, string format, long length, string? sha256, HttpClient? browser = null, string? pool = null, string? unpack = null)
    {
        using var answer = await SendAsync(browser ?? Client, HttpMethod.Post, $"{pool ?? Pool}/uploads", Creation(name, format, length, sha256, unpack));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
        return answer.Headers.Location!.ToString();
    }

    protected static Action<HttpRequestMessage> Creation(string name, string format, long length, string? sha256, string? unpack = null) => request =>
    {
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", $"filename {In64(name)},format {In64(format)}" + (sha256 is null ? "" : $",sha256 {In64(sha256)}") + (unpack is null ? "" : $",unpack {In64(unpack)}"));
    };

    protected static Action<HttpRequestMessage> Bytes(long offset, byte[] bytes) => request =>
    {
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
    };

    protected static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    protected async Task<HttpStatusCode> PatchAsync(string upload, long offset, byte[] bytes, HttpClient? browser = null)
    {
        using var answer = await SendAsync(browser ?? Client, HttpMethod.Patch, upload, Bytes(offset, bytes));
        return answer.StatusCode;
    }

    /// <summary>The connection breaks after some bytes.</summary>
    protected async Task CutAsync(string upload, long offset, byte[] bytes, int after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        Bytes(offset, bytes)(request);
        request.Content = new BrokenContent(bytes, after) { Headers = { ContentLength = bytes.Length, ContentType = new("application/offset+octet-stream") } };
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Client.SendAsync(request, Cancel));
    }

    protected async Task<int> OffsetAsync(string upload, HttpClient? browser = null)
    {
        using var answer = await SendAsync(browser ?? Client, HttpMethod.Head, upload);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return int.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    protected static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string address, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        adjust?.Invoke(request);
        return await browser.SendAsync(request, Cancel);
    }

    private sealed class BrokenContent(byte[] bytes, int after) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, after), Cancel);
            await stream.FlushAsync(Cancel);
            throw new IOException("cut");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }

    /// <summary>A request that brings some bytes at once, and the others when it may.</summary>
    private protected static Action<HttpRequestMessage> Holding(byte[] file, int offset, int before, Task until) => request =>
    {
        Bytes(offset, file[offset..])(request);
        request.Content = new HeldContent(file[offset..], before, until) { Headers = { ContentLength = file.Length - offset, ContentType = request.Content!.Headers.ContentType } };
    };

    private sealed class HeldContent(byte[] bytes, int before, Task until) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, before), Cancel);
            await stream.FlushAsync(Cancel);
            await until;
            await stream.WriteAsync(bytes.AsMemory(before), Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
