using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WebConsole.Tests.Consoles;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>
/// Pools of one host and what people do with them between made and removed. At the end of each test no password that was used
/// may stand in anything that the product keeps or shows.
/// </summary>
public abstract class RealPools(string host, string uri) : RealStorage(host, uri)
{
    private readonly string _host = host, _uri = uri;

    protected List<string> Passwords { get; } = [];

    public override async ValueTask DisposeAsync()
    {
        await NobodySeesPasswordsAsync();
        // For the next test, if this one failed.
        await ShellAsync($$"""
            for pool in $(virsh -q -c {{_uri}} pool-list --all --name); do virsh -c {{_uri}} pool-destroy $pool; virsh -c {{_uri}} pool-undefine $pool; done
            for secret in $(virsh -q -c {{_uri}} secret-list | awk '{ print $1 }'); do virsh -c {{_uri}} secret-undefine $secret; done; true
            """);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a script of the laboratory.</summary>
    protected static Task<string> LabAsync(string script) => ShellAsync($"{RealGuest.Lab}/{script}");

    /// <summary>What a pool could be made of.</summary>
    protected async Task<JsonElement[]> FindAsync(object question)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/v1/pools/{_host}/discover", question, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items").EnumerateArray()];
    }

    /// <summary>Makes a pool and returns its address, once it is seen to run.</summary>
    protected async Task<string> MakeAsync(object asked)
    {
        var made = await DoAsync(HttpMethod.Post, $"/api/v1/pools/{_host}", asked);
        var pool = $"/api/v1/pools/{_host}/{made.GetProperty("result").GetProperty("key").GetString()}";
        await RunsAsync(pool);
        return pool;
    }

    protected Task RunsAsync(string pool) => UntilAsync(async () => await IsThereAsync(pool) && (await GetAsync(pool)).GetProperty("state").GetString() == "running");

    /// <summary>How making a pool fails: the error and the advice. It leaves none, once libvirt's event of that has come.</summary>
    protected async Task<string> MakeInVainAsync(object asked)
    {
        var said = await FailAsync(HttpMethod.Post, $"/api/v1/pools/{_host}", asked);
        var name = JsonSerializer.SerializeToElement(asked).GetProperty("name").GetString();
        await UntilAsync(async () => (await GetAsync("/api/v1/pools")).GetProperty("items").EnumerateArray().All(pool => pool.GetProperty("name").GetString() != name));
        return said;
    }

    protected async Task<string> FailAsync(HttpMethod method, string address, object? body)
    {
        var task = await StartAsync(method, address, body);
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        return $"{ended.GetProperty("error")} {ended.GetProperty("advice")}".Trim();
    }

    /// <summary>Why a request is refused before anything is done.</summary>
    protected async Task<string> RefuseAsync(HttpMethod method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, Cancel);
        var said = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, $"{answer.StatusCode} {said}");
        return said;
    }

    protected async Task VolumeAsync(string pool, object asked)
    {
        var made = await DoAsync(HttpMethod.Post, $"{pool}/volumes", asked);
        await ShowsAsync(pool, made.GetProperty("result").GetProperty("name").GetString()!);
    }

    protected Task ShowsAsync(string pool, string volume) => UntilAsync(() => IsThereAsync($"{pool}/volumes/{volume}"));

    protected async Task<string[]> VolumesAsync(string pool) =>
        [.. (await GetAsync($"{pool}/volumes")).GetProperty("items").EnumerateArray().Select(volume => volume.GetProperty("name").GetString()!)];

    /// <summary>Sends a file as a tus client does.</summary>
    protected async Task UploadAsync(string pool, string name, byte[] bytes)
    {
        using var creation = new HttpRequestMessage(HttpMethod.Post, $"{pool}/uploads");
        creation.Headers.Add("Tus-Resumable", "1.0.0");
        creation.Headers.Add("Upload-Length", bytes.Length.ToString(CultureInfo.InvariantCulture));
        creation.Headers.Add("Upload-Metadata", $"filename {In64(name)},format {In64("raw")}");
        using var created = await Client.SendAsync(creation, Cancel);
        Assert.True(created.StatusCode is HttpStatusCode.Created, await created.Content.ReadAsStringAsync(Cancel));
        using var sending = new HttpRequestMessage(HttpMethod.Patch, created.Headers.Location) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/offset+octet-stream") } } };
        sending.Headers.Add("Tus-Resumable", "1.0.0");
        sending.Headers.Add("Upload-Offset", "0");
        using var sent = await Client.SendAsync(sending, Cancel);
        Assert.True(sent.StatusCode is HttpStatusCode.NoContent, await sent.Content.ReadAsStringAsync(Cancel));
        await UntilAllHasEndedAsync();
        await ShowsAsync(pool, name);
    }

    /// <summary>The first bytes of a volume.</summary>
    protected async Task<byte[]> ReadAsync(string pool, string volume, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{pool}/volumes/{volume}/content");
        request.Headers.Range = new(0, length - 1);
        using var answer = await Client.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        await UntilAllHasEndedAsync();
        return bytes;
    }

    /// <summary>The task of a transfer ends a moment after the last byte.</summary>
    protected Task UntilAllHasEndedAsync() =>
        UntilAsync(async () => (await GetAsync("/api/v1/tasks")).GetProperty("items").EnumerateArray().All(task => task.GetProperty("endedAt").ValueKind is JsonValueKind.String));

    /// <summary>Stops it, starts it again, and deletes it.</summary>
    protected async Task EndAsync(string pool, bool contents)
    {
        await DoAsync(HttpMethod.Post, $"{pool}/stop", null);
        await UntilAsync(async () => (await GetAsync(pool)).GetProperty("state").GetString() == "inactive");
        await DoAsync(HttpMethod.Post, $"{pool}/start", null);
        await RunsAsync(pool);
        await DoAsync(HttpMethod.Delete, pool, new { contents });
        await UntilAsync(async () => !await IsThereAsync(pool));
    }

    private static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task NobodySeesPasswordsAsync()
    {
        if (Passwords.Count == 0)
            return;
        var pools = (await GetAsync("/api/v1/pools")).GetProperty("items").EnumerateArray().Select(pool => $"/api/v1/pools/{_host}/{pool.GetProperty("uuid").GetString()}").ToArray();
        string[] addresses = ["/api/v1/tasks", "/api/v1/pools", "/tasks", "/storage", "/storage/new", .. pools.Select(pool => pool.Replace("/api/v1/pools", "/storage", StringComparison.Ordinal)), .. pools.Select(pool => $"{pool}/xml")];
        var shown = new StringBuilder();
        foreach (var address in addresses)
            shown.Append(await Client.GetStringAsync(address, Cancel));
        foreach (var password in Passwords.SelectMany(password => new[] { password, In64(password), Uri.EscapeDataString(password) }).Distinct())
        {
            Assert.DoesNotContain(password, shown.ToString(), StringComparison.Ordinal);
            Assert.Equal("none", await ShellAsync($"grep -rlaF '{password}' {App.StateDirectory} || echo none"));
        }
    }
}
