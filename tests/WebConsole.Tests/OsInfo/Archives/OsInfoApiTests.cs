using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hosting;
using WebConsole.OsInfo.Archives;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Tests.Machines;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.OsInfo.Archives;

/// <summary>A newer osinfo-db by the API: who may import it, what becomes of it, and how it is taken back.</summary>
public sealed class OsInfoApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Place = "/api/v1/osinfo-db";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Kept => StateDirectory.OsArchive(fixture.Application.Services.GetRequiredService<WebConsoleOptions>().StateDirectory);

    /// <summary>Without a restart, and without a minute of waiting.</summary>
    [Fact]
    public async Task ImportedArchive_CountsAtOnce_UntilItIsRemoved()
    {
        using var client = await SignInAsync(Role.Administrator);
        var before = (await StateAsync(client)).GetProperty("systems").GetInt32();

        using var imported = await PutAsync(client, Archive.Of("20990101").Packed());
        Assert.Equal(HttpStatusCode.NoContent, imported.StatusCode);
        var after = await StateAsync(client);
        Assert.Equal((before + 1, "2099-01-01"), (after.GetProperty("systems").GetInt32(), after.GetProperty("day").GetString()));
        Assert.Equal((JsonValueKind.Null, true), after.GetProperty("sources").EnumerateArray().Select(source => (source.GetProperty("path").ValueKind, source.GetProperty("imported").GetBoolean())).Last());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));

        using var removed = await client.DeleteAsync(Place, Cancel);
        using var again = await client.DeleteAsync(Place, Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (removed.StatusCode, again.StatusCode));
        Assert.Equal(before, (await StateAsync(client)).GetProperty("systems").GetInt32());
    }

    [Fact]
    [Trait("Attack", "J3")]
    public async Task ArchiveThatIsRefused_LeavesTheOneBefore()
    {
        using var client = await SignInAsync(Role.Administrator);
        using var good = await PutAsync(client, Archive.Of("20990101").Packed());
        var kept = await File.ReadAllBytesAsync(Kept, Cancel);

        using var bad = await PutAsync(client, Archive.Of("20990102").Add("os/example.org/x.xml", "<!DOCTYPE libosinfo []><libosinfo/>").Packed());
        using var large = await PutAsync(client, new byte[9 << 20]);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bad.StatusCode, large.StatusCode));
        Assert.Contains("os/example.org/x.xml", (await bad.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("archive")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllBytesAsync(Kept, Cancel));
        using var removed = await client.DeleteAsync(Place, Cancel);
    }

    /// <summary>An archive is received before it takes its turn.</summary>
    [Fact]
    public async Task SlowSender_KeepsNobodyWaiting()
    {
        var services = fixture.Application.Services;
        var user = SessionPrincipal.Of(services.GetRequiredService<SessionRegistry>().Begin("slow", Role.Administrator, SignInMethod.Password, "::1"));
        var (body, bytes) = (new Pipe(), Archive.Of("20990102").Packed());
        await body.Writer.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Cancel);
        var sending = services.GetRequiredService<OsArchives>().ImportAsync(user, body.Reader.AsStream(), Cancel);
        using var client = await SignInAsync(Role.Administrator);

        using var imported = await PutAsync(client, Archive.Of("20990101").Packed());
        Assert.Equal((HttpStatusCode.NoContent, "2099-01-01", false), (imported.StatusCode, (await StateAsync(client)).GetProperty("day").GetString(), sending.IsCompleted));

        await body.Writer.WriteAsync(bytes.AsMemory(bytes.Length / 2), Cancel);
        await body.Writer.CompleteAsync();
        Assert.Null((await sending).Refusal);
        Assert.Equal("2099-01-02", (await StateAsync(client)).GetProperty("day").GetString());
        using var removed = await client.DeleteAsync(Place, Cancel);
    }

    /// <summary>By the rules of all that the server fetches.</summary>
    [Theory]
    [Trait("Attack", "R1")]
    [InlineData("http://127.0.0.1/osinfo-db.tar.xz", "loopback")]
    [InlineData("http://169.254.169.254/osinfo-db.tar.xz", "link-local")]
    [InlineData("http://localhost/osinfo-db.tar.xz", "loopback")]
    [InlineData("file:///etc/passwd", "http")]
    [InlineData("", "URL")]
    public async Task AddressThatTheServerDoesNotFetchFrom_IsNamed(string url, string said)
    {
        using var client = await SignInAsync(Role.Administrator);

        using var answer = await client.PostAsJsonAsync(Place, new { url }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("url")[0].GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [Trait("Attack", "Z1")]
    public async Task WhoIsNoAdministrator_SeesOnly(Role role)
    {
        using var client = await SignInAsync(role);

        using var imported = await PutAsync(client, Archive.Of("20990101").Packed());
        using var fetched = await client.PostAsJsonAsync(Place, new { url = "https://example.org/osinfo-db.tar.xz" }, Cancel);
        using var misspelt = await client.PostAsJsonAsync(Place, new { adress = "x" }, Cancel);
        using var removed = await client.DeleteAsync(Place, Cancel);

        Assert.All([imported, fetched, misspelt, removed], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.True((await StateAsync(client)).TryGetProperty("systems", out _));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, byte[] archive)
    {
        using var content = new ByteArrayContent(archive);
        return await client.PutAsync(Place, content, Cancel);
    }

    private static Task<JsonElement> StateAsync(HttpClient client) => client.GetFromJsonAsync<JsonElement>(Place, Cancel);

    private Task<HttpClient> SignInAsync(Role role) => fixture.Application.WithTokenAsync(role);
}
