using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Storage.Fetching;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>What tests of downloads by the server stand on: a web server on loopback, and a pool of a real libvirt.</summary>
public abstract class RealFetches : RealUploads
{
    private protected SkippedTime Time { get; } = new();
    private protected FileServer Server { get; private set; } = null!;

    /// <summary>What names resolve to; the names of the test alone.</summary>
    private protected Func<string, IPAddress[]> Names { get; set; } = _ => throw new SocketException((int)SocketError.HostNotFound);

    protected override string[] Settings => ["--WebConsole:Storage:FetchFrom:0=127.0.0.1"];

    public override async ValueTask InitializeAsync()
    {
        Server = await FileServer.StartAsync(Cancel);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<ResolveName>((name, _) => Task.FromResult(IPAddress.TryParse(name, out var address) ? [address] : Names(name)));
    }

    /// <summary>A download that fails, and leaves nothing.</summary>
    private protected async Task<string> FailAsync(object asked, string? left = "")
    {
        var task = await StartAsync(HttpMethod.Post, $"{Pool}/fetch", asked);
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        if (left is not null)
            Assert.Equal(left, await ShellAsync($"ls {Root}/inbox"));
        return ended.GetProperty("error").GetString()!;
    }
}
